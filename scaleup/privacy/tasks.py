"""The list of erasures outside of the database is level with it; what was confirmed goes, batch by batch."""

from datetime import timedelta

from scaleup import commit
from scaleup.core import clock
from scaleup.extensions import celery
from scaleup.privacy import service

SCHEDULE: dict[str, dict[str, object]] = {
    "privacy.keep_list": {"task": service.KEEP_LIST, "schedule": timedelta(hours=1), "options": {"expires": 3600}},
    "privacy.let_go": {"task": service.CARRY_OUT, "schedule": timedelta(hours=1), "options": {"expires": 3600}},
}
ROUTES = {service.KEEP_LIST: "low", service.CARRY_OUT: "low"}
"""The queue of each task, however it is published."""


@celery.task(name=service.KEEP_LIST)  # type: ignore[untyped-decorator]  # celery ships no types
def keep_list() -> None:
    """Every erasure is on the list."""
    service.keep_list()


@celery.task(name=service.CARRY_OUT)  # type: ignore[untyped-decorator]  # celery ships no types
def let_go() -> None:
    """What a person confirmed is gone, and what is past its time now is noted for My work."""
    commit.each(service.batches(), lambda run_id: service.let_go(run_id, now=clock.now()))
    service.sweep_shelf(clock.now())
    service.look(clock.today())
    commit.now()
