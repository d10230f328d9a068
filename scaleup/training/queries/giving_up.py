"""The bookings of an area in events to come, for what becomes of them when its programme or licence ends."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from sqlalchemy import and_, exists, func, or_, select

from scaleup.areas.models import Area, Implementation
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.licences.models import Licence
from scaleup.licences.rules import STANDING
from scaleup.training.models import Booking, Event, EventArea, MarkEntry
from scaleup.training.queries.events import counts, in_words
from scaleup.training.queries.planning import kind_of
from scaleup.training.rules import BookingState, EventState
from scaleup.training.rules.giving_up import Coming

Group = tuple[Event, list[Booking]]
"""An event, and those of its bookings that are concerned."""


def coming_of(implementation_id: int, *, after_on: date, today: date) -> list[Group]:
    """The bookings of the implementation at events after that day that are not over; who has marks has come."""
    guests = and_(
        Booking.facilitator_id.is_(None),
        exists().where(
            EventArea.event_id == Booking.event_id,
            EventArea.area_id == Booking.area_id,
            EventArea.implementation_id == implementation_id,
        ),
    )
    rows = db.session.execute(
        select(Event, Booking)
        .join(Booking, Booking.event_id == Event.id)
        .outerjoin(Facilitator, Facilitator.id == Booking.facilitator_id)
        .where(
            or_(Facilitator.implementation_id == implementation_id, guests),
            Booking.state != BookingState.WITHDRAWN,
            Event.state == EventState.PLANNED,
            Event.last_on > after_on,
            Event.last_on >= today,
            ~exists().where(MarkEntry.booking_id == Booking.id),
        )
        .order_by(Event.first_on, Event.id, Booking.id)
    )
    return [(event, [row.Booking for row in some]) for event, some in groupby(rows.all(), key=lambda row: row.Event)]


def is_covered(event: Event, implementation_id: int, *, but: int) -> bool:
    """Whether a licence other than this one covers the event there."""
    asked = exists().where(
        Licence.implementation_id == implementation_id,
        Licence.id != but,
        Licence.state.in_(STANDING),
        Licence.ends_on >= (event.last_on or date.max),
    )
    return bool(db.session.scalar(select(asked)))


def of_group(event: Event, bookings: Sequence[Booking], *, today: date) -> Coming:
    """What the page that asks beforehand says of them."""
    booked = sum(one.seat is not None for one in bookings)
    waiting = len(bookings) - booked
    stands = counts(event.id)
    begun = event.first_on is not None and event.first_on < today
    free = max(event.capacity - stands.booked + booked, 0)
    return Coming(
        title=f"{kind_of(event).event.name}, {in_words(event)['days']}",
        booked=booked,
        waiting=waiting,
        moving_up=0 if begun else min(free, stands.waiting - waiting),
        alone=areas_served(event.id) == 1,
    )


def areas_served(event_id: int) -> int:
    """How many areas the event serves."""
    return db.session.scalar(select(func.count()).select_from(EventArea).where(EventArea.event_id == event_id)) or 0


def area_name(implementation_id: int) -> str:
    """The area of this implementation."""
    asked = select(Area.name).join(Implementation, Implementation.area_id == Area.id)
    return db.session.scalar(asked.where(Implementation.id == implementation_id)) or ""
