"""The storm's beat: it rings every STORM_EVERY seconds, each time STORM_TIMES times. STORM_BROKER names the broker.

`celery -A tests.storm.beat beat`. The first of each lot keeps for ever, as those do that follow a commit; a worker
whose clock is ahead takes the others for stale, and Celery discards them.
"""

import os
from datetime import timedelta

from celery import Celery

BELLS = (("outbox.dispatch", "low"), ("storm.plan", "high"))
app = Celery("beat", broker=os.environ["STORM_BROKER"])
app.conf.update(
    timezone="UTC",
    task_default_queue="low",
    beat_schedule={
        f"{task} {number}": {
            "task": task,
            "schedule": timedelta(seconds=float(os.environ["STORM_EVERY"])),
            "options": {"queue": queue, **({"expires": 5} if number else {})},
        }
        for task, queue in BELLS
        for number in range(int(os.environ["STORM_TIMES"]))
    },
)
