"""Whoever missed half-days of a part is booked for them alone on another event, also of another area."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, select

from scaleup.core.dates import local_date
from scaleup.core.errors import Refused
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.training.models import Booking, Event, EventArea
from scaleup.training.rules import full
from scaleup.training.rules.catching_up import named
from scaleup.training.service import seats
from scaleup.training.service.booking import allowed, enter
from scaleup.training.service.events import log, open_areas


def catch_up(event_id: int, facilitator_id: int, *, places: Collection[int], by: int | None, now: datetime) -> Booking:
    """The facilitator has a seat for these half-days of the part; their area takes part in the event from now on.

    Refused where no seat is free: who catches up does not wait behind those who come for all of it.
    """
    event = seats.locked(event_id)
    take_part(event, facilitator_id, by=by, now=now)
    comers = allowed(event, [facilitator_id])
    refused = full(len(seats.free(event)), len(comers))
    if refused:
        raise Refused(refused)
    [booking] = enter(event, comers, by=by, now=now, catches_up=named(places))
    return booking


def take_part(event: Event, facilitator_id: int, *, by: int | None, now: datetime) -> None:
    """The facilitator's area takes part in the event, so that its trainers see who comes."""
    somebody = db.session.get_one(Facilitator, facilitator_id)
    served = exists().where(EventArea.event_id == event.id, EventArea.implementation_id == somebody.implementation_id)
    if db.session.scalar(select(served)):
        return
    db.session.add(EventArea(event_id=event.id, implementation_id=somebody.implementation_id, area_id=somebody.area_id))
    db.session.flush()
    db.session.expire(event, ["areas"])
    open_areas(event, today=local_date(now), by=by)
    log("area takes part", event, by=by)
