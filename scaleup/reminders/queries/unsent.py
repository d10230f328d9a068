"""What did not go by itself, and what its row, its digest and the holds say of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person
from scaleup.extensions import db
from scaleup.outbox.models import Hold, Message
from scaleup.outbox.queries import covered, taken_out
from scaleup.outbox.rules import State
from scaleup.reminders.queries.coming import Standing, standing
from scaleup.reminders.rules import Fate, HeldBack

MOST_UNSENT = 200
UNSENT = (State.CANCELLED, State.TOLD, State.FOLDED, State.EXPIRED, State.HELD, State.FAILED)


@dataclass(frozen=True)
class Unsent:
    """One message that did not go by itself."""

    of: Standing
    to: str
    fate: Fate


def unsent(area_id: int, since: datetime) -> list[Unsent]:
    """Messages about the area, due since then, that did not go by themselves, the latest first; at most 200."""
    digest = aliased(Message)
    rows = db.session.execute(
        select(Message, Person.name, digest.dedupe_key)
        .outerjoin(Person, Person.id == Message.person_id)
        .outerjoin(digest, digest.id == Message.folded_into_id)
        .where(
            Message.area_id == area_id,
            Message.due_at >= since,
            Message.state.in_(UNSENT),
            Message.endpoint_id.is_(None),
        )
        .order_by(Message.due_at.desc(), Message.id.desc())
        .limit(MOST_UNSENT)
    )
    return [Unsent(standing(one), name or one.to_address or "", fate(one, key)) for one, name, key in rows]


def fate(one: Message, digest_key: str | None) -> Fate:
    """What the row says of itself."""
    return Fate(
        state=State(one.state),
        due_at=one.due_at,
        created_at=one.created_at,
        expires_at=one.expires_at,
        settled_at=one.settled_at,
        note=one.last_error,
        digest_key=digest_key or "",
    )


def digest_key_of(one: Message) -> str | None:
    """The key of the digest that tells this message."""
    if one.folded_into_id is None:
        return None
    return db.session.scalar(select(Message.dedupe_key).where(Message.id == one.folded_into_id))


def told_by(digest_id: int) -> Sequence[Standing]:
    """What a digest tells."""
    rows = db.session.scalars(
        select(Message).where(Message.folded_into_id == digest_id, ~taken_out()).order_by(Message.id)
    )
    return [standing(one) for one in rows]


def held_back(one: Message, now: datetime) -> list[HeldBack]:
    """The holds that kept this message back while it was due."""
    rows = db.session.scalars(
        select(Hold)
        .join(Message, covered())
        .where(
            Message.id == one.id,
            Hold.at <= (one.settled_at or now),
            or_(Hold.released_at.is_(None), Hold.released_at >= one.due_at),
        )
        .order_by(Hold.id)
    )
    return [HeldBack(hold.at, hold.released_at, hold.reason) for hold in rows]
