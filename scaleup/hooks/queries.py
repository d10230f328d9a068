"""Reads of web hooks: the systems, what was sent to each, and which were switched off because nothing arrived."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from scaleup.accounts.rules import Permission
from scaleup.areas.models import Area
from scaleup.core.dates import local_date
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.hooks.models import Endpoint
from scaleup.hooks.rules import host_in
from scaleup.outbox.models import Message
from scaleup.outbox.rules import State
from scaleup.support.models import Action, Slot
from scaleup.worklist.rules import Notice

MOST = 1000
"""Rows that are read at a time."""


def listening() -> Sequence[Endpoint]:
    """The systems that are switched on."""
    return db.session.scalars(select(Endpoint).where(Endpoint.is_on).order_by(Endpoint.id)).all()


def endpoint(endpoint_id: int) -> Endpoint:
    """One of them; raises Absent."""
    found = db.session.get(Endpoint, endpoint_id)
    if found is None:
        raise Absent
    return found


def addresses(endpoint_ids: Collection[int]) -> Mapping[int, str]:
    """The addresses of those that are switched on."""
    chosen = select(Endpoint.id, Endpoint.address).where(Endpoint.id.in_(sorted(endpoint_ids)), Endpoint.is_on)
    return {row.id: row.address for row in db.session.execute(chosen)}


@dataclass(frozen=True)
class Line:
    """One system in the list."""

    endpoint: Endpoint
    host: str
    """What is shown of its address: the rest of it is a key."""
    last_at: datetime | None
    """When something last arrived."""
    waiting: int


def endpoints() -> list[Line]:
    """Every system by name, with when something last arrived and how much waits. Two statements."""
    figures = {
        row.endpoint_id: row
        for row in db.session.execute(
            select(
                Message.endpoint_id,
                func.max(Message.settled_at).filter(Message.state == State.SENT).label("last_at"),
                func.count().filter(Message.state.in_([State.PENDING, State.CLAIMED, State.HANDING])).label("waiting"),
            )
            .where(Message.endpoint_id.is_not(None))
            .group_by(Message.endpoint_id)
        )
    }
    found = db.session.scalars(select(Endpoint).order_by(Endpoint.name, Endpoint.id))
    return [line_of(one, figures.get(one.id)) for one in found]


def line_of(one: Endpoint, row: object) -> Line:
    """The line of this system."""
    return Line(one, host_in(one.address), getattr(row, "last_at", None), getattr(row, "waiting", 0))


@dataclass(frozen=True)
class Delivery:
    """One message to a system."""

    id: int
    kind: str
    state: State
    at: datetime
    attempts: int
    code: int | None
    reason: str
    possible_repeat: bool


def deliveries(endpoint_id: int, *, skip: int, most: int) -> tuple[int, list[Delivery]]:
    """How many messages there are, and a page of them, latest first."""
    of_it = Message.endpoint_id == endpoint_id
    total = db.session.scalar(select(func.count()).select_from(Message).where(of_it)) or 0
    rows = db.session.scalars(select(Message).where(of_it).order_by(Message.id.desc()).offset(skip).limit(most))
    return total, [
        Delivery(
            id=one.id,
            kind=str(one.values["kind"]),
            state=State(one.state),
            at=one.settled_at or one.next_attempt_at,
            attempts=one.attempts,
            code=one.smtp_code,
            reason=one.last_error,
            possible_repeat=one.possible_repeat,
        )
        for one in rows
    ]


def of_endpoint(endpoint_id: int, message_id: int) -> Message:
    """A message to this system; raises Absent."""
    found = db.session.get(Message, message_id)
    if found is None or found.endpoint_id != endpoint_id:
        raise Absent
    return found


def open_messages(endpoint_id: int) -> Sequence[int]:
    """The ids of what waits for it, or for a person to decide."""
    states = [State.PENDING, State.HELD]
    return db.session.scalars(
        select(Message.id).where(Message.endpoint_id == endpoint_id, Message.state.in_(states)).order_by(Message.id)
    ).all()


def open_by_state(endpoint_id: int) -> tuple[int, int]:
    """How many messages wait for it, and how many for a person to decide."""
    of_it = select(func.count()).where(Message.endpoint_id == endpoint_id)
    waiting, held = (of_it.where(Message.state == state).scalar_subquery() for state in (State.PENDING, State.HELD))
    counts = db.session.execute(select(waiting, held)).one()
    return counts[0] or 0, counts[1] or 0


@dataclass(frozen=True)
class Late:
    """A contact or action whose day has passed."""

    id: int
    area_id: int
    due_on: date


def late_contacts(since: date, today: date) -> Iterator[list[Late]]:
    """Open contacts whose day was since then, in areas whose reminders have begun; all of them, page by page."""
    chosen = (
        select(Slot.id, Slot.area_id, Slot.due_on)
        .join(Area, Area.id == Slot.area_id)
        .where(Slot.state == "open", Slot.due_on >= since, Slot.due_on < today, Area.reminders_started_at.is_not(None))
    )
    return pages_of(chosen, Slot.due_on, Slot.id)


def late_actions(since: date, today: date) -> Iterator[list[Late]]:
    """Open actions whose day was since then, in areas whose reminders have begun; all of them, page by page."""
    chosen = (
        select(Action.id, Action.area_id, Action.due_on)
        .join(Area, Area.id == Action.area_id)
        .where(Action.done_on.is_(None), Action.dropped_on.is_(None), Area.reminders_started_at.is_not(None))
        .where(Action.due_on >= since, Action.due_on < today)
    )
    return pages_of(chosen, Action.due_on, Action.id)


def pages_of(
    chosen: Select[int, int, Any], due_on: InstrumentedAttribute[Any], id_: InstrumentedAttribute[int]
) -> Iterator[list[Late]]:
    """The rows by day and id, so many at a time until there are no more."""
    ordered = narrowed = chosen.order_by(due_on, id_).limit(MOST)
    while page := [Late(*row) for row in db.session.execute(narrowed)]:
        yield page
        last = page[-1]
        narrowed = ordered.where(or_(due_on > last.due_on, and_(due_on == last.due_on, id_ > last.id)))


def switched_off(actor: Actor, today: date) -> list[Notice]:
    """Systems that were switched off because nothing arrived, for those who look after them."""
    if not actor.may(Permission.MANAGE_HOOKS):
        return []
    rows = db.session.scalars(select(Endpoint).where(Endpoint.failed_off_at.is_not(None)).order_by(Endpoint.id))
    return [
        Notice(
            what=f"{one.name} is no longer told of anything",
            why="Nothing arrived there for three days, so it was switched off",
            since_on=local_date(one.failed_off_at) if one.failed_off_at else today,
            act="Look",
            address=f"/hooks/{one.id}",
            place="Web hooks",
        )
        for one in rows
    ]
