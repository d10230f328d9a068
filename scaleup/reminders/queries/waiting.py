"""What waits to go to whom today, and what they have had: the ground on which reminders are shared out."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, and_, func, literal_column, select, union_all

from scaleup.core.dates import LONDON, local_date
from scaleup.extensions import db
from scaleup.outbox.models import Message
from scaleup.outbox.queries import IN_HAND, IS_PENDING, held_in_part, still_useful
from scaleup.outbox.rules import State
from scaleup.reminders.queries.subjects import CHUNK
from scaleup.reminders.rules import Due


def waiting_reminders(kinds: Collection[str], now: datetime) -> Mapping[int, Sequence[Due]]:
    """By person: reminders of these kinds that are due and worth sending, still wait, and were never handed over.

    What is held of one rule or area is left alone: no digest takes it along.
    """
    chosen = (
        select(Message.id, Message.person_id, Message.values)
        .where(
            Message.state == State.PENDING,
            Message.kind.in_(sorted(kinds)),
            Message.due_at <= now,
            still_useful(now),
            ~held_in_part(),
            Message.possible_repeat.is_(False),
            Message.again_of_id.is_(None),
        )
        .order_by(Message.id)
    )
    found: dict[int, list[Due]] = defaultdict(list)
    for id_, person_id, values in db.session.execute(chosen):
        if person_id is not None:
            found[person_id].append(Due(id_, date.fromisoformat(str(values["anchor_on"]))))
    return found


HAS_TEXT: ColumnElement[bool] = literal_column("outbox_message.body_text").is_not(None)
"""So has all that was sent within 90 days. Written out, so that its index by days finds what was sent today."""
NOT_SENT = tuple(state for state in State if state is not State.SENT)
"""Named in place of the one state, by which SQLite would go through everything that was ever sent."""


def taken_today(
    person_ids: Collection[int], kinds: Collection[str], *, folding: Collection[str], now: datetime
) -> Counter[int]:
    """By person: mails of these kinds that went today or are on their way, and those that cannot give way any more.

    Of the kinds that fold, what merely waits is not counted; nor is what a person asked to be sent again. Each part is
    found by an index of its own and people are picked here: by person the database goes through all they ever had.
    """
    wanted = set(person_ids)
    midnight = datetime.combine(local_date(now), time(0), tzinfo=LONDON)
    merely_waits = and_(Message.kind.in_(sorted(folding)), Message.possible_repeat.is_(False))
    counted = (Message.kind.in_(sorted(kinds)), Message.again_of_id.is_(None))
    parts = (
        IN_HAND,
        and_(IS_PENDING, Message.due_at <= now, ~merely_waits),
        and_(Message.state.not_in(NOT_SENT), HAS_TEXT, Message.settled_at >= midnight),
        and_(Message.state == State.HELD, Message.possible_repeat.is_(True), Message.next_attempt_at >= midnight),
    )
    asked = union_all(*[select(Message.person_id).where(part, *counted) for part in parts])
    return Counter(one for one in db.session.scalars(asked) if one in wanted) if wanted else Counter()


def waiting_digests(person_ids: Collection[int], kind: str) -> Mapping[int, Sequence[tuple[int, datetime]]]:
    """By person: digests not claimed yet and when each is due; locked, so that none goes while it is filled."""
    found: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
    ids = sorted(person_ids)
    for start in range(0, len(ids), CHUNK):
        chosen = (
            select(Message.person_id, Message.id, Message.due_at)
            .where(
                Message.person_id.in_(ids[start : start + CHUNK]),
                Message.kind == kind,
                Message.state == State.PENDING,
                Message.possible_repeat.is_(False),
                Message.again_of_id.is_(None),
            )
            .order_by(Message.id)
            .with_for_update()
        )
        for person_id, id_, due_at in db.session.execute(chosen):
            if person_id is not None:
                found[person_id].append((id_, due_at))
    return found


def with_several_digests(kind: str, now: datetime) -> list[int]:
    """The people who have more than one digest waiting that is due."""
    chosen = (
        select(Message.person_id)
        .where(IS_PENDING, Message.kind == kind, Message.due_at <= now, Message.possible_repeat.is_(False))
        .group_by(Message.person_id)
        .having(func.count() > 1)
    )
    return [one for one in db.session.scalars(chosen) if one is not None]


def held_among(ids: Collection[int]) -> set[int]:
    """Those of these messages that a hold of one rule or area covers."""
    chosen = select(Message.id).where(Message.id.in_(sorted(ids)), held_in_part())
    return set(db.session.scalars(chosen)) if ids else set()
