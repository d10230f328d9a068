"""Who may be booked on an event, under which licence, and what stands of somebody's booking."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person
from scaleup.areas.models import Area, Implementation
from scaleup.areas.rules import Exit
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, Place
from scaleup.facilitators.rules import PROFESSION_WORDS, Profession
from scaleup.licences.models import Licence
from scaleup.licences.rules import STANDING
from scaleup.training.models import Booking, Event, EventArea, MarkEntry
from scaleup.training.queries.scope import areas_in_sight
from scaleup.training.rules import BookingState, Comer, EventState


@dataclass(frozen=True)
class Guest:
    """Somebody who comes by name alone, for an area."""

    name: str
    area_id: int | None


@dataclass(frozen=True)
class PlaceNeeded:
    """A facilitator, and the licence under which they hold a place on a day, or could."""

    facilitator_id: int
    name: str
    area: str
    licence_id: int | None
    held: bool


@dataclass(frozen=True)
class Bookable:
    """Somebody who may be booked."""

    facilitator_id: int
    name: str
    area: str
    words: str


def takes_part() -> ColumnElement[bool]:
    """That an implementation goes on, or pauses: who has left for good books nobody."""
    return or_(Implementation.closed_on.is_(None), Implementation.exit == Exit.PAUSED)


def comers_to_be(event_id: int, facilitator_ids: Sequence[int]) -> list[Comer]:
    """These people, in the order given, by what speaks against booking them; unknown ids are left out."""
    served = select(EventArea.implementation_id).where(EventArea.event_id == event_id)
    stands = aliased(Booking)
    rows = db.session.execute(
        select(
            Facilitator.id,
            Facilitator.area_id,
            Facilitator.left,
            Person.name,
            Facilitator.implementation_id.in_(served).label("here"),
            takes_part().label("takes_part"),
            stands.state,
        )
        .join(Implementation, Implementation.id == Facilitator.implementation_id)
        .join(Person, Person.id == Facilitator.person_id)
        .outerjoin(
            stands,
            (stands.facilitator_id == Facilitator.id)
            & (stands.event_id == event_id)
            & (stands.state != BookingState.WITHDRAWN),
        )
        .where(Facilitator.id.in_(facilitator_ids))
    )
    found = {
        row.id: Comer(
            row.id,
            row.area_id,
            row.name,
            here=bool(row.here),
            left=row.left,
            standing=row.state or "",
            area_left=not row.takes_part,
        )
        for row in rows
    }
    return [found[one] for one in facilitator_ids if one in found]


def places_needed(facilitator_ids: Collection[int], on_day: date) -> list[PlaceNeeded]:
    """For each the licence that covers the day, else the next one that does, and whether they hold a place of it."""
    rows = db.session.execute(
        select(
            Facilitator.id,
            Person.name,
            Area.name.label("area"),
            Licence.id.label("licence_id"),
            exists()
            .where(
                Place.licence_id == Licence.id,
                Place.facilitator_id == Facilitator.id,
                Place.released_on.is_(None),
            )
            .label("held"),
        )
        .join(Person, Person.id == Facilitator.person_id)
        .join(Area, Area.id == Facilitator.area_id)
        .outerjoin(
            Licence,
            (Licence.implementation_id == Facilitator.implementation_id)
            & Licence.state.in_(STANDING)
            & (Licence.ends_on >= on_day),
        )
        .where(Facilitator.id.in_(facilitator_ids))
        .order_by(Facilitator.id, Licence.starts_on)
    )
    found: dict[int, PlaceNeeded] = {}
    for row in rows:
        one = PlaceNeeded(row.id, row.name, row.area, row.licence_id, held=bool(row.held))
        if row.id not in found or one.held:
            found[row.id] = one
    return [found[one] for one in facilitator_ids if one in found]


def bookable(actor: Actor, event: Event, today: date) -> list[Bookable]:
    """Who may be booked: facilitators of the areas in the actor's sight who are there and not in the event yet."""
    in_it = exists().where(
        Booking.event_id == event.id,
        Booking.facilitator_id == Facilitator.id,
        Booking.state != BookingState.WITHDRAWN,
    )
    rows = db.session.execute(
        select(Facilitator.id, Facilitator.profession, Person.name, Area.name.label("area"))
        .join(EventArea, EventArea.implementation_id == Facilitator.implementation_id)
        .join(Implementation, Implementation.id == Facilitator.implementation_id)
        .join(Person, Person.id == Facilitator.person_id)
        .join(Area, Area.id == Facilitator.area_id)
        .where(
            EventArea.event_id == event.id,
            Facilitator.area_id.in_(areas_in_sight(actor, event.id, today)),
            Facilitator.left.is_(False),
            takes_part(),
            ~in_it,
        )
        .order_by(Area.name_key, Person.name, Facilitator.id)
    )
    return [Bookable(row.id, row.name, row.area, PROFESSION_WORDS[Profession(row.profession)]) for row in rows]


def areas_to_name_for(actor: Actor, event: Event, today: date) -> list[tuple[str, str]]:
    """The areas of the event for which the actor may name somebody, as implementation and name."""
    rows = db.session.execute(
        select(EventArea.implementation_id, Area.name)
        .join(Area, Area.id == EventArea.area_id)
        .join(Implementation, Implementation.id == EventArea.implementation_id)
        .where(
            takes_part(), EventArea.event_id == event.id, EventArea.area_id.in_(areas_in_sight(actor, event.id, today))
        )
        .order_by(Area.name_key)
    )
    return [(str(row.implementation_id), row.name) for row in rows]


def area_of(event_id: int, implementation_id: int) -> int | None:
    """The area through which this implementation takes part."""
    return db.session.scalar(
        select(EventArea.area_id).where(
            EventArea.event_id == event_id, EventArea.implementation_id == implementation_id
        )
    )


def marked(booking_id: int) -> bool:
    """Whether the register has anything about this booking."""
    return bool(db.session.scalar(select(exists().where(MarkEntry.booking_id == booking_id))))


def name_of(booking: Booking) -> str:
    """Who it is."""
    if booking.facilitator_id is None:
        return booking.walk_in
    asked = (
        select(Person.name)
        .join(Facilitator, Facilitator.person_id == Person.id)
        .where(Facilitator.id == booking.facilitator_id)
    )
    return db.session.scalar(asked) or ""


def person_of(booking: Booking) -> int | None:
    """The person who is told; nobody for a guest."""
    return db.session.scalar(select(Facilitator.person_id).where(Facilitator.id == booking.facilitator_id))


def coming_bookings(facilitator_id: int, today: date | None) -> list[tuple[Booking, Event]]:
    """Where somebody is booked or waits at events that are not over, and nothing is marked of them."""
    if today is None:
        return []
    rows = db.session.execute(
        select(Booking, Event)
        .join(Event, Event.id == Booking.event_id)
        .where(
            Booking.facilitator_id == facilitator_id,
            Booking.state != BookingState.WITHDRAWN,
            Event.state == EventState.PLANNED,
            Event.last_on >= today,
            ~exists().where(MarkEntry.booking_id == Booking.id),
        )
        .order_by(Event.first_on, Event.id)
    )
    return [(row.Booking, row.Event) for row in rows]
