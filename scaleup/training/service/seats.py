"""The seats of an event: held one each, and given to who waits first when one is free.

Whoever gives a seat locks the event's row first (SQLite writes one at a time anyway), so that of many at once each
sees what the one before took; the unique index of `booking` stands behind that.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from scaleup.core.dates import counted, local_date
from scaleup.core.errors import Absent, Refused
from scaleup.core.facts import Change
from scaleup.extensions import db
from scaleup.training import queries
from scaleup.training.models import Booking, Event
from scaleup.training.rules import BookingState, EventState, free_seats, refusals_of_capacity, reseated


def locked(event_id: int) -> Event:
    """The event, ours until the commit; raises Absent."""
    asked = select(Event).where(Event.id == event_id).with_for_update().execution_options(populate_existing=True)
    found = db.session.scalar(asked)
    if found is None:
        raise Absent
    return found


def free(event: Event) -> list[int]:
    """Its free seats, the lowest first."""
    return free_seats(queries.taken_seats(event.id), event.capacity)


def waiting(event_id: int) -> Sequence[Booking]:
    """Who waits, in the order of the list: ids were given while the event was locked, so they are that order."""
    return db.session.scalars(
        select(Booking)
        .where(Booking.event_id == event_id, Booking.state == BookingState.WAITING)
        .order_by(Booking.id)
        .execution_options(populate_existing=True)
    ).all()


def follow(event: Event, *, now: datetime) -> list[Booking]:
    """Every free seat is held by who waited first, as long as the event has not begun; returns who moved up."""
    reseat(event)
    if event.state == EventState.CANCELLED or (event.first_on and event.first_on < local_date(now)):
        return []
    moved = list(zip(waiting(event.id), free(event), strict=False))
    for booking, seat in moved:
        booking.state, booking.seat = BookingState.BOOKED, seat
        booking.version += 1
    db.session.flush()
    return [booking for booking, _ in moved]


def reseat(event: Event) -> None:
    """Nobody sits beyond the capacity."""
    moves = reseated(queries.taken_seats(event.id), event.capacity)
    if moves:
        for booking in queries.booked(event.id):
            booking.seat = moves.get(booking.seat or 0, booking.seat)
        db.session.flush()


def follow_capacity(event: Event, capacity: int) -> list[Change]:
    """Who moves up when the event has this capacity; raises Refused where more people are booked."""
    count = queries.counts(event.id)
    refused = refusals_of_capacity(capacity, count.booked)
    if refused and capacity != event.capacity:  # who came unannounced sits beyond it
        raise Refused(refused)
    moving = min(max(capacity - count.booked, 0), count.waiting)
    if not moving:
        return []
    move, are = ("moves", "is") if moving == 1 else ("move", "are")
    return [Change(f"{counted(moving, 'person')} {move} up from the waiting list, and {are} told.", moving)]


def who_is_told(event: Event) -> list[Change]:
    """Everybody who hears of a change or a cancellation."""
    count = queries.counts(event.id)
    groups = (
        (count.reached, "person who is booked or waits", "people who are booked or wait"),
        (len(event.trainers), "trainer", "trainers"),
        (len(queries.leads_of(event.id)), "project lead", "project leads"),
    )
    found = []
    for number, one, many in groups:
        if number:
            who = counted(number, one) if number == 1 else f"{number} {many}"
            verb = "is" if number == 1 else "are"
            found.append(Change(f"{who} {verb} told by mail.", number))
    return found
