"""The WSGI app: `gunicorn wsgi:app`."""

import sys

from scaleup.app import create_app
from scaleup.config import Unsafe

try:
    app = create_app()
except Unsafe as error:
    sys.exit(str(error))
