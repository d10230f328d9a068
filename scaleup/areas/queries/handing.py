"""Implementations that are handed over: as they are now, and the hand-overs that wait for their day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, exists, func, literal_column, or_, select
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Handover, Implementation
from scaleup.areas.queries.scope import scoped
from scaleup.areas.rules import HandoverState, Looked
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.programmes.models import Programme

Taker = aliased(Person, name="taker")
Ahead = tuple[date, date | None, str, str, int]
"""A hand-over to come: its day, its last if it goes back then, who gives (or nobody), who takes over, and how many."""


def waits_for(implementation_id: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """That a hand-over of this implementation waits for its day; the state is written out, so that its index serves."""
    return and_(Handover.implementation_id == implementation_id, Handover.state == literal_column("'pending'"))


def looked_at(actor: Actor, implementation_ids: Collection[int], today: date) -> dict[int, Looked]:
    """Those of these implementations that the actor may see, by id, as they are now; one statement."""
    asked = (
        select(
            Implementation.id,
            Implementation.area_id,
            Area.name.label("area"),
            Programme.name.label("programme"),
            Implementation.manager_id,
            Person.name.label("manager"),
            Implementation.closed_on,
            Taker.name.label("pending_to"),
            Handover.on_day,
        )
        .join(Area, Area.id == Implementation.area_id)
        .join(Programme, Programme.id == Implementation.programme_id)
        .outerjoin(Person, Person.id == Implementation.manager_id)
        .outerjoin(Handover, waits_for(Implementation.id))
        .outerjoin(Taker, Taker.id == Handover.to_id)
        .where(Implementation.id.in_(implementation_ids))
        .order_by(Area.name_key, Implementation.id)
    )
    rows = db.session.execute(scoped(asked, Implementation.area_id, actor=actor, today=today))
    return {
        row.id: Looked(
            implementation_id=row.id,
            area_id=row.area_id,
            area=row.area,
            programme=row.programme,
            manager_id=row.manager_id,
            manager=row.manager or "",
            closed_on=row.closed_on,
            pending_to=row.pending_to or "",
            pending_on=row.on_day,
        )
        for row in rows
    }


def pending_in(area_id: int) -> dict[int, tuple[str, date]]:
    """Who takes over from which day in the area, by implementation, where a hand-over waits for its day."""
    rows = db.session.execute(
        select(Handover.implementation_id, Taker.name, Handover.on_day)
        .join(Taker, Taker.id == Handover.to_id)
        .where(Handover.area_id == area_id, Handover.state == HandoverState.PENDING)
    )
    return {row.implementation_id: (row.name, row.on_day) for row in rows}


def handover(handover_id: int) -> Handover:
    """The hand-over; raises Absent."""
    found = db.session.get(Handover, handover_id)
    if found is None:
        raise Absent
    return found


def handover_of(ids: Collection[int], to_id: int, *, on_day: date) -> int | None:
    """The first of the hand-overs of these implementations to this person from this day; None where there is none."""
    return db.session.scalar(
        select(func.min(Handover.id)).where(
            Handover.implementation_id.in_(ids),
            Handover.to_id == to_id,
            Handover.on_day == on_day,
            Handover.state != HandoverState.DROPPED,
        )
    )


def handed_together(actor: Actor, handover_id: int, today: date) -> list[Handover]:
    """All that was handed over in the same act, as far as the actor sees it then; raises Absent where that is nothing.

    Who takes over reads of it before the day: what counts is what they see on it.
    """
    first = handover(handover_id)
    found = (
        select(Handover)
        .join(Area, Area.id == Handover.area_id)
        .where(
            Handover.asked_at == first.asked_at,
            Handover.to_id == first.to_id,
            Handover.on_day == first.on_day,
            Handover.state != HandoverState.DROPPED,
        )
        .order_by(Area.name_key, Handover.id)
    )
    day = max(today, first.on_day)
    rows = list(db.session.scalars(scoped(found, Handover.area_id, actor=actor, today=day)))
    if not rows:
        raise Absent
    return rows


def names_of_implementations(ids: Collection[int]) -> list[tuple[str, str]]:
    """The area and the programme of each of these implementations, by name."""
    asked = (
        select(Area.name, Programme.name.label("programme"))
        .join(Implementation, Implementation.area_id == Area.id)
        .join(Programme, Programme.id == Implementation.programme_id)
        .where(Implementation.id.in_(ids))
        .order_by(Area.name_key, Implementation.id)
    )
    return [(row.name, row.programme) for row in db.session.execute(asked)]


def may_manage(person_id: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """That this person holds a role of the unit that looks after areas."""
    candidate = aliased(Person)
    return exists().where(
        candidate.id == person_id,
        candidate.deactivated_at.is_(None),
        RoleHeld.person_id == candidate.id,
        RoleHeld.role.in_([Role.IMPLEMENTATION_MANAGER, Role.UNIT_MANAGER]),
        RoleHeld.ended_at.is_(None),
    )


def carried_out(until: date) -> tuple[ColumnElement[bool], ...]:
    """That a hand-over waits for a day until then and would not be dropped on it; asked beside its implementation."""
    return (
        Handover.state == literal_column("'pending'"),
        Handover.on_day <= until,
        Implementation.closed_on.is_(None),
        Implementation.manager_id.is_not_distinct_from(Handover.from_id),
        may_manage(Handover.to_id),
    )


def ahead(whose: ColumnElement[bool], *, today: date, until: date) -> list[Ahead]:
    """Hand-overs of these that will be carried out until then; one whose day has come is carried out today."""
    giver = aliased(Person, name="giver")
    rows = db.session.execute(
        select(
            Handover.on_day,
            case((may_manage(Handover.from_id), Handover.until_on)).label("back_on"),
            func.coalesce(giver.name, "").label("giver"),
            Taker.name.label("taker"),
            func.count(Handover.area_id.distinct()).label("areas"),
        )
        .join(Implementation, Implementation.id == Handover.implementation_id)
        .join(Taker, Taker.id == Handover.to_id)
        .outerjoin(giver, giver.id == Handover.from_id)
        .where(*carried_out(until), whose)
        .group_by(Handover.on_day, "back_on", giver.name, Taker.name)
        .order_by(Handover.on_day, Taker.name, giver.name)
    )
    return [(max(row.on_day, today), row.back_on, row.giver, row.taker, row.areas) for row in rows]


def handed_ahead_in(area_id: int, *, today: date, days: int) -> list[Ahead]:
    """Hand-overs of this area that are settled for so many days to come."""
    return ahead(Handover.area_id == area_id, today=today, until=today + timedelta(days=days))


def handed_ahead_of(person_id: int, *, today: date, days: int) -> list[Ahead]:
    """Hand-overs in which this person gives or takes over, that are settled for so many days to come."""
    return ahead(
        or_(Handover.from_id == person_id, Handover.to_id == person_id), today=today, until=today + timedelta(days=days)
    )


@dataclass(frozen=True)
class Settled:
    """A hand-over that waits for its day and will be carried out then, if nothing changes."""

    implementation_id: int
    area_id: int
    from_id: int | None
    to_id: int
    on_day: date
    until_on: date | None
    may_have_back: bool
    """Whether who gives may look after areas still."""


def settled_handovers(until: date, area_ids: Collection[int] | None = None) -> list[Settled]:
    """Those of a day until then, of all areas or of these, without those that would be dropped. One statement."""
    asked = (
        select(
            Handover.implementation_id,
            Handover.area_id,
            Handover.from_id,
            Handover.to_id,
            Handover.on_day,
            Handover.until_on,
            may_manage(Handover.from_id).label("may_have_back"),
        )
        .join(Implementation, Implementation.id == Handover.implementation_id)
        .where(*carried_out(until))
        .order_by(Handover.on_day, Handover.id)
    )
    if area_ids is not None:
        asked = asked.where(Handover.area_id.in_(sorted(area_ids)))
    return [
        Settled(
            implementation_id=row.implementation_id,
            area_id=row.area_id,
            from_id=row.from_id,
            to_id=row.to_id,
            on_day=row.on_day,
            until_on=row.until_on,
            may_have_back=bool(row.may_have_back),
        )
        for row in db.session.execute(asked)
    ]


def due_handovers(today: date) -> list[int]:
    """The hand-overs whose day has come, the earliest first."""
    return list(
        db.session.scalars(
            select(Handover.id)
            .where(Handover.state == HandoverState.PENDING, Handover.on_day <= today)
            .order_by(Handover.on_day, Handover.id)
        )
    )
