"""The WSGI app: `gunicorn wsgi:app`."""

import gc
import sys

from scaleup.app import create_app
from scaleup.config import Unsafe

try:
    app = create_app()
except Unsafe as error:
    print(error, file=sys.stderr)
    sys.exit(3)  # gunicorn starts a worker that ends with anything else again and again

gc.collect()
gc.freeze()  # what stands for the process's whole life is not gone through again whenever a long page makes objects
