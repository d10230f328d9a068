"""The first session is recorded, and corrected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scaleup import audit
from scaleup.areas import queries as areas
from scaleup.core import bulk, facts
from scaleup.core.dates import plain_date
from scaleup.core.errors import Absent, Conflict, Refused, refuse
from scaleup.core.versions import advance
from scaleup.delivery import queries
from scaleup.delivery.models import DeliveryStart
from scaleup.delivery.rules import DeliveriesStarted, DeliveryStarted, DeliveryStartMoved, refusals_of_start
from scaleup.extensions import db

SAVED_MEANWHILE = "Somebody else changed the day of the first session while you had it open. Compare, then save again."


def record_start(
    implementation_id: int, started_on: date, *, today: date, by: int | None, source: str = "recorded"
) -> DeliveryStart:
    """Delivery began on that day."""
    found = areas.implementation(implementation_id)
    already = queries.start_of(implementation_id)
    if already is not None:
        raise refuse(
            f"The first session is already recorded, on {plain_date(already.started_on)}. Correct that day.",
            "started_on",
        )
    check(implementation_id, started_on, today=today)
    start = DeliveryStart(
        implementation_id=implementation_id, area_id=found.area_id, started_on=started_on, source=source
    )
    db.session.add(start)
    db.session.flush()
    facts.announce(DeliveryStarted(implementation_id, found.area_id, started_on, by))
    log("delivery started", start, by=by)
    return start


@dataclass(frozen=True)
class PastStart:
    """The first session of an implementation as an old record tells of it. The caller knows that none is recorded."""

    implementation_id: int
    area_id: int
    started_on: date
    opened_on: date
    source: str


def record_starts(told: Sequence[PastStart], *, today: date, by: int | None) -> None:
    """Delivery began on each of these days; a fixed number of statements for any number of them."""
    refused = [
        one for start in told for one in refusals_of_start(start.started_on, opened_on=start.opened_on, today=today)
    ]
    if refused:
        raise Refused(refused)
    names = ("implementation_id", "area_id", "started_on", "source")
    bulk.put(db.session(), DeliveryStart, [{name: getattr(start, name) for name in names} for start in told])
    acts = (("delivery started", "implementation", one.implementation_id, one.area_id, ()) for one in told)
    audit.record_all(acts, person_id=by)
    facts.announce(DeliveriesStarted(frozenset(one.implementation_id for one in told), by))


def consider_start(implementation_id: int, started_on: date, *, today: date, by: int | None) -> list[facts.Change]:
    """What would follow if the first session was held on that day; nothing is written. Raises Refused."""
    check(implementation_id, started_on, today=today)
    found, start = areas.implementation(implementation_id), queries.start_of(implementation_id)
    if start is None:
        return facts.consequences(DeliveryStarted(implementation_id, found.area_id, started_on, by))
    moved = DeliveryStartMoved(implementation_id, found.area_id, started_on, start.started_on, by)
    return facts.consequences(moved) if start.started_on != started_on else []


def keep_start(implementation_id: int, started_on: date, *, version: int, today: date, by: int | None) -> DeliveryStart:
    """The first session was held on that day. Version 0 stands for none recorded; raises Conflict if one is by now."""
    start = queries.start_of(implementation_id)
    if start is None:
        return record_start(implementation_id, started_on, today=today, by=by)
    return move_start(implementation_id, started_on, version=version, today=today, by=by)


def move_start(implementation_id: int, started_on: date, *, version: int, today: date, by: int | None) -> DeliveryStart:
    """The first session was held on that day after all."""
    start = queries.start_of(implementation_id)
    if start is None:
        raise Absent
    if not advance(db.session(), start, version):
        raise Conflict(SAVED_MEANWHILE, {"started_on": start.started_on.isoformat()})
    check(implementation_id, started_on, today=today)
    formerly, start.started_on = start.started_on, started_on
    db.session.flush()
    if formerly != started_on:
        facts.announce(DeliveryStartMoved(implementation_id, start.area_id, started_on, formerly, person_id=by))
    log("delivery start moved", start, by=by)
    return start


def check(implementation_id: int, started_on: date, *, today: date) -> None:
    """The first session may have been held on that day; else Refused is raised."""
    found = areas.implementation(implementation_id)
    refused = refusals_of_start(started_on, opened_on=found.opened_on, today=today)
    if refused:
        raise Refused(refused)


def log(act: str, start: DeliveryStart, *, by: int | None) -> None:
    """The act is in the audit log."""
    audit.record(
        act,
        subject="implementation",
        subject_id=start.implementation_id,
        person_id=by,
        area_id=start.area_id,
    )
