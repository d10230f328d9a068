"""The storm's beat: it rings once a second. `celery -A tests.storm.beat beat`; STORM_BROKER names the broker."""

import os
from datetime import timedelta

from celery import Celery

app = Celery("beat", broker=os.environ["STORM_BROKER"])
app.conf.update(
    timezone="UTC",
    task_default_queue="low",
    beat_schedule={
        "look": {
            "task": "outbox.dispatch",
            "schedule": timedelta(seconds=1),
            "options": {"queue": "low", "expires": 30},
        }
    },
)
