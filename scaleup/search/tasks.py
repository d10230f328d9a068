"""Every hour: what came in past the sessions of this system is indexed."""

from datetime import timedelta

from scaleup import commit
from scaleup.extensions import celery
from scaleup.search import service

SCHEDULE: dict[str, dict[str, object]] = {
    "search.mend": {"task": service.CHECK, "schedule": timedelta(hours=1), "options": {"expires": 3600}},
}
ROUTES = {service.CHECK: "low"}
"""The queue of each task, however it is published."""


@celery.task(name=service.CHECK)  # type: ignore[untyped-decorator]  # celery ships no types
def mend() -> None:
    """What has a name and no word in the index gets its words."""
    while service.mend():
        commit.now()
    commit.now()
