"""Conditions added, put right, met, and carried by the licence that is granted under them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from scaleup import audit
from scaleup.areas import queries as areas
from scaleup.core.errors import Conflict, Refused, refuse
from scaleup.core.families import family_details_unticked
from scaleup.core.versions import advance
from scaleup.extensions import db
from scaleup.readiness import queries
from scaleup.readiness.models import Condition

CHANGED_MEANWHILE = (
    "Somebody else saved this condition since you opened it. What they saved stands beside each field; "
    "save again to keep yours."
)


@dataclass(frozen=True)
class Wording:
    """What a condition says, who sees to it, and by when."""

    wording: str
    owner_id: int | None
    due_on: date


@dataclass(frozen=True)
class Ground:
    """What a condition rests on: the round whose verdict asked for it and what it is about, and the licence."""

    licence_id: int | None = None
    assessment_id: int | None = None
    item_code: str | None = None
    factor: str | None = None


NOTHING = Ground()


def add_condition(implementation_id: int, wanted: Wording, *, by: int | None, ground: Ground = NOTHING) -> Condition:
    """The implementation has this condition, to be met by that day."""
    found = areas.implementation(implementation_id)
    check(wanted)
    condition = Condition(
        implementation_id=found.id,
        area_id=found.area_id,
        licence_id=ground.licence_id,
        assessment_id=ground.assessment_id,
        item_code=ground.item_code,
        factor=ground.factor,
        wording=wanted.wording.strip(),
        owner_id=wanted.owner_id,
        due_on=wanted.due_on,
    )
    db.session.add(condition)
    db.session.flush()
    log_condition("condition added", condition, by=by)
    return condition


def meet_condition(condition_id: int, *, met_on: date, by: int | None) -> Condition:
    """The condition was met on that day; said again, it stays met on the first."""
    condition = queries.condition(condition_id)
    if condition.met_on is None:
        condition.met_on = met_on
        db.session.flush()
        log_condition("condition met", condition, by=by)
    return condition


def change_condition(condition_id: int, wanted: Wording, *, version: int, by: int | None) -> None:
    """The condition says this, is this person's to see to, and is to be met by that day; what changed is on record."""
    condition = queries.condition(condition_id)
    check(wanted)
    ours = advance(db.session(), condition, version)
    if condition.met_on is not None:
        raise refuse("It is met already, so it stays as it was met.")
    if not ours:
        raise Conflict(CHANGED_MEANWHILE, {"wording": condition.wording, "due_on": condition.due_on.isoformat()})
    values = {"wording": wanted.wording.strip(), "owner_id": wanted.owner_id, "due_on": wanted.due_on}
    changed = [name for name, value in values.items() if getattr(condition, name) != value]
    for name in changed:
        setattr(condition, name, values[name])
    db.session.flush()
    log_condition("condition changed", condition, by=by, fields=changed)


def check(wanted: Wording) -> None:
    """The condition may say this; else Refused is raised."""
    if not wanted.wording.strip():
        raise refuse("Say what has to be done.", "wording")
    if private := list(family_details_unticked(wanted.wording, name="wording")):
        raise Refused(private)


def carry(implementation_id: int, licence_id: int, *, by: int | None = None, of_licences: Collection[int] = ()) -> int:
    """The licence carries every condition of the verdict that it is granted under; returns how many.

    Open ones of these earlier licences go over to it. What was met before stays where it was met.
    """
    waiting = queries.conditions_to_carry(implementation_id, of_licences)
    for one in waiting:
        one.licence_id = licence_id
    db.session.flush()
    for one in waiting:
        log_condition("condition carried by a licence", one, by=by)
    return len(waiting)


def release(condition_id: int, *, by: int | None) -> None:
    """The condition stands without a licence until the next is granted."""
    condition = queries.condition(condition_id)
    condition.licence_id = None
    db.session.flush()
    log_condition("condition goes on without a licence", condition, by=by)


def log_condition(act: str, condition: Condition, *, by: int | None, fields: list[str] | None = None) -> None:
    """The act is in the audit log, under the licence that carries the condition, else under the implementation."""
    under_licence = condition.licence_id is not None
    audit.record(
        act,
        subject="licence" if under_licence else "implementation",
        subject_id=condition.licence_id if under_licence else condition.implementation_id,
        person_id=by,
        area_id=condition.area_id,
        fields=fields or (),
    )
