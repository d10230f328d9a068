"""Hour by hour: what the facts ask for about the pace of support waits for somebody."""

from datetime import timedelta

from scaleup import commit
from scaleup.core import clock
from scaleup.extensions import celery
from scaleup.support import service

WATCH = "support.watch"
SCHEDULE: dict[str, dict[str, object]] = {
    WATCH: {"task": WATCH, "schedule": timedelta(hours=1), "options": {"expires": 3600}}
}
ROUTES = {WATCH: "low"}
"""The queue of each task, however it is published."""


@celery.task(name=WATCH)  # type: ignore[untyped-decorator]  # celery ships no types
def watch() -> None:
    """Proposals are as the facts of now ask, however often this is called."""
    now = clock.now()
    commit.each(service.portions(now), lambda some: service.look(some, now=now))
