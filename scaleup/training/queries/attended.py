"""What the registers say of facilitators: every half-day of every event they came to, part by part."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Row, and_, bindparam, or_, select

from scaleup.core.base import BigId
from scaleup.extensions import db
from scaleup.facilitators.models import PartDone
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.service import terms_of_digest
from scaleup.training.models import Booking, Event, HalfDay, Mark
from scaleup.training.rules import (
    Attendance,
    BookingState,
    Certification,
    EventState,
    Half,
    Requirement,
    Sitting,
    out_of_events,
)

MINUTE = 60


@dataclass
class Attended:
    """A part of the training, and what the registers of its events say of one facilitator."""

    facilitator_id: int
    programme_id: int
    part: str
    name: str
    complete_at_percent: int
    half_days: int
    """How many the programme asks for; 0 where it does not know the part."""
    done_on: date | None
    """The day on which the part is on record as complete, and who says so."""
    source: str
    events: dict[int, list[Sitting]] = field(default_factory=dict)

    def asked(self, until_on: date | None = None) -> Requirement:
        """What completes the part, and until when it can be caught up."""
        return Requirement(self.name, self.complete_at_percent, self.half_days, until_on)

    def standing(self, today: date, *, until_on: date | None = None) -> Certification:
        """How far the person is with the part."""
        return out_of_events(list(self.events.values()), self.asked(until_on), today)


def minutes(starts: time, ends: time) -> int:
    """How long a half-day is."""
    whole = date.min
    return int((datetime.combine(whole, ends) - datetime.combine(whole, starts)).total_seconds()) // MINUTE


def attended(facilitator_ids: Collection[int]) -> list[Attended]:
    """Part by part what these facilitators came to; one statement for any number. Cancelled events are left out."""
    found: dict[tuple[int, str], Attended] = {}
    for row in db.session.execute(HALF_DAYS, {"facilitators": list(facilitator_ids)}):
        one = found.get((row.facilitator_id, row.part))
        if one is None:
            one = found[row.facilitator_id, row.part] = part_of(row)
        sittings = one.events.setdefault(row.event_id, [])
        sittings.append(
            Sitting(
                day=day_of(sittings, row.on_day),
                on_day=row.on_day,
                half=Half(row.half),
                minutes=minutes(row.starts, row.ends),
                attendance=Attendance(row.attendance) if row.attendance else None,
                attended=row.minutes,
                made_up_on=row.made_up_on,
                place=row.repeats or 0,
            )
        )
    return list(found.values())


def marked_at(event_id: int) -> list[int]:
    """The facilitators of whom the register of this event says something."""
    asked = select(Booking.facilitator_id).join(Mark, Mark.booking_id == Booking.id).distinct()
    rows = db.session.scalars(asked.where(Booking.event_id == event_id, Booking.facilitator_id.is_not(None)))
    return sorted(one for one in rows if one is not None)


HALF_DAYS = (
    select(
        Booking.facilitator_id,
        Event.id.label("event_id"),
        Event.part,
        Event.programme_id,
        Event.programme_version_id,
        ProgrammeVersion.digest,
        HalfDay.on_day,
        HalfDay.half,
        HalfDay.starts,
        HalfDay.ends,
        HalfDay.repeats,
        Mark.attendance,
        Mark.minutes,
        Mark.made_up_on,
        PartDone.done_on,
        PartDone.source,
    )
    .join(Event, Event.id == Booking.event_id)
    .join(ProgrammeVersion, ProgrammeVersion.id == Event.programme_version_id)
    .join(HalfDay, HalfDay.event_id == Event.id)
    .outerjoin(Mark, and_(Mark.booking_id == Booking.id, Mark.half_day_id == HalfDay.id))
    .outerjoin(PartDone, and_(PartDone.facilitator_id == Booking.facilitator_id, PartDone.part == Event.part))
    .where(
        Booking.facilitator_id.in_(bindparam("facilitators", expanding=True, type_=BigId)),
        Event.state != EventState.CANCELLED,
        or_(Booking.state == BookingState.BOOKED, Mark.id.is_not(None)),
    )
    .order_by(Booking.facilitator_id, Event.part, Event.first_on, Event.id, HalfDay.on_day, HalfDay.starts)
)


def part_of(row: Row[*tuple[Any, ...]]) -> Attended:
    """The part that this half-day belongs to, before any of its half-days."""
    training = terms_of_digest(row.digest, version_id=row.programme_version_id).training
    kind = next((event for event in training.events if event.code == row.part), None)
    return Attended(
        row.facilitator_id,
        row.programme_id,
        row.part,
        kind.name if kind else row.part,
        training.complete_at_percent,
        kind.half_days if kind else 0,
        row.done_on,
        row.source or "",
    )


def day_of(before: list[Sitting], on_day: date) -> int:
    """Which day of the event this is, after those before it."""
    if not before:
        return 1
    return before[-1].day + (before[-1].on_day != on_day)
