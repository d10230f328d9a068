"""What was said in a mail is kept for 90 days; its key, its hash and what became of it stay (decisions.md)."""

from datetime import datetime, timedelta

from sqlalchemy import update

from scaleup.extensions import db
from scaleup.outbox.models import Message

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
    return len(gone.all())
