"""The storm's beat: it rings once a second, each time as often as STORM_TIMES says. STORM_BROKER names the broker.

`celery -A tests.storm.beat beat`
"""

import os
from datetime import timedelta

from celery import Celery

app = Celery("beat", broker=os.environ["STORM_BROKER"])
app.conf.update(
    timezone="UTC",
    task_default_queue="low",
    beat_schedule={
        f"look {number}": {
            "task": "outbox.dispatch",
            "schedule": timedelta(seconds=1),
            "options": {"queue": "low", "expires": 5},
        }
        for number in range(int(os.environ["STORM_TIMES"]))
    },
)
