"""Registers that are not filled a working day after the last half-day, on My work of their trainers."""

from datetime import date, timedelta

from sqlalchemy import exists, select

from scaleup.accounts.rules import Permission
from scaleup.areas.models import Area
from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.training.models import Booking, Event, EventArea, EventTrainer, HalfDay, Mark
from scaleup.training.rules import BookingState, EventState
from scaleup.worklist.rules import Notice

FORGOTTEN = timedelta(days=180)
"""An event of so long ago is history."""


def unfilled(actor: Actor, today: date) -> list[Notice]:
    """Events that the actor trained at whose register has an empty cell, from the second working day after the last."""
    if not actor.may(Permission.KEEP_REGISTERS):
        return []
    marked = exists().where(Mark.booking_id == Booking.id, Mark.half_day_id == HalfDay.id)
    empty = (
        select(Booking.id)
        .join(HalfDay, HalfDay.event_id == Booking.event_id)
        .where(Booking.event_id == Event.id, Booking.state == BookingState.BOOKED, ~marked)
    )
    rows = db.session.execute(
        select(Event.id, Event.last_on, Area.name, Area.nation)
        .join(EventTrainer, EventTrainer.event_id == Event.id)
        .join(EventArea, EventArea.event_id == Event.id)
        .join(Area, Area.id == EventArea.area_id)
        .where(
            EventTrainer.person_id == actor.person_id,
            Event.state == EventState.PLANNED,
            Event.last_on.between(today - FORGOTTEN, today),
            empty.exists(),
        )
        .order_by(Event.last_on, Event.id, Area.name)
    )
    first = {row.id: row for row in reversed(rows.all())}
    return [
        Notice(
            what="The register is not filled",
            why="Who was there decides who may deliver",
            since_on=row.last_on,
            act="Fill it",
            address=f"/training/{row.id}/register",
            place=row.name,
        )
        for row in reversed(first.values())
        if row.last_on and today > calendar(Nation(row.nation)).add_working_days(row.last_on, 1)
    ]
