"""Writing messages down, in the transaction of what they tell."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert, select

from scaleup import commit
from scaleup.core.rows import inserting
from scaleup.extensions import db
from scaleup.outbox.models import NOT_CANCELLED, Message, MessageEvent, Tick
from scaleup.outbox.rules import SETTLED, Draft, Policy, State, message_id
from scaleup.outbox.service import wiring
from scaleup.outbox.service.moves import By, move

DISPATCH = "outbox.dispatch"
"""The task that looks for messages to send."""
PLAN = "reminders.tick"
"""The task above that writes down what is due: when it last looked is kept here, too."""
CHUNK = 500
OTHERS = 2
"""Of three ways to name the recipient, those that are left out."""


def enqueue(draft: Draft, *, now: datetime) -> int | None:
    """The message is written down, and goes when it is due. None when its key is already there."""
    return enqueue_many([draft], now=now).get(draft.dedupe_key)


def enqueue_many(drafts: Iterable[Draft], *, now: datetime) -> dict[str, int]:
    """Each message is written down once; returns the new ones, key to id. Keys already there are left alone."""
    drafts = list(drafts)
    if any(draft.due_at <= now for draft in drafts):
        commit.ring(DISPATCH)
    return _write(drafts, State.PENDING, now=now, note="", columns={})


def alike(message: Message, key: str, now: datetime) -> Draft:
    """A message that tells the same under this key: with its condition, and useless when it would have been."""
    return Draft(
        dedupe_key=key,
        kind=message.kind,
        due_at=now,
        person_id=message.person_id,
        to_address=message.to_address,
        endpoint_id=message.endpoint_id,
        area_id=message.area_id,
        values=message.values,
        condition=message.condition,
        condition_key=key if message.condition_key == message.dedupe_key else message.condition_key,
        policy=Policy(message.policy),
        expires_at=message.expires_at,
    )


def tell(drafts: Iterable[Draft], *, now: datetime, note: str) -> dict[str, int]:
    """These are settled as told: the recipient already knows. The keys count like any other."""
    return _write(list(drafts), State.TOLD, now=now, note=note, columns={})


def list_expired(drafts: Iterable[Draft], *, now: datetime, note: str) -> dict[str, int]:
    """These are settled as expired: nobody looked while they were worth sending. The keys count like any other."""
    return _write(list(drafts), State.EXPIRED, now=now, note=note, columns={})


def fold(drafts: Iterable[Draft], *, into: int, now: datetime) -> dict[str, int]:
    """These are settled as folded into that digest. The keys count like any other."""
    return _write(list(drafts), State.FOLDED, now=now, note="", columns={"folded_into_id": into})


def fold_pending(ids: Sequence[int], *, into: int, now: datetime) -> set[int]:
    """Those of these that still waited are settled as folded into that digest."""
    return move(ids, old=State.PENDING, new=State.FOLDED, now=now, by=By(), columns={"folded_into_id": into})


def cancel(ids: Sequence[int], *, reason: str, now: datetime, person_id: int | None = None) -> set[int]:
    """Those of these that still waited, or were held, will not be sent."""
    by = By(person_id=person_id)
    waiting = move(ids, old=State.PENDING, new=State.CANCELLED, now=now, by=by, note=reason)
    return waiting | move(ids, old=State.HELD, new=State.CANCELLED, now=now, by=by, note=reason)


def ticked(name: str, *, worker: str, now: datetime) -> None:
    """The periodic act of this name is known to have run now."""
    changes = {"at": now, "worker": worker}
    insert = inserting(Tick, db.session.get_bind().dialect.name).values(name=name, **changes)
    db.session.execute(insert.on_conflict_do_update(index_elements=["name"], set_=changes))


def ticking(name: str) -> None:
    """The periodic act of this name is waited for, and waits, until this transaction ends; nothing is noted."""
    db.session.execute(select(Tick.name).where(Tick.name == name).with_for_update())


def _write(
    drafts: Sequence[Draft], state: State, *, now: datetime, note: str, columns: Mapping[str, object]
) -> dict[str, int]:
    terms = wiring.terms()
    unique = {draft.dedupe_key: draft for draft in drafts}
    rows = [_row(draft, state, now=now, terms=terms) | {"last_error": note, **columns} for draft in unique.values()]
    written: dict[str, int] = {}
    for start in range(0, len(rows), CHUNK):
        written |= _insert(rows[start : start + CHUNK])
    if written:
        events = [{"outbox_id": id_, "at": now, "to_state": state, "note": note} for id_ in sorted(written.values())]
        db.session.execute(insert(MessageEvent), events)
    return written


def _row(draft: Draft, state: State, *, now: datetime, terms: wiring.Terms) -> dict[str, object]:
    if [draft.person_id, draft.to_address, draft.endpoint_id].count(None) != OTHERS:
        raise ValueError("a message goes to a person, to a fixed address or to a system")
    return {
        "dedupe_key": draft.dedupe_key,
        "kind": draft.kind,
        "person_id": draft.person_id,
        "area_id": draft.area_id,
        "to_address": draft.to_address,
        "endpoint_id": draft.endpoint_id,
        "values": dict(draft.values),
        "condition": draft.condition,
        "condition_key": draft.condition_key,
        "policy": draft.policy,
        "state": state,
        "due_at": draft.due_at,
        "next_attempt_at": draft.due_at,
        "expires_at": draft.expires_at,
        "created_at": now,
        "attempts": 0,
        "crashes": 0,
        "possible_repeat": False,
        "message_id": message_id(draft.dedupe_key, terms.host, terms.secret),
        "settled_at": now if state in SETTLED else None,
    }


def _insert(rows: list[dict[str, object]]) -> dict[str, int]:
    written = db.session.execute(
        inserting(Message, db.session.get_bind().dialect.name)
        .values(rows)
        .on_conflict_do_nothing(index_elements=["dedupe_key"], index_where=NOT_CANCELLED)
        .returning(Message.dedupe_key, Message.id)
    )
    return {row.dedupe_key: row.id for row in written}
