"""What stands of an event: its half-days, areas, trainers, seats and marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, exists, func, select

from scaleup.areas.models import Area, AreaPerson
from scaleup.areas.rules import AreaRole
from scaleup.extensions import db
from scaleup.training import rules
from scaleup.training.models import Booking, Event, EventArea, EventTrainer, HalfDay, MarkEntry
from scaleup.training.rules import Answer, BookingState, Half, Plan, Span


@dataclass(frozen=True)
class Counts:
    """How many hold a seat, wait, and were asked and have not answered."""

    booked: int = 0
    waiting: int = 0
    unanswered: int = 0
    reached: int = 0
    """Who is booked or waits, and can be told: not those who stand by name alone."""


def half_days(event_id: int) -> Sequence[HalfDay]:
    """Its half-days, in order."""
    return db.session.scalars(
        select(HalfDay).where(HalfDay.event_id == event_id).order_by(HalfDay.on_day, HalfDay.starts)
    ).all()


def spans_of(event: Event) -> tuple[Span, ...]:
    """Its half-days as values."""
    return tuple(Span(one.on_day, Half(one.half), one.starts, one.ends, one.repeats) for one in half_days(event.id))


def in_words(event: Event) -> dict[str, str]:
    """What those who come know of it."""
    return rules.in_words(spans_of(event), event.venue, event.link)


def plan_in_words(plan: Plan) -> dict[str, str]:
    """What those who come would know of it."""
    return rules.in_words(plan.spans, plan.venue, plan.link)


def areas_of(event_id: int) -> Sequence[EventArea]:
    """The areas that it serves."""
    return db.session.scalars(select(EventArea).where(EventArea.event_id == event_id).order_by(EventArea.id)).all()


def areas_booked(event_id: int) -> dict[int, str]:
    """The areas of which somebody is booked or waits, with their names."""
    rows = db.session.execute(
        select(Area.id, Area.name)
        .join(Booking, Booking.area_id == Area.id)
        .where(Booking.event_id == event_id, Booking.state != BookingState.WITHDRAWN)
        .distinct()
    )
    return {row.id: row.name for row in rows}


def trainers_of(event_id: int) -> Sequence[EventTrainer]:
    """Who trains at it."""
    return db.session.scalars(
        select(EventTrainer).where(EventTrainer.event_id == event_id).order_by(EventTrainer.id)
    ).all()


def leads_of(event_id: int) -> list[int]:
    """The project leads and deputies of its areas, as persons."""
    return list(
        db.session.scalars(
            select(AreaPerson.person_id)
            .where(
                AreaPerson.area_id.in_(select(EventArea.area_id).where(EventArea.event_id == event_id)),
                AreaPerson.role.in_((AreaRole.PROJECT_LEAD, AreaRole.DEPUTY)),
                AreaPerson.until_on.is_(None),
            )
            .distinct()
            .order_by(AreaPerson.person_id)
        )
    )


def taken_seats(event_id: int) -> set[int]:
    """The seats that are held."""
    return {
        seat
        for seat in db.session.scalars(
            select(Booking.seat).where(Booking.event_id == event_id, Booking.seat.is_not(None))
        )
        if seat is not None
    }


def booked(event_id: int) -> Sequence[Booking]:
    """Who holds a seat, by seat."""
    return db.session.scalars(
        select(Booking).where(Booking.event_id == event_id, Booking.seat.is_not(None)).order_by(Booking.seat)
    ).all()


def counts(event_id: int) -> Counts:
    """How many are booked, wait, and have not answered."""
    return counts_of([event_id]).get(event_id, Counts())


def counts_of(event_ids: Sequence[int]) -> dict[int, Counts]:
    """The same for each of these events that has bookings; one statement."""
    stands = Booking.state != BookingState.WITHDRAWN
    asked = (Booking.state == BookingState.BOOKED) & Booking.facilitator_id.is_not(None)
    rows = db.session.execute(
        select(
            Booking.event_id,
            tally(Booking.state == BookingState.BOOKED),
            tally(Booking.state == BookingState.WAITING),
            tally(asked & (Booking.answer == Answer.NONE)),
            tally(stands & Booking.facilitator_id.is_not(None)),
        )
        .where(Booking.event_id.in_(event_ids))
        .group_by(Booking.event_id)
    )
    return {row[0]: Counts(*row[1:]) for row in rows}


def tally(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows fulfil this."""
    return func.sum(case((condition, 1), else_=0))


def has_marks(event_id: int) -> bool:
    """Whether somebody has marked anything in its register."""
    asked = exists().where(MarkEntry.half_day_id == HalfDay.id, HalfDay.event_id == event_id)
    return bool(db.session.scalar(select(asked)))
