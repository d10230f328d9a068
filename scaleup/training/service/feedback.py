"""Feedback is asked for by a link and taken once. What is said and who was asked stand apart, and nothing joins them.

Neither has an instant, and the act is not in the audit log: its time would say whose answer came then.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import update

from scaleup.accounts import adapters as tokens
from scaleup.accounts.rules import token_hash
from scaleup.core.errors import Refused, refuse
from scaleup.extensions import db
from scaleup.outbox.rules import NotNeeded
from scaleup.training import queries
from scaleup.training.models import Event, FeedbackAnswer, FeedbackLink, FeedbackWords
from scaleup.training.rules import ANSWERED_BY, EventState, Said, refusals_to_take

USED = "This link was used: your answers are here. It works once."


def make_feedback_link(booking_id: int) -> str:
    """A new token that takes feedback of this booking; the one before no longer does."""
    token, link = tokens.new_token(), queries.asked_of(booking_id)
    if link is None:
        db.session.add(FeedbackLink(booking_id=booking_id, token_hash=token_hash(token)))
    elif link.answered:
        raise NotNeeded("They have answered.")
    else:
        link.token_hash = token_hash(token)
    db.session.flush()
    return token


def feedback_by(token: str) -> tuple[FeedbackLink, Event] | None:
    """The link of this token, with its event."""
    return queries.feedback_link(token_hash(token))


def refusal_to_ask(link: FeedbackLink, event: Event, today: date) -> str:
    """Why there is nothing to answer any more; empty while there is."""
    if event.state == EventState.CANCELLED:
        return "This training was cancelled."
    if link.answered:
        return USED
    if event.last_on is None or today > event.last_on + ANSWERED_BY:
        return "This link no longer works: feedback is taken for four weeks."
    return ""


def take_feedback(link: FeedbackLink, event: Event, said: Said, *, numbers: Iterator[int], today: date) -> None:
    """What they say is on record, once: of two who press at once one is told that the link is used."""
    sentence = refusal_to_ask(link, event, today)
    if sentence:
        raise refuse(sentence)
    refused = list(refusals_to_take(said))
    if refused:
        raise Refused(refused)
    taken = db.session.scalar(
        update(FeedbackLink)
        .where(FeedbackLink.id == link.id, FeedbackLink.answered.is_(False))
        .values(answered=True)
        .returning(FeedbackLink.id)
        .execution_options(synchronize_session=False)
    )
    if taken is None:
        raise refuse(USED)
    for on_day, marks in said.complete.items():
        db.session.add(FeedbackAnswer(id=next(numbers), event_id=event.id, on_day=on_day, **marks))
    if said.words:
        db.session.add(FeedbackWords(id=next(numbers), event_id=event.id, words=said.words))
    db.session.flush()
