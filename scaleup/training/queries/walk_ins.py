"""Who stands on a register unannounced, whom that may be, and who says through the code on the wall that they come."""

from dataclasses import dataclass

from sqlalchemy import func, select

from scaleup.accounts.models import Person
from scaleup.core.errors import Absent
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.training.models import Booking, Event, EventArea, HalfDay, Mark
from scaleup.training.rules import BookingState


def unannounced(event_id: int, booking_id: int) -> Booking:
    """Somebody who came to this event unannounced; raises Absent where there is none, or it is known who it was."""
    asked = select(Booking).where(Booking.id == booking_id, Booking.event_id == event_id)
    found = db.session.scalar(asked.where(Booking.facilitator_id.is_(None)))
    if found is None:
        raise Absent
    return found


def recognised(event_id: int, booking_id: int) -> Booking:
    """Somebody who came unannounced and of whom it was said who it was; raises Absent where there is none."""
    found = db.session.scalar(select(Booking).where(Booking.id == booking_id, Booking.event_id == event_id))
    if found is None or found.facilitator_id is None or not found.walk_in:
        raise Absent
    return found


def marks_on(booking_id: int) -> int:
    """How many marks the register has of this booking."""
    return db.session.scalar(select(func.count()).select_from(Mark).where(Mark.booking_id == booking_id)) or 0


def part_of(booking: Booking) -> str:
    """The part that the event of this booking is of."""
    return db.session.scalars(select(Event.part).where(Event.id == booking.event_id)).one()


@dataclass(frozen=True)
class Offered:
    """A facilitator who may be the one who came."""

    facilitator_id: int
    area_id: int
    name: str


def who_it_may_be(booking: Booking) -> list[Offered]:
    """The facilitators of the event's areas who are not on its register, by name."""
    there = select(Booking.facilitator_id).where(
        Booking.event_id == booking.event_id,
        Booking.state != BookingState.WITHDRAWN,
        Booking.facilitator_id.is_not(None),
    )
    served = select(EventArea.implementation_id).where(EventArea.event_id == booking.event_id)
    rows = db.session.execute(
        select(Facilitator.id, Facilitator.area_id, Person.name)
        .join(Person, Person.id == Facilitator.person_id)
        .where(Facilitator.implementation_id.in_(served), Facilitator.left.is_(False), Facilitator.id.not_in(there))
        .order_by(Person.name)
    )
    return [Offered(row.id, row.area_id, row.name) for row in rows]


def booked_by_address(half_day_id: int, email: str) -> int | None:
    """The booking of who has this work address, on the event of this half-day."""
    return db.session.scalar(
        select(Booking.id)
        .join(HalfDay, HalfDay.event_id == Booking.event_id)
        .join(Facilitator, Facilitator.id == Booking.facilitator_id)
        .join(Person, Person.id == Facilitator.person_id)
        .where(
            HalfDay.id == half_day_id,
            Booking.state == BookingState.BOOKED,
            func.lower(Person.email) == email.strip().lower(),
        )
        .limit(1)
    )
