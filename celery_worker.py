"""The Celery app: `celery -A celery_worker worker -Q high,low` and `celery -A celery_worker beat`."""

import gc
import sys

from scaleup.app import create_app
from scaleup.config import Unsafe

try:
    flask_app = create_app()
except Unsafe as error:
    print(error, file=sys.stderr)
    sys.exit(3)  # as wsgi.py, so that a service manager can tell it from a crash

app = flask_app.extensions["celery"]

gc.collect()
gc.freeze()  # as in wsgi.py: a tick of many areas makes many objects, and would go through the whole application again
