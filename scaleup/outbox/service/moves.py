"""The one way in which a message changes its state: a compare-and-set and its event, in one transaction.

Each mail makes two moves, and SQLAlchemy takes longer to build such a statement than PostgreSQL to carry it out;
so the statements are built once for each shape, of tables and not of mapped classes, and run with values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

from sqlalchemy import Integer, bindparam, insert, select, update
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate

from scaleup.core.bulk import table_of
from scaleup.core.clock import DatabaseNow
from scaleup.extensions import db
from scaleup.outbox.models import Message, MessageEvent
from scaleup.outbox.rules import SETTLED, State, may_move

Column = datetime | str | int | bool | None
MESSAGES, EVENTS = table_of(Message), table_of(MessageEvent)
TOLD = ("at", "from_state", "to_state", "worker", "person_id", "smtp_code", "note")
"""What an event says of a move."""


@dataclass(frozen=True)
class By:
    """Who moves a message: a worker, or a person."""

    worker: str = ""
    person_id: int | None = None


class Lease(StrEnum):
    """How the lease of a row stands, by the database's clock."""

    ANY = "any"
    RUNS = "runs"
    RAN_OUT = "ran out"


@dataclass(frozen=True)
class Fence:
    """Behind what a row must stand to be moved: whose it is, if that matters, and how its lease stands."""

    owner: str | None = None
    lease: Lease = Lease.ANY


ANYBODY = Fence()


@dataclass(frozen=True)
class Shape:
    """What a statement that moves messages hangs on, besides its values."""

    new: State
    columns: frozenset[str]
    owned: bool
    lease: Lease
    leased: bool


def move(
    ids: Sequence[int],
    *,
    old: State,
    new: State,
    now: datetime,
    by: By,
    fence: Fence = ANYBODY,
    note: str = "",
    code: int | None = None,
    columns: Mapping[str, Column] | None = None,
    lease: int | None = None,
) -> set[int]:
    """Those of these messages that stood in the old state (and behind the fence) stand in the new one.

    Returns their ids. Each has its event; `lease`: it stands so many seconds from the database's now; one that is
    claimed counts an attempt. One statement on PostgreSQL, two on SQLite.
    """
    if not may_move(old, new):
        raise ValueError(f"a message may not go from {old} to {new}")
    if not ids:
        return set()
    changes = dict(columns or {}) | _changes(new, now=now, note=note, code=code)
    event = dict(zip(TOLD, (now, old, new, by.worker, by.person_id, code, note), strict=True))
    shape = Shape(new, frozenset(changes), fence.owner is not None, fence.lease, lease is not None)
    given = {
        "ids": ids,
        "old": old,
        "fence_owner": fence.owner,
        "lease": lease,
        **{f"set_{name}": value for name, value in changes.items()},
    }
    if db.session.get_bind().dialect.name == "postgresql":
        told = {f"event_{name}": value for name, value in event.items()}
        return set(db.session.scalars(moving_and_telling(shape), given | told))
    found: set[int] = set(db.session.scalars(moving(shape), given))
    if found:
        db.session.execute(insert(EVENTS), [{"outbox_id": id_, **event} for id_ in sorted(found)])
    return found


@cache
def moving(shape: Shape) -> ReturningUpdate[tuple[int]]:
    """The compare-and-set of this shape; returns the ids that it moved."""
    row = MESSAGES.c
    changes = {name: bindparam(f"set_{name}", type_=row[name].type) for name in sorted(shape.columns)}
    found = update(MESSAGES).where(
        row.id.in_(bindparam("ids", expanding=True)), row.state == bindparam("old", type_=row.state.type)
    )
    if shape.owned:
        found = found.where(row.owner == bindparam("fence_owner", type_=row.owner.type))
    if shape.lease is Lease.RUNS:
        found = found.where(row.lease_until > DatabaseNow())
    if shape.lease is Lease.RAN_OUT:
        found = found.where(row.lease_until < DatabaseNow())
    if shape.leased:
        found = found.values(lease_until=DatabaseNow(bindparam("lease", type_=Integer())))
    if shape.new is State.CLAIMED:
        found = found.values(attempts=row.attempts + 1)
    return found.values(changes).returning(row.id)


@cache
def moving_and_telling(shape: Shape) -> ReturningInsert[tuple[int]]:
    """The same with its events, in one statement; returns the ids that it moved."""
    rows = moving(shape).cte("moved")
    told = [bindparam(f"event_{name}", type_=EVENTS.c[name].type) for name in TOLD]
    return insert(EVENTS).from_select(["outbox_id", *TOLD], select(rows.c.id, *told)).returning(EVENTS.c.outbox_id)


def _changes(new: State, *, now: datetime, note: str, code: int | None) -> dict[str, Column]:
    changes: dict[str, Column] = {"state": new}
    if new not in (State.CLAIMED, State.HANDING):
        changes |= {"owner": None, "lease_until": None}
    if new in SETTLED:
        changes |= {"settled_at": now}
    if note:
        changes["last_error"] = note
    if code is not None:
        changes["smtp_code"] = code
    return changes


def away(error: Exception) -> bool:
    """Whether the database itself is not answering: no message's fault."""
    return isinstance(error, OperationalError | InterfaceError)
