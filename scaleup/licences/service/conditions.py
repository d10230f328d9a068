"""The conditions that licences are granted under, and when each was met."""

from dataclasses import dataclass
from datetime import date

from scaleup import audit
from scaleup.core.errors import Conflict, refuse
from scaleup.core.versions import advance
from scaleup.extensions import db
from scaleup.licences import queries
from scaleup.licences.models import LicenceCondition
from scaleup.licences.service.drafting import log


@dataclass(frozen=True)
class Wording:
    """What a condition says, who sees to it, and by when."""

    wording: str
    owner_id: int | None
    due_on: date


def add_condition(
    licence_id: int, wording: str, *, owner_id: int | None, due_on: date, by: int | None
) -> LicenceCondition:
    """The licence is granted under this condition, to be met by that day."""
    licence = queries.licence(licence_id)
    if not wording.strip():
        raise refuse("Say what has to be done.", "wording")
    condition = LicenceCondition(licence_id=licence.id, wording=wording.strip(), owner_id=owner_id, due_on=due_on)
    db.session.add(condition)
    db.session.flush()
    log("condition added", licence, by=by)
    return condition


def meet_condition(condition_id: int, *, licence_id: int, met_on: date, by: int | None) -> LicenceCondition:
    """The condition was met on that day; said again, it stays met on the first."""
    condition = queries.condition(licence_id, condition_id)
    if condition.met_on is None:
        condition.met_on = met_on
        db.session.flush()
        log("condition met", queries.licence(condition.licence_id), by=by)
    return condition


def change_condition(condition_id: int, wanted: Wording, *, licence_id: int, version: int, by: int | None) -> None:
    """The condition says this, is this person's to see to, and is to be met by that day; what changed is on record."""
    condition = queries.condition(licence_id, condition_id)
    if condition.met_on is not None:
        raise refuse("It is met already, so it stays as it was met.")
    if not advance(db.session(), condition, version):
        raise Conflict(
            "Somebody else saved this condition since you opened it. What they saved stands beside each field; "
            "save again to keep yours.",
            {"wording": condition.wording, "due_on": condition.due_on.isoformat()},
        )
    values = {"wording": wanted.wording.strip(), "owner_id": wanted.owner_id, "due_on": wanted.due_on}
    changed = [name for name, value in values.items() if getattr(condition, name) != value]
    for name in changed:
        setattr(condition, name, values[name])
    db.session.flush()
    licence = queries.licence(licence_id)
    audit.record(
        "condition changed",
        subject="licence",
        subject_id=licence.id,
        person_id=by,
        area_id=licence.area_id,
        fields=changed,
    )
