"""Implementations that are handed over: as they are now, and the hand-overs that wait for their day."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, literal_column, or_, select
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person
from scaleup.areas.models import Area, Handover, Implementation
from scaleup.areas.queries.scope import scoped
from scaleup.areas.rules import HandoverState, Looked
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.programmes.models import Programme

Taker = aliased(Person, name="taker")
Ahead = tuple[date, str, str, int]
"""A hand-over to come: its day, who gives (or nobody), who takes over, and how many areas go."""


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


def ahead(whose: ColumnElement[bool], *, today: date, until: date) -> list[Ahead]:
    """Hand-overs of these that wait for a day until then: the day, who gives, who takes over, how many areas."""
    giver = aliased(Person, name="giver")
    rows = db.session.execute(
        select(
            Handover.on_day,
            func.coalesce(giver.name, "").label("giver"),
            Taker.name.label("taker"),
            func.count(Handover.area_id.distinct()).label("areas"),
        )
        .join(Taker, Taker.id == Handover.to_id)
        .outerjoin(giver, giver.id == Handover.from_id)
        .where(Handover.state == HandoverState.PENDING, Handover.on_day > today, Handover.on_day <= until, whose)
        .group_by(Handover.on_day, giver.name, Taker.name)
        .order_by(Handover.on_day, Taker.name, giver.name)
    )
    return [(row.on_day, row.giver, row.taker, row.areas) for row in rows]


def handed_ahead_in(area_id: int, *, today: date, days: int) -> list[Ahead]:
    """Hand-overs of this area that wait for one of so many days to come."""
    return ahead(Handover.area_id == area_id, today=today, until=today + timedelta(days=days))


def handed_ahead_of(person_id: int, *, today: date, days: int) -> list[Ahead]:
    """Hand-overs in which this person gives or takes over, that wait for one of so many days to come."""
    return ahead(
        or_(Handover.from_id == person_id, Handover.to_id == person_id), today=today, until=today + timedelta(days=days)
    )


def due_handovers(today: date) -> list[int]:
    """The hand-overs whose day has come, the earliest first."""
    return list(
        db.session.scalars(
            select(Handover.id)
            .where(Handover.state == HandoverState.PENDING, Handover.on_day <= today)
            .order_by(Handover.on_day, Handover.id)
        )
    )
