"""What was said in a mail is kept for 90 days; its key, its hash and what became of it stay (decisions.md)."""

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, or_, select, update

from scaleup.extensions import db
from scaleup.outbox.models import Address, Message, Undelivered

KEPT = timedelta(days=90)
FORGET = "outbox.forget"
"""The task that looks for texts whose time is over."""


def forget_texts(now: datetime) -> int:
    """No text of a message that was settled more than 90 days ago is here any more; returns how many went."""
    gone = db.session.scalars(
        update(Message)
        .where(Message.body_text.is_not(None), Message.settled_at < now - KEPT)
        .values(subject=None, body_text=None, body_html=None)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    forgotten = len(gone.all())
    forget_addresses(now)
    return forgotten


def forget_addresses(now: datetime) -> None:
    """What was seen to 90 days ago is not held about an address, nor an address of which nothing is held."""
    nobodys = select(Message.id).where(Message.person_id.is_(None))
    stale = (
        delete(Undelivered).where(Undelivered.over_at < now - KEPT),
        delete(Undelivered).where(Undelivered.at < now - KEPT, Undelivered.outbox_id.in_(nobodys)),
        delete(Address).where(
            or_(Address.stopped_at.is_(None), Address.stopped_at < now - KEPT),
            ~exists(select(Undelivered.id).where(Undelivered.address_id == Address.id)),
        ),
    )
    for statement in stale:
        db.session.execute(statement.execution_options(synchronize_session=False))
