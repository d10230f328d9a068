"""Reads of the outbox: what the dispatcher needs, and what the delivery page shows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, exists, func, literal_column, or_, select
from sqlalchemy.orm import aliased

from scaleup.core.clock import DatabaseNow
from scaleup.extensions import db
from scaleup.outbox.models import Address, Hold, Message, MessageEvent, Tick, Undelivered
from scaleup.outbox.rules import (
    ALONE_AFTER,
    ANEW,
    TAKEN_OUT,
    Covers,
    HoldScope,
    Policy,
    Return,
    State,
    Waiting,
    address_key,
)

IS_PENDING: ColumnElement[bool] = literal_column("outbox_message.state") == literal_column("'pending'")
"""Written out, so that a prepared statement can use the partial index."""
IN_HAND: ColumnElement[bool] = literal_column("outbox_message.state").in_(
    [literal_column("'claimed'"), literal_column("'handing'")]
)

OPEN: ColumnElement[bool] = Hold.released_at.is_(None)
"""That a hold stands."""

WENT = (State.SENT, State.TOLD, State.HANDING, State.UNSURE, State.HELD)
"""A message in one of these states told its reader, or may have."""
AT_ONCE = 5_000
"""Values in one statement: a database takes only so many."""

WAITING = (
    Message.id,
    Message.kind,
    Message.dedupe_key,
    Message.message_id,
    Message.person_id,
    Message.area_id,
    Message.to_address.label("address"),
    Message.values,
    Message.condition,
    Message.condition_key,
    Message.policy,
    Message.due_at,
    Message.attempts,
    Message.crashes,
    Message.possible_repeat,
    Message.refused_since,
    Message.created_at,
    Message.endpoint_id,
)


@dataclass(frozen=True)
class Abandoned:
    """A claimed or handing row whose lease ran out."""

    id: int
    state: State
    owner: str
    policy: Policy
    crashes: int
    possible_repeat: bool


def idle(now: datetime, tick: str) -> tuple[bool, datetime | None]:
    """Whether a look would find nothing to do, and when the last one was noted: one statement for an idle bell."""
    due = exists(select(Message.id).where(IS_PENDING, Message.next_attempt_at <= now))
    late = exists(select(Message.id).where(IS_PENDING, Message.expires_at <= now))
    left = exists(select(Message.id).where(IN_HAND, Message.lease_until < DatabaseNow()))
    noted = select(Tick.at).where(Tick.name == tick).scalar_subquery()
    row = db.session.execute(select(due | late | left, noted)).one()
    return not row[0], row[1]


def claimable(now: datetime, most: int) -> Sequence[Waiting]:
    """Due messages that no hold covers, oldest first, locked for this transaction."""
    return _due(now, Message.crashes < ALONE_AFTER, most)


def claimable_alone(now: datetime) -> Sequence[Waiting]:
    """One due message that was more than once in a process that ended."""
    return _due(now, Message.crashes >= ALONE_AFTER, 1)


def expired(now: datetime, most: int) -> Sequence[int]:
    """The ids of waiting messages that it is too late for."""
    return db.session.scalars(
        select(Message.id)
        .where(IS_PENDING, Message.expires_at <= now)
        .order_by(Message.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()


def _due(now: datetime, which: ColumnElement[bool], most: int) -> Sequence[Waiting]:
    return [_waiting(row) for row in db.session.execute(claiming(now, most, which)).mappings()]


def claiming(now: datetime, most: int, which: ColumnElement[bool] | None = None) -> "Select[*tuple[Any, ...]]":
    """The statement that finds due messages that no hold covers and locks them; `which` narrows it."""
    chosen = select(*WAITING).where(IS_PENDING, Message.next_attempt_at <= now, still_useful(now))
    if which is not None:
        chosen = chosen.where(which)
    return (
        chosen.where(~all_held(), ~held_in_part())
        .order_by(Message.next_attempt_at, Message.id)
        .limit(most)
        .with_for_update(skip_locked=True, of=Message)
    )


def still_useful(now: datetime) -> ColumnElement[bool]:
    """That it is not too late for the message: a sweep may not have come to it yet."""
    return or_(Message.expires_at.is_(None), Message.expires_at > now)


def all_held() -> ColumnElement[bool]:
    """That all sending is held. It hangs on no message, so it is asked once a statement."""
    return exists(select(Hold.id).where(OPEN, Hold.scope == HoldScope.ALL))


def held_in_part() -> ColumnElement[bool]:
    """That a hold of a kind, a rule or an area covers the message: for statements about messages."""
    part = Hold.scope != HoldScope.ALL
    return exists(select(Hold.id).where(OPEN, part, covered()).correlate(Message))


def covered() -> ColumnElement[bool]:
    """That the hold covers the message, for statements about both."""
    rule = or_(Hold.rule == "", Hold.rule == Message.values["rule"].as_string())
    return or_(
        Hold.scope == HoldScope.ALL,
        and_(Hold.scope == HoldScope.AREA, Hold.area_id == Message.area_id),
        and_(Hold.scope == HoldScope.KIND, Hold.kind == Message.kind, rule),
    )


def _waiting(row: RowMapping) -> Waiting:
    return Waiting(**{**row, "policy": Policy(row["policy"]), "address": row["address"] or ""})


def abandoned(most: int) -> Sequence[Abandoned]:
    """Rows whose lease ran out by the database's clock, locked for this transaction."""
    rows = db.session.execute(
        select(
            Message.id,
            Message.state,
            Message.owner,
            Message.policy,
            Message.crashes,
            Message.possible_repeat,
        )
        .where(IN_HAND, Message.lease_until < DatabaseNow())
        .order_by(Message.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return [
        Abandoned(id_, State(state), owner or "", Policy(policy), crashes, repeat)
        for id_, state, owner, policy, crashes, repeat in rows
    ]


def stopped(addresses: Collection[str]) -> Mapping[str, int]:
    """Those of these addresses that are stopped, in lower case, and their ids. Asks nothing about none."""
    wanted = sorted({address_key(one) for one in addresses})
    if not wanted:
        return {}
    chosen = select(Address.address, Address.id).where(Address.address.in_(wanted), Address.stopped_at.is_not(None))
    return {row.address: row.id for row in db.session.execute(chosen)}


def came_back() -> ColumnElement[bool]:
    """That mail of a statement's message came back from its address, or never went because that was stopped."""
    return exists(select(Undelivered.id).where(Undelivered.outbox_id == Message.id, Undelivered.sort != Return.NOTED))


def reached(keys: Collection[str]) -> set[str]:
    """Those of these keys whose message was handed over and did not come back: by itself, in a digest, or told anew."""
    digest, anew = aliased(Message), aliased(Message)
    back = aliased(Undelivered)
    fine = exists(
        select(anew.id)
        .join(back, back.again_id == anew.id)
        .where(
            back.outbox_id == func.coalesce(Message.folded_into_id, Message.id),
            anew.state.in_(WENT),
            ~exists(select(Undelivered.id).where(Undelivered.outbox_id == anew.id, Undelivered.sort != Return.NOTED)),
        )
    )
    gone_back = exists(
        select(back.id).where(
            back.outbox_id == func.coalesce(Message.folded_into_id, Message.id), back.sort != Return.NOTED
        )
    )
    went = func.coalesce(digest.state, Message.state).in_(WENT)
    found: set[str] = set()
    wanted = sorted(keys)
    for start in range(0, len(wanted), AT_ONCE):
        found |= set(
            db.session.scalars(
                select(Message.dedupe_key)
                .outerjoin(digest, digest.id == Message.folded_into_id)
                .where(
                    Message.dedupe_key.in_(wanted[start : start + AT_ONCE]),
                    Message.state != State.CANCELLED,
                    or_(and_(went, ~gone_back), fine),
                )
            )
        )
    return found


def taken_out() -> ColumnElement[bool]:
    """That a hold took a statement's message out of its digest: it goes by itself, once that hold is over."""
    alone = aliased(Message)
    return exists(
        select(alone.id).where(
            alone.dedupe_key == Message.dedupe_key.concat(TAKEN_OUT), alone.state != literal_column("'cancelled'")
        )
    ).correlate(Message)


def goes_anew(digest: type[Message]) -> ColumnElement[bool]:
    """That this digest did not arrive, and what tells it anew waits, by itself or in another."""
    anew, other = aliased(Message), aliased(Message)
    begins = func.substr(anew.dedupe_key, 1, func.length(digest.dedupe_key.concat(ANEW)))
    return exists(
        select(anew.id)
        .outerjoin(other, other.id == anew.folded_into_id)
        .where(
            anew.person_id == digest.person_id,
            begins == digest.dedupe_key.concat(ANEW),
            or_(anew.state == State.PENDING, other.state == State.PENDING),
        )
    ).correlate(digest)


def in_waiting_digests(covers: Covers) -> Sequence[Message]:
    """What this covers and is to go in a digest that waits, or in one that such a digest took along; both locked."""
    digest, along = aliased(Message), aliased(Message)
    if covers.scope is HoldScope.ALL:
        return []
    waits = or_(digest.state == State.PENDING, along.state == State.PENDING, goes_anew(digest), goes_anew(along))
    found = select(Message).where(Message.state == State.FOLDED, ~taken_out())
    if covers.scope is HoldScope.AREA:
        found = found.where(Message.area_id == covers.area_id)
    else:
        found = found.where(Message.kind == covers.kind)
        if covers.rule:
            found = found.where(Message.values["rule"].as_string() == covers.rule)
    return db.session.scalars(
        found.join(digest, digest.id == Message.folded_into_id)
        .outerjoin(along, along.id == digest.folded_into_id)
        .where(waits)
        .order_by(Message.id)
        .with_for_update(of=[Message, digest])
    ).all()


def message(message_id: int) -> Message | None:
    """One message, with its exact text."""
    return db.session.get(Message, message_id)


def history(message_id: int) -> Sequence[MessageEvent]:
    """Every move that the message made, first to last."""
    return db.session.scalars(
        select(MessageEvent).where(MessageEvent.outbox_id == message_id).order_by(MessageEvent.id)
    ).all()


def deliveries(
    *,
    states: Collection[State],
    areas: Collection[int] | None,
    most: int,
    before: tuple[datetime, int] | None = None,
) -> Sequence[Message]:
    """Messages of these states and areas (None: all), latest due first, from `before` (due_at, id) on."""
    chosen = select(Message).where(Message.state.in_(sorted(states)))
    if areas is not None:
        chosen = chosen.where(Message.area_id.in_(sorted(areas)))
    if before is not None:
        due_at, id_ = before
        chosen = chosen.where((Message.due_at < due_at) | and_(Message.due_at == due_at, Message.id < id_))
    return db.session.scalars(chosen.order_by(Message.due_at.desc(), Message.id.desc()).limit(most)).all()


def counts(areas: Collection[int] | None = None) -> Mapping[State, int]:
    """How many messages stand in each state."""
    grouped = select(Message.state, func.count()).group_by(Message.state)
    if areas is not None:
        grouped = grouped.where(Message.area_id.in_(sorted(areas)))
    return {State(state): number for state, number in db.session.execute(grouped)}


def open_hold() -> Hold | None:
    """The hold that stops all sending, if there is one."""
    return db.session.scalars(select(Hold).where(OPEN, Hold.scope == HoldScope.ALL).limit(1)).first()


def open_holds() -> Sequence[Hold]:
    """Every hold that stands, oldest first."""
    return db.session.scalars(select(Hold).where(OPEN).order_by(Hold.id)).all()


def last_tick(name: str) -> datetime | None:
    """When this periodic act last ran."""
    return db.session.scalar(select(Tick.at).where(Tick.name == name))
