"""The doorbell of the sender. The task says only "look"; what there is to do stands in the table."""

from datetime import timedelta

from scaleup import commit
from scaleup.core import clock
from scaleup.extensions import celery
from scaleup.outbox import service

SCHEDULE: dict[str, dict[str, object]] = {
    "outbox.dispatch": {
        "task": service.DISPATCH,
        "schedule": timedelta(minutes=1),
        "options": {"expires": 60},
    },
    "outbox.forget": {"task": service.FORGET, "schedule": timedelta(hours=1), "options": {"expires": 3600}},
}
ROUTES = {service.DISPATCH: "low", service.FORGET: "low"}
"""The queue of each task, however it is published: Celery asks a task's own attribute only in `apply_async`."""
LONGEST = 30 * 60
"""Seconds. Longer than one hand-over may wait for its reply; the loop itself ends after `SPELL`."""
SPELL = 50


@celery.task(  # type: ignore[untyped-decorator]  # celery ships no types
    name=service.DISPATCH, soft_time_limit=LONGEST - 60, time_limit=LONGEST
)
def dispatch() -> None:
    """Due messages are handed over, batch by batch, for at most a spell; then the bell rings again."""
    until = clock.elapsed() + SPELL
    while service.dispatch(now=clock.now(), owner=service.owner()).more:
        if clock.elapsed() > until:
            commit.publish(service.DISPATCH)
            break


@celery.task(name=service.FORGET)  # type: ignore[untyped-decorator]  # celery ships no types
def forget() -> None:
    """Texts older than 90 days go."""
    service.forget_texts(clock.now())
    commit.now()
