"""An event that moved asks everybody who is booked anew: what they had said was for other days, and stays on record."""

from collections.abc import Sequence
from datetime import date, datetime

from scaleup.core.dates import counted
from scaleup.core.facts import Change
from scaleup.extensions import db
from scaleup.training import queries
from scaleup.training.models import AskedAgain, Event
from scaleup.training.rules import Answer, BookingState, Span, has_moved


def asks_again(before: Sequence[Span], after: Sequence[Span], today: date) -> bool:
    """Whether these days ask anew: once an event has begun there is nothing to answer."""
    return has_moved(before, after) and min(span.on_day for span in after) >= today


def asking_again(event: Event, after: Sequence[Span], *, today: date) -> list[Change]:
    """How many are asked anew when the event has these days, and how many answers stand no longer."""
    booked = queries.persons_of(event.id, BookingState.BOOKED)
    if not booked or not asks_again(queries.spans_of(event), after, today):
        return []
    said = sum(booking.answer != Answer.NONE for booking, _ in booked)
    who, are = counted(len(booked), "person"), "is" if len(booked) == 1 else "are"
    had = "1 has" if said == 1 else f"{said} have"
    kept = f" {had} answered for the former days: that stays on record." if said else ""
    return [Change(f"{who} who {are} booked {are} asked again whether they come.{kept}", len(booked))]


def ask_again(event: Event, *, was: str, now: datetime) -> None:
    """Nobody has answered for the new days; what each said for the former ones is on record."""
    for booking, _ in queries.persons_of(event.id, BookingState.BOOKED):
        former = AskedAgain(
            booking_id=booking.id, asked_at=now, days=was, answer=booking.answer, answered_at=booking.answered_at
        )
        db.session.add(former)
        booking.answer, booking.answered_at = Answer.NONE, None
        booking.version += 1
    db.session.flush()
