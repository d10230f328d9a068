"""The figures of sending, in one statement over partial indexes: no count grows with what was sent before."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, not_, or_, select

from scaleup.extensions import db
from scaleup.operations.queries.holds import waiting
from scaleup.operations.rules import Figures
from scaleup.outbox.models import Message, Tick
from scaleup.outbox.queries import IN_HAND, all_held, held_in_part
from scaleup.outbox.rules import LATE_AFTER, State
from scaleup.outbox.service import DISPATCH, PLAN

LONGEST_TRIED = timedelta(days=7)
"""A message that fails was due at most so long before: it bounds what is looked through."""
KEPT_TEXT: ColumnElement[bool] = literal_column("outbox_message.body_text IS NOT NULL")
"""Whatever went in the last hour has its text: the index of kept texts leads to it."""


def figures(now: datetime) -> Figures:
    """How many messages stand where. Two statements."""
    free = not_(or_(all_held(), held_in_part()))
    due = and_(*waiting(now), free)
    repeat = Message.possible_repeat.is_(True)
    day, hour = now - timedelta(days=1), now - timedelta(hours=1)
    row = db.session.execute(
        select(
            _count(due).label("due"),
            _count(due, Message.due_at <= now - LATE_AFTER).label("late"),
            _count(IN_HAND).label("in_hand"),
            select(func.count(Message.owner.distinct())).where(IN_HAND).scalar_subquery().label("workers"),
            _count(*waiting(now), ~free).label("held"),
            _count(Message.state == State.HELD).label("for_a_person"),
            (_count(*waiting(now), repeat) + _count(Message.state == State.HELD, repeat)).label("unsure"),
            _count(KEPT_TEXT, Message.state == State.SENT, Message.settled_at >= hour).label("sent_in_hour"),
            _since(State.FAILED, day).label("failed_in_day"),
            _since(State.FAILED, day, Message.endpoint_id.is_not(None)).label("failed_hooks"),
            _since(State.EXPIRED, day).label("expired_in_day"),
            select(func.min(Message.due_at)).where(due).scalar_subquery().label("oldest"),
        )
    ).one()
    seen = {tick.name: tick.at for tick in db.session.execute(select(Tick.name, Tick.at))}
    told = row._asdict()
    return Figures(
        **told | {"oldest": now - told["oldest"] if told["oldest"] else timedelta(0)},
        ticks={name: now - seen[name] if name in seen else None for name in (DISPATCH, PLAN)},
    )


def seen_workers() -> list[tuple[str, str, datetime]]:
    """Which process last ran each periodic act, and when."""
    chosen = select(Tick.name, Tick.worker, Tick.at).where(Tick.name.in_([DISPATCH, PLAN])).order_by(Tick.name)
    return [(row.name, row.worker, row.at) for row in db.session.execute(chosen)]


def _count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    asked: Select[int] = select(func.count(Message.id)).where(*conditions)
    return asked.scalar_subquery()


def _since(state: State, at: datetime, *more: ColumnElement[bool]) -> ColumnElement[int]:
    return _count(Message.state == state, Message.due_at >= at - LONGEST_TRIED, Message.settled_at >= at, *more)
