"""The training events of a calendar, and by when their registers are wanted of their trainers."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, false, func, or_, select
from sqlalchemy.orm import selectinload

from scaleup.accounts.rules import Permission
from scaleup.areas.models import Area
from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.milestones.models import Progress
from scaleup.portfolio.queries.whose import Whose, within
from scaleup.portfolio.rules.calendar import Entry, Hours, Kind, Look
from scaleup.training.models import Booking, Event, EventArea, EventTrainer, HalfDay, Mark
from scaleup.training.queries.planning import kind_of
from scaleup.training.queries.scope import without_training
from scaleup.training.rules import BookingState, EventState, Half, Span
from scaleup.training.rules.catching_up import comes_for

MOST = 500
"""Of events so many are read."""
AFTERWARDS = timedelta(days=10)
"""A register is wanted a working day after its event: no holiday is longer."""


def events(whose: Whose) -> Iterator[Entry]:
    """The events that take place, of the person's areas, or that they train at or are booked for; registers to fill."""
    asked = (
        select(Event, trains(whose).label("trains"), unfilled().label("unfilled"), nation().label("nation"))
        .options(selectinload(Event.half_days))
        .where(
            Event.state == EventState.PLANNED,
            Event.first_on <= whose.last_on,
            Event.last_on >= whose.first_on - AFTERWARDS,
            or_(served(whose), trains(whose), Event.id.in_(booked(whose))),
        )
        .order_by(Event.first_on, Event.id)
        .limit(MOST)
    )
    rows = db.session.execute(asked).all()
    mine = db.session.execute(booked(whose).add_columns(Booking.catches_up)) if rows else ()
    catching_up: dict[int, str] = {row.event_id: row.catches_up for row in mine}
    for row in rows:
        days = days_of(row.Event, catching_up.get(row.Event.id, "") if not row.trains else "")
        if any(whose.first_on <= day.on_day <= whose.last_on for day in days):
            yield event(row.Event, days, whose.today)
        if row.trains and row.unfilled and row.nation:
            wanted = register(row, whose.today)
            if whose.first_on <= wanted.days[0].on_day <= whose.last_on:
                yield wanted


def served(whose: Whose) -> ColumnElement[bool]:
    """That the event serves an area that the calendar is about."""
    looking = without_training(whose.actor.entering(Permission.SEE_TRAINING))
    asked = select(EventArea.event_id).join(Progress, Progress.id == EventArea.implementation_id)
    return Event.id.in_(within(whose, asked, looking))


def trains(whose: Whose) -> ColumnElement[bool]:
    """That the person trains at the event; an area's calendar asks nobody."""
    if whose.area_id is not None:
        return false()
    return exists().where(EventTrainer.event_id == Event.id, EventTrainer.person_id == whose.actor.person_id)


def booked(whose: Whose) -> Any:
    """The events for which the person holds a seat."""
    mine = Facilitator.person_id == whose.actor.person_id if whose.area_id is None else false()
    return (
        select(Booking.event_id)
        .join(Facilitator, Facilitator.id == Booking.facilitator_id)
        .where(mine, Booking.state == BookingState.BOOKED)
    )


def unfilled() -> ColumnElement[bool]:
    """That somebody is booked of whom the register does not say of each half-day whether they came."""
    marked = exists().where(Mark.booking_id == Booking.id, Mark.half_day_id == HalfDay.id)
    return (
        select(Booking.id)
        .join(HalfDay, HalfDay.event_id == Booking.event_id)
        .where(Booking.event_id == Event.id, Booking.state == BookingState.BOOKED, ~marked)
        .exists()
    )


def nation() -> Any:
    """The first by name of the nations that the event serves: its working days count."""
    return (
        select(func.min(Area.nation))
        .join(EventArea, EventArea.area_id == Area.id)
        .where(EventArea.event_id == Event.id)
        .scalar_subquery()
    )


def days_of(found: Event, catches_up: str) -> tuple[Hours, ...]:
    """The days of the event, each from its first hour to its last; of who catches up, the half-days they come for."""
    spans = [Span(one.on_day, Half(one.half), one.starts, one.ends, one.repeats) for one in found.half_days]
    if catches_up:
        spans = list(comes_for(spans, catches_up, half_days=kind_of(found).event.half_days))
    days = [(day, list(halves)) for day, halves in groupby(spans, key=lambda span: span.on_day)]
    return tuple(Hours(day, halves[0].starts, halves[-1].ends) for day, halves in days)


def named(found: Event) -> str:
    """What it is called in invitations."""
    kind = kind_of(found)
    return f"{kind.event.name}, {kind.terms.name}"


def event(found: Event, days: tuple[Hours, ...], today: date) -> Entry:
    """One event."""
    return Entry(
        kind=Kind.TRAINING,
        uid=found.uid,
        sequence=found.sequence,
        days=days,
        area="",
        words=named(found),
        address=f"/training/{found.id}",
        place=found.venue or found.link,
        state="over" if days[-1].on_day < today else "",
        look=Look.EVENT,
    )


def register(row: Row[*tuple[Any, ...]], today: date) -> Entry:
    """That a register is to be filled, a working day after the last of its event."""
    found: Event = row.Event
    wanted_on = calendar(Nation(row.nation)).add_working_days(found.last_on or date.max, 1)
    late = wanted_on < today
    return Entry(
        kind=Kind.REGISTER,
        uid=f"register-{found.uid}",
        sequence=found.sequence,
        days=(Hours(wanted_on),),
        area="",
        words=f"register to fill: {named(found)}",
        address=f"/training/{found.id}/register",
        state="late" if late else "",
        look=Look.LATE if late else Look.IDLE,
    )
