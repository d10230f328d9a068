"""Reads of what is held: how much waits under a hold, how much goes without it, what became useless meanwhile."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from scaleup.areas.models import Area
from scaleup.areas.queries import scoped
from scaleup.areas.rules import name_key
from scaleup.core.errors import refuse
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.outbox.models import Hold, Message
from scaleup.outbox.queries import IS_PENDING, all_held, covered, held_in_part, still_useful
from scaleup.outbox.rules import Covers, HoldScope, State
from scaleup.reminders.queries import rule_book, rules_in_words
from scaleup.reminders.queries.holds import words_of
from scaleup.reminders.service import KINDS, rules_of_places

LONGEST_WORTH = timedelta(days=60)
"""Nothing that expires was worth sending for longer: it bounds what is looked through."""


def rules_offered() -> list[tuple[str, str]]:
    """The kinds of reminder and their rules, as "kind|code" with their words."""
    book = rule_book()
    rules = sorted(rules_in_words(book).items())
    offered: list[tuple[str, str]] = []
    for subject, kind in sorted(KINDS.items()):
        words = f"{kind[0].upper()}{kind[1:]}"
        offered.append((f"{kind}|", f"{words}: every rule"))
        offered += [(f"{kind}|{code}", f"{words}: {said}") for (of, code), said in rules if of == subject.value]
    for kind, own in sorted(rules_of_places(book).items()):
        words = f"{kind[0].upper()}{kind[1:]}"
        offered.append((f"{kind}|", f"{words}: every rule"))
        offered += [(f"{kind}|{code}", f"{words}: {said}") for (_, code), said in rules if code in own]
    return offered


def area_named(actor: Actor, name: str, today: date) -> int:
    """The actor's area of this name; refused at its field where there is none."""
    chosen = select(Area.id).where(Area.name_key == name_key(name))
    found = db.session.scalar(scoped(chosen, Area.id, actor=actor, today=today))
    if found is None:
        raise refuse(f"None of your areas is called “{name}”. Write its name as the list of areas has it.", "area")
    return found


def what_of(covers: Covers) -> str:
    """What would be held, in words."""
    area = db.session.scalar(select(Area.name).where(Area.id == covers.area_id)) if covers.area_id else None
    return words_of(covers, area or "", rules_in_words() if covers.rule else {})


@dataclass(frozen=True)
class Due:
    """Messages due at an instant, and to how many people and addresses they go."""

    count: int
    people: int
    still_held: int = 0
    """Those beside them that another hold covers."""


@dataclass(frozen=True)
class Folded:
    """Late reminders that are told together, and in how many digests."""

    count: int
    digests: int


HOW_MANY = (
    func.count(Message.id),
    func.count(Message.person_id.distinct()) + func.count(Message.to_address.distinct()),
)


def covered_now(covers: Covers, now: datetime) -> Due:
    """What is due now and would be held."""
    found: list[ColumnElement[bool]] = []
    if covers.scope is HoldScope.AREA:
        found = [Message.area_id == covers.area_id]
    elif covers.scope is HoldScope.KIND:
        found = [Message.kind == covers.kind]
        if covers.rule:
            found.append(Message.values["rule"].as_string() == covers.rule)
    row = db.session.execute(select(*HOW_MANY).where(*waiting(now), *found)).one()
    return Due(row[0], row[1])


def going(hold_id: int, now: datetime) -> Due:
    """Of what this hold covers, what goes at the next look as the holds stand."""
    free = and_(~all_held(), ~held_in_part())
    row = db.session.execute(select(*HOW_MANY).where(Hold.id == hold_id, *waiting(now), covered(), free)).one()
    rest = select(func.count(Message.id)).where(Hold.id == hold_id, *waiting(now), covered(), ~free)
    return Due(row[0], row[1], db.session.scalar(rest) or 0)


def folded(now: datetime) -> Folded:
    """What was folded at this very instant, by its settling."""
    row = db.session.execute(
        select(func.count(), func.count(Message.folded_into_id.distinct()))
        .select_from(Message)
        .where(Message.state == State.FOLDED, Message.settled_at == now, Message.due_at >= now - LONGEST_WORTH)
    ).one()
    return Folded(row[0], row[1])


def useless(hold_id: int, now: datetime) -> int:
    """How many messages that the hold covers became useless while it stood, on the list or about to be."""
    past = and_(IS_PENDING, Message.expires_at <= now)
    gone = and_(Message.state == State.EXPIRED, Message.due_at >= now - LONGEST_WORTH, Message.settled_at >= Hold.at)
    chosen = select(func.count(Message.id)).where(Hold.id == hold_id, covered(), or_(past, gone))
    return db.session.scalar(chosen) or 0


def waiting(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """That a message waits, is due and still worth sending."""
    return IS_PENDING, Message.next_attempt_at <= now, still_useful(now)
