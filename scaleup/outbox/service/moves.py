"""The one way in which a message changes its state: a compare-and-set and its event, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, insert, literal, select, update
from sqlalchemy.exc import InterfaceError, OperationalError

from scaleup.extensions import db
from scaleup.outbox.models import Message, MessageEvent
from scaleup.outbox.rules import SETTLED, State, may_move

Column = datetime | str | int | bool | ColumnElement[datetime] | ColumnElement[int] | None


@dataclass(frozen=True)
class By:
    """Who moves a message: a worker, or a person."""

    worker: str = ""
    person_id: int | None = None


def move(
    ids: Sequence[int],
    *,
    old: State,
    new: State,
    now: datetime,
    by: By,
    fence: Sequence[ColumnElement[bool]] = (),
    note: str = "",
    code: int | None = None,
    columns: Mapping[str, Column] | None = None,
) -> set[int]:
    """Those of these messages that stood in the old state (and behind the fence) stand in the new one.

    Returns their ids. Each has its event. One statement on PostgreSQL, two on SQLite.
    """
    if not may_move(old, new):
        raise ValueError(f"a message may not go from {old} to {new}")
    if not ids:
        return set()
    changes = dict(columns or {}) | _changes(new, now=now, note=note, code=code)
    moved = (
        update(Message)
        .where(Message.id.in_(ids), Message.state == old, *fence)
        .values(changes)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    event = {
        "at": now,
        "from_state": old,
        "to_state": new,
        "worker": by.worker,
        "person_id": by.person_id,
        "smtp_code": code,
        "note": note,
    }
    if db.session.get_bind().dialect.name == "postgresql":
        rows = moved.cte("moved")
        values = [literal(value, MessageEvent.__table__.c[name].type) for name, value in event.items()]
        written = db.session.scalars(
            insert(MessageEvent)
            .from_select(["outbox_id", *event], select(rows.c.id, *values))
            .returning(MessageEvent.outbox_id)
        )
        return set(written)
    found = set(db.session.scalars(moved))
    if found:
        db.session.execute(insert(MessageEvent), [{"outbox_id": id_, **event} for id_ in sorted(found)])
    return found


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
