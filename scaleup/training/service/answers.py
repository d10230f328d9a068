"""Somebody says by a link whether they come: the token is made at hand-over, and only its hash is kept."""

from datetime import datetime

from scaleup.accounts import adapters as tokens
from scaleup.accounts.rules import token_hash
from scaleup.core.dates import local_date
from scaleup.core.errors import refuse
from scaleup.extensions import db
from scaleup.training import queries
from scaleup.training.models import AnswerLink, Booking
from scaleup.training.rules import Answer, BookingState, EventState
from scaleup.training.service import booking as bookings

CANNOT = "said that they cannot come"


def make_link(booking_id: int, now: datetime) -> str:
    """A new token that answers for this booking; those of earlier mails work on."""
    token = tokens.new_token()
    db.session.add(AnswerLink(token_hash=token_hash(token), booking_id=booking_id, made_at=now))
    db.session.flush()
    return token


def link_of(token: str) -> Booking | None:
    """The booking that this token answers for."""
    return queries.linked(token_hash(token))


def refusal_to_answer(booking: Booking, now: datetime) -> str:
    """Why there is nothing to answer any more; empty while there is."""
    event = queries.event(booking.event_id)
    if event.state == EventState.CANCELLED:
        return "This training is cancelled."
    if booking.state != BookingState.BOOKED:
        return "You are not booked on this training any more. Ring the unit if you want to come."
    if event.first_on is not None and event.first_on < local_date(now):
        return "This training has begun, so there is nothing to answer any more."
    return ""


def answer(booking: Booking, said: Answer, *, now: datetime) -> None:
    """It is known whether they come. Who cannot come has no place any more, and who waits first has it."""
    refused = refusal_to_answer(booking, now)
    if refused:
        raise refuse(refused)
    bookings.answered(booking, said, now=now)
    if said is Answer.NOT_COMING:
        bookings.withdraw(booking, CANNOT, by=queries.person_of(booking), now=now)
