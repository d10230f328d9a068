"""Every hour: what was to end by yesterday has ended, and spent sessions and links are deleted."""

from datetime import timedelta

from scaleup import commit
from scaleup.accounts import service
from scaleup.core import clock
from scaleup.extensions import celery

SCHEDULE: dict[str, dict[str, object]] = {
    "accounts.tidy": {"task": service.TIDY, "schedule": timedelta(hours=1), "options": {"expires": 3600}},
}
ROUTES = {service.TIDY: "low"}
"""The queue of each task, however it is published."""


@celery.task(name=service.TIDY)  # type: ignore[untyped-decorator]  # celery ships no types
def tidy() -> None:
    """However often this is called, the result is the same."""
    service.end_what_is_over(clock.today(), clock.now())
    service.forget_spent(clock.now())
    commit.now()
