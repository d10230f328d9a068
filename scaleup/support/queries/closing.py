"""The contacts of plans that a day on which nobody works can move, with what the rule asks of them."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, or_, select

from scaleup.areas.models import Area, Implementation
from scaleup.areas.rules import EVERY_NATION, Closure, ClosureDayChanged
from scaleup.extensions import db
from scaleup.licences.models import Licence, LicenceMove, Suspension
from scaleup.support import rules
from scaleup.support.models import Slot
from scaleup.support.queries.facts import STOPS

NEAR = timedelta(days=14)
"""A closure day moves only contacts that stand, or would stand, this near to it."""


def nations(fact: ClosureDayChanged) -> list[str]:
    """The nations that the day concerns."""
    if fact.nation != EVERY_NATION:
        return [fact.nation]
    return list(db.session.scalars(select(Area.nation).distinct()))


def near(fact: ClosureDayChanged) -> Select[*tuple[Any, ...]]:
    """The contacts that the day can move. `apart` are those whose licence rests, was stopped, or has a day by hand."""
    rests = exists().where(Suspension.licence_id == Slot.licence_id)
    stopped = exists().where(LicenceMove.licence_id == Slot.licence_id, LicenceMove.to_state.in_(STOPS))
    apart = or_(rests, stopped, Implementation.closed_on.is_not(None))
    found = (
        select(
            Slot.id,
            Slot.licence_id,
            Slot.implementation_id,
            Slot.area_id,
            Slot.sequence,
            Slot.nominal_on,
            Slot.due_on,
            Slot.interval_months,
            Slot.provisional,
            Slot.state,
            Area.name,
            Area.nation,
            Licence.starts_on,
            Licence.ends_on,
            apart.label("apart"),
        )
        .join(Area, Area.id == Slot.area_id)
        .join(Licence, Licence.id == Slot.licence_id)
        .join(Implementation, Implementation.id == Slot.implementation_id)
        .where(Slot.state.in_(["open", "gone"]), Slot.pinned_because.is_(None), touched_by(fact))
        .order_by(Area.name_key, Slot.licence_id, Slot.sequence)
    )
    return found if fact.nation == EVERY_NATION else found.where(Area.nation == fact.nation)


def touched_by(fact: ClosureDayChanged) -> ColumnElement[bool]:
    """That a contact stands on the day, or lies beyond it because nobody worked then."""
    on = fact.on_day
    if fact.change is Closure.ADDED:
        return Slot.due_on == on
    over = or_(and_(Slot.nominal_on <= on, Slot.due_on >= on), and_(Slot.nominal_on >= on, Slot.due_on <= on))
    return and_(Slot.due_on.between(on - NEAR, on + NEAR), over)


def planned(row: Row[*tuple[Any, ...]]) -> rules.PlannedContact:
    """The contact of such a row as a value that rules read."""
    return rules.PlannedContact(
        sequence=row.sequence,
        nominal_on=row.nominal_on,
        due_on=row.due_on,
        interval_months=row.interval_months,
        provisional=row.provisional,
    )
