"""The Celery app: `celery -A celery_worker worker -Q high,low` and `celery -A celery_worker beat`."""

import sys

from scaleup.app import create_app
from scaleup.config import Unsafe

try:
    flask_app = create_app()
except Unsafe as error:
    sys.exit(str(error))

app = flask_app.extensions["celery"]
