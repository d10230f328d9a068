"""Whose mail comes back, and what did not arrive and can go anew."""

from datetime import datetime

from sqlalchemy import and_, or_, select

from scaleup.accounts.models import Person
from scaleup.extensions import db
from scaleup.outbox.models import Address, Message, Undelivered
from scaleup.outbox.queries import stopped


def unreachable() -> frozenset[int]:
    """The people whose address of today is stopped."""
    chosen = (
        select(Person.id)
        .join(Address, Address.address == Person.email)
        .where(Address.stopped_at.is_not(None), Person.deactivated_at.is_(None))
    )
    return frozenset(db.session.scalars(chosen))


def not_arrived(now: datetime) -> list[int]:
    """What did not arrive and can go anew: a day is over, or its reader has another address that is not stopped."""
    rows = db.session.execute(
        select(Undelivered.id, Undelivered.again_at, Person.email, Address.address)
        .join(Address, Address.id == Undelivered.address_id)
        .join(Message, Message.id == Undelivered.outbox_id)
        .outerjoin(Person, and_(Person.id == Message.person_id, Person.deactivated_at.is_(None)))
        .where(
            Undelivered.over_at.is_(None),
            or_(Undelivered.again_at <= now, and_(Person.email.is_not(None), Person.email != Address.address)),
        )
        .order_by(Undelivered.id)
    ).all()
    if not rows:
        return []
    bad = stopped([email or address for _, _, email, address in rows])
    return [id_ for id_, _, email, address in rows if (email or address) not in bad]
