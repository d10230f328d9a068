"""The doorbell of imports: whoever hears it looks what there is to read, to bring in, or to forget."""

from datetime import timedelta
from functools import partial

from scaleup import commit
from scaleup.core import clock
from scaleup.extensions import celery
from scaleup.imports import service
from scaleup.outbox.service import owner

FORGET = "imports.forget"
SCHEDULE: dict[str, dict[str, object]] = {
    "imports.look": {"task": service.LOOK, "schedule": timedelta(minutes=1), "options": {"expires": 60}},
    "imports.forget": {"task": FORGET, "schedule": timedelta(hours=1), "options": {"expires": 3600}},
}
ROUTES = {service.LOOK: "low", FORGET: "low"}


@celery.task(name=service.LOOK)  # type: ignore[untyped-decorator]  # celery ships no types
def look() -> None:
    """Each import that wants something has it; one that fails is begun again, a few times."""
    name = owner()
    while (run_id := service.take(owner=name, now=clock.now())) is not None:
        commit.now()
        if not commit.each([run_id], partial(service.carry_on, owner=name, now=clock.now(), save=commit.now)):
            commit.each([run_id], partial(service.stumble, owner=name))
    commit.now()


@celery.task(name=FORGET)  # type: ignore[untyped-decorator]  # celery ships no types
def forget() -> None:
    """Files that nobody confirmed are gone."""
    service.forget(clock.now())
    commit.now()
