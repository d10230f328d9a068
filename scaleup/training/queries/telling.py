"""What a mail about an event says, who is to be told, and whether it still holds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select

from scaleup.accounts.models import Person
from scaleup.areas.models import Area
from scaleup.core.errors import Absent
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.outbox.models import Message
from scaleup.outbox.rules import State
from scaleup.programmes.models import ProgrammeVersion
from scaleup.training import rules
from scaleup.training.models import AnswerLink, AskedAgain, Booking, Event
from scaleup.training.queries.events import spans_of
from scaleup.training.queries.planning import kind_of
from scaleup.training.rules import Answer, BookingState, EventState, Span, Told
from scaleup.training.rules.catching_up import comes_for


@dataclass(frozen=True)
class Reached:
    """A booking that may be reminded: who, in which nation, of an event that begins when."""

    booking: Booking
    person_id: int
    nation: str
    event_id: int
    version_id: int
    """The programme's version that the event keeps, whose rules remind of it."""
    first_on: date
    asked_at: datetime
    """When they were asked last: as they were booked, or as the event moved."""


def event(event_id: int) -> Event:
    """The event; raises Absent."""
    found = db.session.get(Event, event_id)
    if found is None:
        raise Absent
    return found


def booking(booking_id: int) -> Booking:
    """The booking; raises Absent."""
    found = db.session.get(Booking, booking_id)
    if found is None:
        raise Absent
    return found


def spans_for(of: Event, somebody: Booking | None) -> Sequence[Span]:
    """The half-days that somebody comes for: all of them, but for who only catches up."""
    spans = spans_of(of)
    if somebody is None or not somebody.catches_up:
        return spans
    return comes_for(spans, somebody.catches_up, half_days=kind_of(of).event.half_days)


def told(of: Event, *, because: str = "", to: Booking | None = None) -> Told:
    """The event as a mail tells it, to who is booked with the half-days that they come for."""
    kind, spans = kind_of(of), spans_for(of, to)
    words = rules.in_words(spans, of.venue, of.link)
    return Told(
        event_id=of.id,
        name=kind.event.name,
        programme=kind.terms.name,
        days=words["days"],
        hours=words["hours"],
        venue=of.venue,
        link=of.link,
        joining=of.joining,
        first_on=spans[0].on_day if spans else date.max,
        catches_up=to is not None and to.catches_up != "",
        because=because or of.cancelled_because or "",
    )


def persons_of(event_id: int, *states: BookingState) -> list[tuple[Booking, int]]:
    """Who stands in the event in one of these states and can be told: the booking and the person."""
    rows = db.session.execute(
        select(Booking, Facilitator.person_id)
        .join(Facilitator, Facilitator.id == Booking.facilitator_id)
        .where(Booking.event_id == event_id, Booking.state.in_(states))
        .order_by(Booking.id)
    )
    return [(row.Booking, row.person_id) for row in rows]


def first_name(person_id: int) -> str:
    """How a mail greets somebody."""
    name = db.session.scalar(select(Person.name).where(Person.id == person_id)) or ""
    return name.split(" ", 1)[0]


def named(event_ids: Collection[int]) -> Mapping[int, tuple[str, date]]:
    """What these events are called, and the first day of each. One statement: it brings the versions along."""
    rows = db.session.execute(
        select(Event, ProgrammeVersion)
        .join(ProgrammeVersion, ProgrammeVersion.id == Event.programme_version_id)
        .where(Event.id.in_(sorted(event_ids)))
    )
    return {row.Event.id: (kind_of(row.Event).event.name, row.Event.first_on or date.max) for row in rows}


def whose(area_ids: Collection[int] | None, person_ids: Collection[int] | None) -> list[ColumnElement[bool]]:
    """Who is told by the tick: those of areas whose reminders have started.

    With areas, those of these, started or not (a preview); with persons, these alone.
    """
    begun = Area.reminders_started_at.is_not(None) if area_ids is None else Area.id.in_(sorted(area_ids))
    return [begun] if person_ids is None else [begun, Facilitator.person_id.in_(sorted(person_ids))]


def reachable(
    today: date,
    within: timedelta,
    *,
    area_ids: Collection[int] | None = None,
    person_ids: Collection[int] | None = None,
) -> list[Reached]:
    """Who is booked on an event that begins so soon; see `whose`."""
    again = select(AskedAgain.booking_id, func.max(AskedAgain.asked_at).label("at")).group_by(AskedAgain.booking_id)
    asked = again.subquery()
    rows = db.session.execute(
        select(
            Booking,
            Facilitator.person_id,
            Area.nation,
            Event.id,
            Event.programme_version_id,
            Event.first_on,
            asked.c.at,
        )
        .join(Event, Event.id == Booking.event_id)
        .join(Facilitator, Facilitator.id == Booking.facilitator_id)
        .join(Area, Area.id == Booking.area_id)
        .outerjoin(asked, asked.c.booking_id == Booking.id)
        .where(
            Event.state == EventState.PLANNED,
            Event.first_on > today,
            Event.first_on <= today + within,
            Booking.state == BookingState.BOOKED,
            Booking.answer != Answer.NOT_COMING,
            *whose(area_ids, person_ids),
        )
        .order_by(Booking.id)
    )
    return [
        Reached(
            row.Booking,
            row.person_id,
            row.nation,
            row.id,
            row.programme_version_id,
            row.first_on,
            row.at or row.Booking.booked_at,
        )
        for row in rows
        if row.first_on
    ]


def known(keys: Sequence[str]) -> set[str]:
    """Those of these dedupe keys for which a message stands."""
    asked = select(Message.dedupe_key).where(Message.dedupe_key.in_(keys), Message.state != State.CANCELLED)
    return set(db.session.scalars(asked)) if keys else set()


def still_unanswered(keys: Sequence[str]) -> set[str]:
    """Those of these bookings that stand and are not answered."""
    return standing(keys, Booking.answer == Answer.NONE)


def still_booked(keys: Sequence[str]) -> set[str]:
    """Those of these bookings that stand."""
    return standing(keys, Booking.answer != Answer.NOT_COMING)


def standing(keys: Sequence[str], condition: object) -> set[str]:
    """Those of these bookings that hold a seat of an event that stands, and fulfil this."""
    rows = db.session.scalars(
        select(Booking.id)
        .join(Event, Event.id == Booking.event_id)
        .where(
            Booking.id.in_([int(key) for key in keys]),
            Booking.state == BookingState.BOOKED,
            Event.state == EventState.PLANNED,
            condition,  # type: ignore[arg-type]  # a column's condition
        )
    )
    return {str(one) for one in rows}


def linked(token_hash: str) -> Booking | None:
    """The booking that a link of this hash answers for."""
    return db.session.scalar(
        select(Booking).join(AnswerLink, AnswerLink.booking_id == Booking.id).where(AnswerLink.token_hash == token_hash)
    )
