"""The delivery page: what went, what waits, what did not arrive and why. Scoped like everything else."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Permission
from scaleup.areas.models import Area
from scaleup.areas.queries import scope
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.outbox.models import Address, Message, MessageEvent, Undelivered
from scaleup.outbox.queries import came_back
from scaleup.outbox.rules import State

RECENT = timedelta(days=7)
COUNTED = 501
CAME_BACK = "came back"
BACK: ColumnElement[bool] = and_(Message.state == State.SENT, came_back())
"""That it was handed over, and came back."""


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
    came_back: bool = False
    """It was handed over, and came back."""
    stopped: bool = False
    """The address that it came back from is stopped today, so there is something to put right."""


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
    chosen = [seen, shown(show)]
    if since is not None:
        chosen.append(Message.due_at >= since)
    counted = select(Message.id).where(*chosen).limit(COUNTED).subquery()
    total = db.session.scalar(select(func.count()).select_from(counted)) or 0
    rows = db.session.execute(_lines(chosen).offset(skip).limit(most))
    figures = figures_of(seen, since=now - RECENT)
    return Log(
        lines=tuple(_line(row[0], row[1], row[2], came_back=row[3], stopped=row[4]) for row in rows),
        total=total,
        not_arrived=sum(figures[state] for state in STATES[Show.NOT_ARRIVED]) + figures[CAME_BACK],
        held=figures[State.HELD],
        handed_over=figures[State.SENT],
    )


def figures_of(seen: ColumnElement[bool], *, since: datetime) -> Counter[str]:
    """How many messages stand in each state; what was handed over and came back is counted apart."""
    what = case((BACK, CAME_BACK), else_=Message.state)
    rows = db.session.execute(select(what, func.count()).where(seen, Message.due_at >= since).group_by(what))
    return Counter({str(said): count for said, count in rows})


def shown(show: Show) -> ColumnElement[bool]:
    """What stands under this head: what came back did not arrive, though it was handed over."""
    if show is Show.NOT_ARRIVED:
        return or_(Message.state.in_(STATES[show]), BACK)
    if show is Show.HANDED_OVER:
        return and_(Message.state.in_(STATES[show]), ~BACK)
    return Message.state.in_(STATES[show])


def from_stopped() -> ColumnElement[bool]:
    """That the statement's message did not reach an address which is stopped still."""
    return exists(
        select(Undelivered.id)
        .join(Address, Address.id == Undelivered.address_id)
        .where(Undelivered.outbox_id == Message.id, Address.stopped_at.is_not(None))
    )


def _lines(chosen: list[ColumnElement[bool]]) -> Select[Message, str | None, str | None, bool, bool]:
    trouble = case((shown(Show.NOT_ARRIVED), 0), (Message.state == State.HELD, 1), else_=2)
    return (
        select(Message, Person.name, Area.name, BACK, from_stopped())
        .outerjoin(Person, Person.id == Message.person_id)
        .outerjoin(Area, Area.id == Message.area_id)
        .where(*chosen)
        .order_by(trouble, Message.due_at.desc(), Message.id.desc())
    )


def _line(message: Message, name: str | None, area: str | None, *, came_back: bool, stopped: bool) -> Delivery:
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
        came_back=came_back,
        stopped=stopped,
    )


@dataclass(frozen=True)
class Whole:
    """One message with its exact text and every move it made."""

    line: Delivery
    message: Message
    moves: tuple[MessageEvent, ...]
    back: tuple[Undelivered, ...]
    """What is on record of its not arriving."""


def delivery(actor: Actor, message_id: int, today: date) -> Whole:
    """One message; raises Absent when it is out of scope."""
    row = db.session.execute(_lines([visible(actor, today), Message.id == message_id])).one_or_none()
    if row is None:
        raise Absent
    message, name, area, back, stopped = row
    moves = db.session.scalars(
        select(MessageEvent).where(MessageEvent.outbox_id == message.id).order_by(MessageEvent.id)
    ).all()
    undelivered = db.session.scalars(
        select(Undelivered).where(Undelivered.outbox_id == message.id).order_by(Undelivered.id)
    ).all()
    return Whole(_line(message, name, area, came_back=back, stopped=stopped), message, tuple(moves), tuple(undelivered))
