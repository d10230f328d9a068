"""The look for what has become late, once an hour: being late is no act that somebody could announce."""

from datetime import timedelta

from scaleup import commit
from scaleup.core import clock
from scaleup.extensions import celery
from scaleup.hooks import service

SCHEDULE: dict[str, dict[str, object]] = {
    "hooks.look": {"task": service.LOOK, "schedule": timedelta(hours=1), "options": {"expires": 3600}},
}
ROUTES = {service.LOOK: "high"}


@celery.task(name=service.LOOK)  # type: ignore[untyped-decorator]  # celery ships no types
def look() -> None:
    """What became late is told."""
    service.look(clock.now())
    commit.now()
