"""Which events somebody may see: a trainer their own, everybody else those of the areas in their scope."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, or_, select, true

from scaleup.accounts.rules import Permission, Role
from scaleup.areas.queries import may_everywhere, scoped
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.training.models import Booking, Event, EventArea, EventTrainer


def without_training(actor: Actor) -> Actor:
    """The actor less the role of trainer: what remains opens areas, and with them their events."""
    return replace(actor, roles=actor.roles - {Role.TRAINER})


def in_sight(actor: Actor, today: date) -> ColumnElement[bool]:
    """That an event is the actor's to see."""
    if Role.UNIT_MANAGER in actor.roles:
        return true()
    mine = select(EventTrainer.event_id).where(EventTrainer.person_id == actor.person_id)
    served = scoped(select(EventArea.event_id), EventArea.area_id, actor=without_training(actor), today=today)
    return or_(Event.id.in_(mine), Event.id.in_(served))


def event_in_scope(actor: Actor, event_id: int, today: date) -> Event:
    """The event; raises Absent where there is none, or where it is not the actor's to see."""
    found = db.session.scalar(select(Event).where(Event.id == event_id, in_sight(actor, today)))
    if found is None:
        raise Absent
    return found


def page_or_list(actor: Actor, event_id: int, today: date) -> str:
    """The event's page while the actor sees it, else the list: who took their own area out sees it no longer."""
    looking = actor.entering(Permission.SEE_TRAINING)
    seen = db.session.scalar(select(Event.id).where(Event.id == event_id, in_sight(looking, today)))
    return "/training" if seen is None else f"/training/{event_id}"


def may_at(actor: Actor, permission: str, event_id: int, today: date) -> bool:
    """Whether the actor may do this at this event, which they see: as its trainer, or in an area that it serves."""
    if not actor.may(permission):
        return False
    there = select(Event.id).where(Event.id == event_id, in_sight(actor.entering(permission), today))
    return may_everywhere(actor, permission) or db.session.scalar(there) is not None


def trains(actor: Actor, event_id: int) -> bool:
    """Whether the actor is one of the event's trainers."""
    return db.session.scalar(select(EventTrainer.id).where(*trainer_of(event_id, actor.person_id))) is not None


def trainer_of(event_id: int, person_id: int) -> Sequence[ColumnElement[bool]]:
    """That a row makes this person a trainer of the event."""
    return (EventTrainer.event_id == event_id, EventTrainer.person_id == person_id)


def areas_in_sight(actor: Actor, event_id: int, today: date) -> frozenset[int]:
    """The areas of the event whose people the actor may see: all of them for its trainers."""
    asked = select(EventArea.area_id).where(EventArea.event_id == event_id)
    if not trains(actor, event_id):
        asked = scoped(asked, EventArea.area_id, actor=without_training(actor), today=today)
    return frozenset(db.session.scalars(asked))


def booking_in_scope(actor: Actor, event_id: int, booking_id: int, today: date) -> Booking:
    """The booking of this event; raises Absent where its area is not the actor's to see.

    Who came by name alone belongs to no area: whoever sees the event sees them.
    """
    event_in_scope(actor, event_id, today)
    found = db.session.get(Booking, booking_id)
    if found is None or found.event_id != event_id:
        raise Absent
    if found.area_id is not None and found.area_id not in areas_in_sight(actor, event_id, today):
        raise Absent
    return found
