"""A form that is sent twice is kept once: what it kept the first time is found by its nonce, where it was sent."""

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.core.base import Base
from scaleup.core.errors import refuse

Kept = TypeVar("Kept", bound=Base)
SENT_ELSEWHERE = "This form was sent on another page before. Open the page again, and enter it there."


def kept_before(session: Session, table: type[Kept], nonce: str | None, **of: int) -> Kept | None:
    """What this very form kept before. Raises Refused, and says nothing of it, where that is of something else."""
    if not nonce:
        return None
    row = session.scalar(select(table).where(table.__table__.c.nonce == nonce))
    if row is not None and any(getattr(row, name) != value for name, value in of.items()):
        raise refuse(SENT_ELSEWHERE)
    return row
