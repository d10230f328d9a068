"""The delivery page: what went, what waits, what did not arrive and why. Scoped like everything else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Permission
from scaleup.areas.models import Area
from scaleup.areas.queries import scope
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.outbox.models import Message, MessageEvent
from scaleup.outbox.rules import State

RECENT = timedelta(days=7)
COUNTED = 501


class Show(StrEnum):
    """What of the log is shown."""

    ALL = "all"
    NOT_ARRIVED = "not-arrived"
    WAITING = "waiting"
    HANDED_OVER = "handed-over"
    HELD = "held"
    NOT_NEEDED = "not-needed"


STATES: Mapping[Show, tuple[State, ...]] = {
    Show.ALL: tuple(State),
    Show.NOT_ARRIVED: (State.FAILED, State.EXPIRED, State.UNSURE),
    Show.WAITING: (State.PENDING, State.CLAIMED, State.HANDING),
    Show.HANDED_OVER: (State.SENT,),
    Show.HELD: (State.HELD,),
    Show.NOT_NEEDED: (State.CANCELLED, State.TOLD, State.FOLDED),
}


@dataclass(frozen=True)
class Delivery:
    """One line of the log."""

    id: int
    state: State
    at: datetime
    to: str
    area: str
    area_id: int | None
    kind: str
    subject: str
    reason: str
    possible_repeat: bool


@dataclass(frozen=True)
class Log:
    """A page of the log, and the figures above it."""

    lines: tuple[Delivery, ...]
    total: int
    """Counted up to 501."""
    not_arrived: int
    held: int
    handed_over: int


def visible(actor: Actor, today: date) -> ColumnElement[bool]:
    """Mails about areas in scope, and one's own; what belongs to no area is for those who manage people."""
    allowed = [Message.area_id.in_(scope(actor, today)), Message.person_id == actor.person_id]
    if actor.may(Permission.MANAGE_PEOPLE):
        allowed.append(Message.area_id.is_(None))
    return and_(Message.endpoint_id.is_(None), or_(*allowed))


def log(actor: Actor, show: Show, *, since: datetime | None, now: datetime, today: date, skip: int, most: int) -> Log:
    """The log, what did not arrive on top, then latest first. Three statements."""
    seen = visible(actor, today)
    chosen = [seen, Message.state.in_(STATES[show])]
    if since is not None:
        chosen.append(Message.due_at >= since)
    counted = select(Message.id).where(*chosen).limit(COUNTED).subquery()
    total = db.session.scalar(select(func.count()).select_from(counted)) or 0
    rows = db.session.execute(_lines(chosen).offset(skip).limit(most))
    figures = {
        State(state): count
        for state, count in db.session.execute(
            select(Message.state, func.count()).where(seen, Message.due_at >= now - RECENT).group_by(Message.state)
        )
    }
    return Log(
        lines=tuple(_line(row[0], row[1], row[2]) for row in rows),
        total=total,
        not_arrived=sum(figures.get(state, 0) for state in STATES[Show.NOT_ARRIVED]),
        held=figures.get(State.HELD, 0),
        handed_over=figures.get(State.SENT, 0),
    )


def _lines(chosen: list[ColumnElement[bool]]) -> Select[Message, str | None, str | None]:
    trouble = case((Message.state.in_(STATES[Show.NOT_ARRIVED]), 0), (Message.state == State.HELD, 1), else_=2)
    return (
        select(Message, Person.name, Area.name)
        .outerjoin(Person, Person.id == Message.person_id)
        .outerjoin(Area, Area.id == Message.area_id)
        .where(*chosen)
        .order_by(trouble, Message.due_at.desc(), Message.id.desc())
    )


def _line(message: Message, name: str | None, area: str | None) -> Delivery:
    return Delivery(
        id=message.id,
        state=State(message.state),
        at=message.settled_at or message.next_attempt_at,
        to=name or message.to_address or "",
        area=area or "",
        area_id=message.area_id,
        kind=message.kind,
        subject=message.subject or message.kind[0].upper() + message.kind[1:],
        reason=message.last_error,
        possible_repeat=message.possible_repeat,
    )


@dataclass(frozen=True)
class Whole:
    """One message with its exact text and every move it made."""

    line: Delivery
    message: Message
    moves: tuple[MessageEvent, ...]


def delivery(actor: Actor, message_id: int, today: date) -> Whole:
    """One message; raises Absent when it is out of scope."""
    row = db.session.execute(_lines([visible(actor, today), Message.id == message_id])).one_or_none()
    if row is None:
        raise Absent
    message, name, area = row
    moves = db.session.scalars(
        select(MessageEvent).where(MessageEvent.outbox_id == message.id).order_by(MessageEvent.id)
    ).all()
    return Whole(_line(message, name, area), message, tuple(moves))
