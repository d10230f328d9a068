"""Conditions that may be reminded of: not met, of an open implementation, and of no licence that is over."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from scaleup.areas.models import Area, Implementation
from scaleup.core.errors import Absent
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.licences.rules import State
from scaleup.programmes.rules import ReminderSubject
from scaleup.readiness.models import Condition
from scaleup.reminders.queries.subjects import Candidate, reminded
from scaleup.reminders.rules import ConditionFacts, Subject


def unmet_conditions(until: date, area_ids: Collection[int] | None = None) -> list[Candidate]:
    """Conditions due by the date that are not met. The day itself is the version."""
    chosen = (
        select(
            Condition.id,
            Condition.due_on,
            Condition.area_id,
            Condition.owner_id,
            Area.reminders_started_at,
            Area.nation,
            Implementation.programme_version_id,
            Implementation.manager_id,
            Implementation.id,
        )
        .join(Implementation, Implementation.id == Condition.implementation_id)
        .join(Area, Area.id == Condition.area_id)
        .outerjoin(Licence, Licence.id == Condition.licence_id)
        .where(Condition.due_on <= until, *_standing(), *reminded(area_ids))
    )
    return [
        Candidate(
            Subject(ReminderSubject.CONDITION, id_, due_on.toordinal(), due_on, area_id, owner_id, begun_at),
            nation,
            version_id,
            manager_id,
            under,
        )
        for id_, due_on, area_id, owner_id, begun_at, nation, version_id, manager_id, under in db.session.execute(
            chosen
        )
    ]


def still_unmet_conditions(keys: Sequence[str]) -> set[str]:
    """Of these "condition:version" keys, those not met and still to be met by that day."""
    ids = [int(key.partition(":")[0]) for key in keys]
    chosen = (
        select(Condition.id, Condition.due_on)
        .join(Implementation, Implementation.id == Condition.implementation_id)
        .join(Area, Area.id == Condition.area_id)
        .outerjoin(Licence, Licence.id == Condition.licence_id)
        .where(Condition.id.in_(ids), *_standing(), *reminded(None))
    )
    return {f"{id_}:{due_on.toordinal()}" for id_, due_on in db.session.execute(chosen)} & set(keys)


def condition_facts(condition_id: int) -> tuple[ConditionFacts, int]:
    """What a mail about this condition says, and the programme version whose rules remind of it."""
    row = db.session.execute(
        select(Condition, Area.name, Licence.number, Implementation.programme_version_id)
        .join(Implementation, Implementation.id == Condition.implementation_id)
        .join(Area, Area.id == Condition.area_id)
        .outerjoin(Licence, Licence.id == Condition.licence_id)
        .where(Condition.id == condition_id)
    ).one_or_none()
    if row is None:
        raise Absent
    condition, area, number, version_id = row
    return ConditionFacts(condition.area_id, area, condition.wording, condition.due_on, number or ""), version_id


def _standing() -> tuple[ColumnElement[bool], ...]:
    return (
        Condition.met_on.is_(None),
        or_(Condition.licence_id.is_(None), Licence.state.in_([State.GRANTED, State.SUSPENDED])),
        Implementation.closed_on.is_(None),
    )
