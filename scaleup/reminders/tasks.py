"""The tick: what is due now goes into the outbox, and the sender's doorbell rings."""

from datetime import timedelta

from scaleup import commit
from scaleup.areas.queries import due_handovers
from scaleup.areas.service import take_over
from scaleup.core import clock
from scaleup.extensions import celery
from scaleup.outbox.service import owner
from scaleup.reminders import service

SCHEDULE: dict[str, dict[str, object]] = {
    "reminders.tick": {
        "task": service.TICK,
        "schedule": timedelta(minutes=1),
        "options": {"expires": 60},
    }
}
ROUTES = {service.TICK: "high"}
"""The queue of each task, however it is published."""


@celery.task(name=service.TICK)  # type: ignore[untyped-decorator]  # celery ships no types
def tick() -> None:
    """Reminders due now are planned, once, however often this is called."""
    commit.each(due_handovers(clock.today()), take_over)
    service.look_at_training(clock.now())
    service.plan_due(clock.now(), worker=owner())
    commit.now()
