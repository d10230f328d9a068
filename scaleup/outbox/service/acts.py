"""What a person may do with messages: send one again, release or drop a held one, resume all sending."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select

from scaleup import audit, commit
from scaleup.core.errors import Absent, refuse
from scaleup.extensions import db
from scaleup.outbox import queries
from scaleup.outbox.models import Hold, Message
from scaleup.outbox.rules import SETTLED, Covers, HoldScope, State
from scaleup.outbox.service.holding import same_holds
from scaleup.outbox.service.moves import By, move
from scaleup.outbox.service.writing import DISPATCH, alike, enqueue

SUBJECT = "outbox_message"
AT_ONCE = 5_000
"""Ids in one statement: a database takes only so many."""
WENT_BEFORE = "It went out before the backup was put back, as far as the person who released it knows."


def send_again(message_id: int, *, person_id: int, now: datetime) -> int:
    """A new message like this settled one is on its way, made anew with the facts and links of now; its id.

    While an earlier repeat still waits, that one is returned: a double click sends one mail.
    """
    old = _message(message_id)
    if old.state not in SETTLED:
        raise refuse("This message is not settled yet. Wait for it, or release or drop it if it is held.")
    first = old.again_of_id or old.id
    repeats = db.session.execute(
        select(Message.id, Message.state).where(Message.again_of_id == first).order_by(Message.id)
    ).all()
    for id_, state in repeats:
        if state not in SETTLED:
            return int(id_)
    key = f"{_message(first).dedupe_key}|again {len(repeats) + 1}"
    by_hand = replace(alike(old, key, now), condition="", condition_key="", expires_at=None)
    new = enqueue(by_hand, now=now)
    if new is None:
        raise refuse("Somebody else has just sent this message again.")
    _message(new).again_of_id = first
    _record("message sent again", old, person_id)
    return new


def release(message_id: int, *, person_id: int, now: datetime) -> None:
    """The held message goes out at the next look."""
    held = _message(message_id)
    by = By(person_id=person_id)
    if not move([held.id], old=State.HELD, new=State.PENDING, now=now, by=by, columns={"next_attempt_at": now}):
        raise refuse("This message is no longer held.")
    commit.ring(DISPATCH)
    _record("message released", held, person_id)


def drop(message_id: int, *, person_id: int, now: datetime) -> None:
    """The held message will not be sent."""
    held = _message(message_id)
    reason = "Dropped by hand."
    by = By(person_id=person_id)
    if held.state != State.HELD or not move(
        [held.id], old=State.HELD, new=State.CANCELLED, now=now, by=by, note=reason
    ):
        raise refuse("This message is no longer held.")
    _record("message dropped", held, person_id)


def resume_all(*, person_id: int | None, now: datetime) -> None:
    """Due messages are claimed again."""
    for hold in same_holds(Covers(HoldScope.ALL)):
        hold.released_at = now
    db.session.flush()
    commit.ring(DISPATCH)
    audit.record("all sending resumed", subject="outbox_hold", subject_id=None, person_id=person_id)


@dataclass(frozen=True)
class Held:
    """What waits while all sending is held."""

    hold: Hold | None
    due: int
    """Messages that go at once when sending is resumed."""
    before: int
    """Of those that wait, those due up to the instant that was named: they went out before, and are settled."""


def waiting_since_hold(went_until: datetime | None, now: datetime) -> Held:
    """The open hold, and how many messages would go, or be settled, when it is released."""
    waiting = select(func.count()).where(Message.state == State.PENDING)
    before = db.session.scalar(waiting.where(Message.due_at <= went_until)) if went_until else 0
    due = waiting.where(Message.next_attempt_at <= now)
    if went_until:
        due = due.where(Message.due_at > went_until)
    return Held(queries.open_hold(), db.session.scalar(due) or 0, before or 0)


def release_all(went_until: datetime | None, *, person_id: int | None, now: datetime) -> None:
    """Sending is resumed; what waits and was due up to that instant is settled as told, because it went out before."""
    if went_until:
        ids = db.session.scalars(
            select(Message.id).where(Message.state == State.PENDING, Message.due_at <= went_until)
        ).all()
        for first in range(0, len(ids), AT_ONCE):
            some = ids[first : first + AT_ONCE]
            move(some, old=State.PENDING, new=State.TOLD, now=now, by=By(person_id=person_id), note=WENT_BEFORE)
    resume_all(person_id=person_id, now=now)


def _message(message_id: int) -> Message:
    found = queries.message(message_id)
    if found is None:
        raise Absent
    return found


def _record(act: str, message: Message, person_id: int) -> None:
    audit.record(act, subject=SUBJECT, subject_id=message.id, person_id=person_id, area_id=message.area_id)
