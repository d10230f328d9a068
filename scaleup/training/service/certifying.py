"""Whoever completed a part of the training by the register is on record with it; the accreditation follows."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from scaleup import audit
from scaleup.extensions import db
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.training.queries.attended import Attended, attended
from scaleup.training.rules import Certification, Requirement, certification, together

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
    return [change for one in attended(facilitator_ids) if (change := certify_part(one, today=today, by=by))]


def certify_part(one: Attended, *, today: date, by: int | None) -> Change | None:
    """This part is on record as the register has it; None where it was."""
    complete_on = standing_of(one, today=today).complete_on
    if complete_on == one.done_on or (one.done_on is not None and one.source != REGISTER):
        return None
    if complete_on is not None:
        facilitators.record_part(one.facilitator_id, one.part, done_on=complete_on, by=by, source=REGISTER)
    else:
        take_back(one.facilitator_id, one.part, by=by)
    return Change(one.facilitator_id, one.part, complete_on)


def take_back(facilitator_id: int, part: str, *, by: int | None) -> None:
    """The register no longer shows the part as complete."""
    done = db.session.scalars(
        select(PartDone).where(PartDone.facilitator_id == facilitator_id, PartDone.part == part)
    ).one()
    area_id = db.session.get_one(Facilitator, facilitator_id).area_id
    db.session.delete(done)
    db.session.flush()
    audit.record("part taken back", subject="facilitator", subject_id=facilitator_id, person_id=by, area_id=area_id)


def standing_of(one: Attended, *, today: date, until_on: date | None = None) -> Certification:
    """How far the person is with this part."""
    requirement = Requirement(one.name, one.complete_at_percent, until_on)
    return certification(together(list(one.events.values())), requirement, today)


def out_of_reach(facilitator_ids: Collection[int], part: str, *, today: date) -> dict[int, Certification]:
    """Who can no longer complete this part by what is to come of it, by facilitator; told during the event."""
    found = of_part(attended(facilitator_ids), part)
    standings = {one.facilitator_id: standing_of(one, today=today) for one in found}
    return {facilitator_id: one for facilitator_id, one in standings.items() if not one.reachable}


def of_part(found: Iterable[Attended], part: str) -> list[Attended]:
    """Those of them that are of this part."""
    return [one for one in found if one.part == part]
