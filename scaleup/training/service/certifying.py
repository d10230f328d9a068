"""Whoever completed a part of the training by the register is on record with it; the accreditation follows."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from scaleup import audit, commit
from scaleup.core import bulk
from scaleup.extensions import db
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.training.models import Booking
from scaleup.training.queries.attended import Attended, attended
from scaleup.training.rules import Certification, out_of_events

REGISTER = "register"
"""The source of a part that is on record because of a register. What a person recorded otherwise stays as it is."""


@dataclass(frozen=True)
class Change:
    """What the register changed about a part of somebody's training."""

    facilitator_id: int
    part: str
    done_on: date | None
    """Empty where the part is no longer complete."""


def certify(facilitator_ids: Collection[int], *, today: date, by: int | None) -> list[Change]:
    """Each part that these people completed by the register is on record with its day, and none that they did not.

    One statement where nothing changed; the accreditations are kept level at the commit.
    """
    db.session.flush()
    found = [(one, change) for one in attended(facilitator_ids) if (change := change_of(one, today=today))]
    new = [
        (one.facilitator_id, one.part, one.done_on)
        for before, one in found
        if before.done_on is None and one.done_on is not None
    ]
    put_on_record(new, by=by)
    for before, change in found:
        if before.done_on is not None:
            correct(change, by=by)
    return [change for _, change in found]


def change_of(one: Attended, *, today: date) -> Change | None:
    """What the register changes about this part; None where it is on record as the register has it."""
    complete_on = one.standing(today).complete_on
    if complete_on == one.done_on or (one.done_on is not None and one.source != REGISTER):
        return None
    return Change(one.facilitator_id, one.part, complete_on)


def put_on_record(new: Sequence[tuple[int, str, date]], *, by: int | None) -> None:
    """Each of these facilitators has this part since that day. Three statements for any number of people."""
    if not new:
        return
    ids = [facilitator_id for facilitator_id, _, _ in new]
    rows = db.session.execute(select(Facilitator.id, Facilitator.area_id).where(Facilitator.id.in_(ids)))
    area_ids = {row.id: row.area_id for row in rows}
    parts = [{"facilitator_id": one, "part": part, "done_on": day, "source": REGISTER} for one, part, day in new]
    bulk.put(db.session(), PartDone, parts)
    commit.touched(set(area_ids.values()), PartDone)
    audit.record_all((("part recorded", "facilitator", one, area_ids[one], ()) for one in ids), person_id=by)


def correct(change: Change, *, by: int | None) -> None:
    """The part, which is on record already, is complete on another day, or no longer."""
    if change.done_on is not None:
        facilitators.record_part(change.facilitator_id, change.part, done_on=change.done_on, by=by, source=REGISTER)
    else:
        take_back(change.facilitator_id, change.part, by=by)


def certify_anew(facilitator_id: int, part: str, *, today: date, by: int | None) -> None:
    """This part is on record as the registers have it, also where none has anything of it any more."""
    if of_part(attended([facilitator_id]), part):
        certify([facilitator_id], today=today, by=by)
    elif part_source(facilitator_id, part) == REGISTER:
        take_back(facilitator_id, part, by=by)


def part_source(facilitator_id: int, part: str) -> str | None:
    """Who says that this part is complete; None where nobody does."""
    return db.session.scalar(
        select(PartDone.source).where(PartDone.facilitator_id == facilitator_id, PartDone.part == part)
    )


def part_without(booking: Booking, *, today: date) -> tuple[date | None, date | None]:
    """Since when the part is on record for who is booked, and since when it would be without this booking's marks."""
    if booking.facilitator_id is None:
        return None, None
    for one in attended([booking.facilitator_id]):
        if booking.event_id in one.events:
            if one.source != REGISTER:
                return one.done_on, one.done_on
            others = [sittings for event_id, sittings in one.events.items() if event_id != booking.event_id]
            return one.done_on, out_of_events(others, one.asked(), today).complete_on
    return None, None


def take_back(facilitator_id: int, part: str, *, by: int | None) -> None:
    """The register no longer shows the part as complete."""
    done = db.session.scalars(
        select(PartDone).where(PartDone.facilitator_id == facilitator_id, PartDone.part == part)
    ).one()
    area_id = db.session.get_one(Facilitator, facilitator_id).area_id
    db.session.delete(done)
    db.session.flush()
    audit.record("part taken back", subject="facilitator", subject_id=facilitator_id, person_id=by, area_id=area_id)


def out_of_reach(facilitator_ids: Collection[int], part: str, *, today: date) -> dict[int, Certification]:
    """Who can no longer complete this part by what is to come of it, by facilitator; told during the event."""
    found = of_part(attended(facilitator_ids), part)
    standings = {one.facilitator_id: one.standing(today) for one in found if one.done_on is None}
    return {facilitator_id: one for facilitator_id, one in standings.items() if not one.reachable}


def of_part(found: Iterable[Attended], part: str) -> list[Attended]:
    """Those of them that are of this part."""
    return [one for one in found if one.part == part]
