"""Everybody is told in the transaction of what happened: invited, waiting, moved up, changed, cancelled, taken out."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from scaleup.core.dates import local_date
from scaleup.outbox.rules import Draft, Policy, dedupe_key
from scaleup.outbox.service import enqueue_many
from scaleup.training import queries
from scaleup.training.models import Booking, Event
from scaleup.training.rules import BookingState, Mail

SECRET = frozenset({Mail.INVITED, Mail.MOVED, Mail.UNANSWERED})
"""Mails with a link that answers: a person decides where one may have arrived and may not."""


def over(event: Event, now: datetime) -> bool:
    """Whether the event is past: nobody is told of it any more."""
    return event.last_on is None or event.last_on < local_date(now)


def tell_bookings(event: Event, bookings: Iterable[Booking], *, now: datetime) -> None:
    """Who has a seat is invited, and who waits is told so."""
    if over(event, now):
        return
    drafts = []
    for one in bookings:
        person_id = queries.person_of(one)
        if person_id is not None:
            mail = Mail.INVITED if one.state == BookingState.BOOKED else Mail.WAITING
            drafts.append(about(one, mail, person_id=person_id, step=mail.value, now=now))
    enqueue_many(drafts, now=now)


def tell_withdrawn(event: Event, booking: Booking, *, now: datetime, because: str = "") -> None:
    """Who was taken out is told, and the entry goes from their calendar."""
    tell_out(event, booking, Mail.WITHDRAWN, because=because, now=now)


def tell_waits_no_longer(event: Event, booking: Booking, *, now: datetime, because: str = "") -> None:
    """Who was taken off the waiting list is told."""
    tell_out(event, booking, Mail.WAITED, because=because, now=now)


def tell_out(event: Event, booking: Booking, mail: Mail, *, because: str, now: datetime) -> None:
    """Who is in the event no longer is told."""
    person_id = queries.person_of(booking)
    if person_id is not None and not over(event, now):
        draft = about(booking, mail, person_id=person_id, step=f"{booking.version}", now=now)
        enqueue_many([replace(draft, values={**draft.values, "because": because})], now=now)


def tell_trainers(event: Event, person_ids: Iterable[int], *, now: datetime) -> None:
    """These trainers have the event in their calendar."""
    if not over(event, now):
        enqueue_many([of_event(event, Mail.TRAINS, person_id=one, now=now) for one in person_ids], now=now)


def tell_no_longer(event: Event, person_ids: Iterable[int], *, now: datetime) -> None:
    """Who trained at the event and no longer does is told, and the entry goes from their calendar."""
    if not over(event, now):
        enqueue_many([of_event(event, Mail.WITHDRAWN, person_id=one, now=now) for one in person_ids], now=now)


def tell_changed(event: Event, *, because: str, now: datetime) -> None:
    """Everybody knows the new days and the new place."""
    tell_everybody(event, Mail.CHANGED, because=because, now=now)


def tell_moved(event: Event, *, was: str, because: str, now: datetime) -> None:
    """Who is booked is asked whether they come on the new days; everybody else knows them."""
    if over(event, now):
        return
    asked = {person_id: booking for booking, person_id in queries.persons_of(event.id, BookingState.BOOKED)}
    tell_everybody(event, Mail.CHANGED, because=because, now=now, but=asked.keys())
    drafts = []
    for person_id, booking in asked.items():
        draft = of_event(event, Mail.MOVED, person_id=person_id, now=now, booking=booking, because=because)
        drafts.append(replace(draft, values={**draft.values, "was": was}, policy=Policy.HOLD))
    enqueue_many(drafts, now=now)


def tell_cancelled(event: Event, *, now: datetime) -> None:
    """Everybody knows that it does not take place."""
    tell_everybody(event, Mail.CANCELLED, because=event.cancelled_because or "", now=now)


def tell_everybody(
    event: Event, mail: Mail, *, because: str, now: datetime, but: Collection[int] = frozenset()
) -> None:
    """Who is booked, who waits, the trainers and the project leads are told, each once; not those of `but`."""
    if over(event, now):
        return
    drafts = {
        person_id: of_event(event, mail, person_id=person_id, now=now, booking=booking, because=because)
        for booking, person_id in queries.persons_of(event.id, BookingState.BOOKED, BookingState.WAITING)
    }
    others = [one.person_id for one in event.trainers] + queries.leads_of(event.id)
    for person_id in others:
        drafts.setdefault(person_id, of_event(event, mail, person_id=person_id, now=now, because=because))
    enqueue_many([draft for person_id, draft in drafts.items() if person_id not in but], now=now)


def about(booking: Booking, mail: Mail, *, person_id: int, step: str, now: datetime) -> Draft:
    """A mail about one booking."""
    return Draft(
        dedupe_key=dedupe_key(
            mail, subject=f"booking:{booking.id}", version=1, step=step, recipient=f"person:{person_id}"
        ),
        kind=mail.value,
        due_at=now,
        person_id=person_id,
        area_id=booking.area_id,
        values={"booking": booking.id, "event": booking.event_id},
        policy=Policy.HOLD if mail in SECRET else Policy.RESEND,
    )


def of_event(
    event: Event, mail: Mail, *, person_id: int, now: datetime, booking: Booking | None = None, because: str = ""
) -> Draft:
    """A mail about an event as it stands after its latest change."""
    return Draft(
        dedupe_key=dedupe_key(
            mail, subject=f"event:{event.id}", version=event.sequence, step=mail, recipient=f"person:{person_id}"
        ),
        kind=mail.value,
        due_at=now,
        person_id=person_id,
        area_id=booking.area_id if booking else None,
        values={"event": event.id, "booking": booking.id if booking else None, "because": because},
    )
