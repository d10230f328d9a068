"""Addresses that mail comes back from: stopped, counted, and tried again; and what is told anew once mail can arrive.

A settled message never moves. What did not arrive is on record with its address, and goes again as a new message
whose key follows from the old one, so that it goes once however often this is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from scaleup import audit
from scaleup.core.dates import local_date
from scaleup.core.errors import Absent, refuse
from scaleup.core.rows import inserting
from scaleup.extensions import db
from scaleup.outbox.models import Address, Message, Undelivered
from scaleup.outbox.queries import came_back, open_holds
from scaleup.outbox.rules import (
    AGAIN_AFTER,
    COUNTED_WITHIN,
    Draft,
    Outcome,
    Return,
    State,
    Waiting,
    address_key,
    first_key,
    key_anew,
    must_stop,
    refused_address,
)
from scaleup.outbox.service.holding import covered_by, take_out_of_digests
from scaleup.outbox.service.writing import alike, enqueue

SUBJECT = "outbox_address"
WITHHELD = "Mail to this address comes back, so it is stopped. This goes again once mail can reach it."

NO_ADDRESS = "5.1.3"


@dataclass(frozen=True)
class Back:
    """That a message came back, or was refused: what it means for the address, and what was said."""

    sort: Return
    status: str = ""
    words: str = ""
    report: str = ""
    """The digest of the report that says so."""


def refused(one: Waiting, outcome: Outcome, *, now: datetime) -> None:
    """What the refusal says of the address is on record."""
    sort = refused_address(outcome)
    if sort is not None:
        status = outcome.status if outcome.code else NO_ADDRESS
        took_back(one.id, one.address, Back(sort, status, outcome.words), person_id=one.person_id, now=now)


def withheld(message_id: int, address_id: int, *, now: datetime) -> None:
    """The message was not handed over, because its address is stopped."""
    note(message_id, address_id, Back(Return.WITHHELD), again_at=None, now=now)


def took_back(message_id: int, address: str, back: Back, *, person_id: int | None, now: datetime) -> bool:
    """It is on record that the message did not reach the address, which is counted or stopped; False if known."""
    found = known_address(address, person_id)
    passing = back.sort is Return.COUNTED
    if not note(message_id, found.id, back, again_at=now + AGAIN_AFTER if passing else None, now=now):
        return False
    if back.sort is Return.HARD or (passing and must_stop([local_date(at) for at in counted(found, now)])):
        stop(found, back, now=now)
    return True


def known_address(address: str, person_id: int | None) -> Address:
    """The one row of this address, ours until the commit."""
    values = {"address": address_key(address)[:320], "person_id": person_id, "status": "", "words": ""}
    insert = inserting(Address, db.session.get_bind().dialect.name).values(values)
    db.session.execute(insert.on_conflict_do_nothing(index_elements=["address"]))
    found = db.session.scalars(
        select(Address)
        .where(Address.address == values["address"])
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    found.person_id = person_id
    return found


def note(message_id: int, address_id: int, back: Back, *, again_at: datetime | None, now: datetime) -> bool:
    """The message has this on record, once a report; False where it had before."""
    values = {
        "outbox_id": message_id,
        "address_id": address_id,
        "at": now,
        "sort": back.sort,
        "status": back.status,
        "words": back.words[:1000],
        "report": back.report,
        "again_at": again_at,
        "over_at": now if back.sort is Return.NOTED else None,
    }
    insert = inserting(Undelivered, db.session.get_bind().dialect.name).values(values)
    written = insert.on_conflict_do_nothing(index_elements=["outbox_id", "report"])
    return db.session.scalar(written.returning(Undelivered.id)) is not None


def counted(address: Address, now: datetime) -> Sequence[datetime]:
    """When mail came back from it within a week, since it was last begun again."""
    since = max(filter(None, [now - COUNTED_WITHIN, address.begun_again_at]))
    chosen = select(Undelivered.at).where(
        Undelivered.address_id == address.id, Undelivered.sort == Return.COUNTED, Undelivered.at > since
    )
    return db.session.scalars(chosen).all()


def stop(address: Address, back: Back, *, now: datetime) -> None:
    """Nothing is handed over for the address, and what came back waits, until a person sees to it."""
    if address.stopped_at is None:
        address.stopped_at = now
        audit.record("address stopped", subject=SUBJECT, subject_id=address.id, person_id=None)
    address.status, address.words = back.status, back.words[:1000]
    db.session.execute(
        update(Undelivered)
        .where(Undelivered.address_id == address.id, Undelivered.over_at.is_(None))
        .values(again_at=None)
        .execution_options(synchronize_session=False)
    )
    db.session.flush()


def begin_again(address_id: int, *, person_id: int, now: datetime) -> int:
    """The address is tried again, and what did not reach it goes anew; returns how many messages."""
    found = db.session.get(Address, address_id, with_for_update=True)
    if found is None:
        raise Absent
    if found.stopped_at is None:
        raise refuse("Mail to this address is not stopped any more.")
    found.stopped_at, found.begun_again_at = None, now
    found.status = found.words = ""
    db.session.flush()
    audit.record("address tried again", subject=SUBJECT, subject_id=found.id, person_id=person_id)
    open_ones = select(Undelivered.id).where(Undelivered.address_id == found.id, Undelivered.over_at.is_(None))
    return tell_anew(db.session.scalars(open_ones).all(), now=now)


def write_no_more(person_id: int, *, now: datetime) -> None:
    """What did not reach this person need not any more, and their address is known no longer as stopped."""
    theirs = select(Message.id).where(Message.person_id == person_id)
    for statement in (
        update(Undelivered).where(Undelivered.over_at.is_(None), Undelivered.outbox_id.in_(theirs)).values(over_at=now),
        update(Address).where(Address.person_id == person_id).values(stopped_at=None, begun_again_at=now),
    ):
        db.session.execute(statement.execution_options(synchronize_session=False))
    db.session.expire_all()


def tell_anew(ids: Sequence[int], *, now: datetime) -> int:
    """What these records say did not arrive is on its way again, each once, if it is of use; returns how many are new.

    Whether it is still true is asked at hand-over, as ever.
    """
    rows = db.session.execute(
        select(Undelivered, Message)
        .join(Message, Message.id == Undelivered.outbox_id)
        .where(Undelivered.id.in_(ids), Undelivered.over_at.is_(None))
        .order_by(Undelivered.id)
        .with_for_update(of=Undelivered)
    ).all()
    lasting = {first_key(message.dedupe_key): message.id for _, message in rows if useful(message, now)}
    new = 0
    for undelivered, message in rows:
        undelivered.over_at = now
        if lasting.get(first_key(message.dedupe_key)) == message.id and not sent_since(message):
            made = enqueue(anew(message, now), now=now)
            undelivered.again_id = made
            new += int(made is not None)
    db.session.flush()
    if new:
        keep_held_back(now)
    return new


def keep_held_back(now: datetime) -> None:
    """What somebody holds back goes in no digest that is told anew, as it goes in none that waits."""
    for hold in open_holds():
        take_out_of_digests(covered_by(hold), now=now)


def useful(message: Message, now: datetime) -> bool:
    """Whether it is not too late for the message."""
    return message.expires_at is None or message.expires_at > now


def sent_since(message: Message) -> bool:
    """Whether somebody sent it again by hand, and that is on its way or arrived as far as anybody knows."""
    later = select(Message.id).where(
        Message.again_of_id == (message.again_of_id or message.id),
        Message.id > message.id,
        Message.state.not_in([State.FAILED, State.CANCELLED, State.EXPIRED]),
        ~came_back(),
    )
    return db.session.scalar(later.limit(1)) is not None


def anew(message: Message, now: datetime) -> Draft:
    """The message as it goes again."""
    return alike(message, key_anew(message.dedupe_key), now)
