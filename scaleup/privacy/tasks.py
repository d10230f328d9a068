"""The list of erasures outside of the database is level with it; what was confirmed goes, batch by batch."""

from datetime import timedelta

from scaleup.extensions import celery
from scaleup.privacy import service

SCHEDULE: dict[str, dict[str, object]] = {
    "privacy.keep_list": {"task": service.KEEP_LIST, "schedule": timedelta(hours=1), "options": {"expires": 3600}},
}
ROUTES = {service.KEEP_LIST: "low"}
"""The queue of each task, however it is published."""


@celery.task(name=service.KEEP_LIST)  # type: ignore[untyped-decorator]  # celery ships no types
def keep_list() -> None:
    """Every erasure is on the list."""
    service.keep_list()
