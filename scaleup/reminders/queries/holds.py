"""What is held at this moment, how much of it waits, since when, by whom and why. Scoped like everything else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, func, or_, select

from scaleup.accounts.models import Person
from scaleup.areas.models import Area
from scaleup.areas.queries import scope
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.outbox.models import Hold, Message
from scaleup.outbox.queries import IS_PENDING, OPEN, covered, still_useful
from scaleup.outbox.rules import Covers, HoldScope
from scaleup.reminders.queries.book import rule_book
from scaleup.reminders.rules import UnitRule
from scaleup.reminders.rules.wording import when


@dataclass(frozen=True)
class Held:
    """One hold that stands."""

    id: int
    scope: HoldScope
    what: str
    """ "All mail", "Marlbury", "Reminder of a contact, 7 days before each contact"."""
    area_id: int | None
    waiting: int
    """Due messages that it keeps back."""
    people: int
    """To so many people and addresses."""
    at: datetime
    by: str
    reason: str


def held(actor: Actor, *, today: date, now: datetime) -> list[Held]:
    """The holds that touch the actor's areas, what covers most first. One statement, two where a rule is held."""
    return _read(_standing(actor, today, now))


def held_one(actor: Actor, hold_id: int, *, today: date, now: datetime) -> Held:
    """One hold; raises Absent when it stands no more, or is out of scope."""
    found = _read(_standing(actor, today, now).where(Hold.id == hold_id))
    if not found:
        raise Absent
    return found[0]


def rules_in_words(book: Mapping[int, Sequence[UnitRule]] | None = None) -> Mapping[tuple[str, str], str]:
    """Each rule of this book, or of those that act, by subject and code: "7 days before each contact"."""
    rules_of = (rule_book() if book is None else book).values()
    return {(rule.subject.value, rule.code): when(rule) for rules in rules_of for rule in rules}


def _standing(actor: Actor, today: date, now: datetime) -> Select[Hold, str | None, str | None, int, int, int]:
    due = and_(IS_PENDING, Message.next_attempt_at <= now, still_useful(now), covered())
    return (
        select(
            Hold,
            Person.name,
            Area.name,
            func.count(Message.id),
            func.count(Message.person_id.distinct()),
            func.count(Message.to_address.distinct()),
        )
        .select_from(Hold)
        .outerjoin(Message, due)
        .outerjoin(Person, Person.id == Hold.person_id)
        .outerjoin(Area, Area.id == Hold.area_id)
        .where(OPEN, or_(Hold.scope != HoldScope.AREA, Hold.area_id.in_(scope(actor, today))))
        .group_by(Hold.id, Person.name, Area.name)
        .order_by(Hold.area_id.is_not(None), Hold.at, Hold.id)
    )


def _read(statement: Select[Hold, str | None, str | None, int, int, int]) -> list[Held]:
    rows = db.session.execute(statement).all()
    rules = rules_in_words() if any(row[0].rule for row in rows) else {}
    return [
        Held(
            id=hold.id,
            scope=HoldScope(hold.scope),
            what=words_of(hold, area or "", rules),
            area_id=hold.area_id,
            waiting=waiting,
            people=people + addresses,
            at=hold.at,
            by=by or "",
            reason=hold.reason,
        )
        for hold, by, area, waiting, people, addresses in rows
    ]


def words_of(hold: Hold | Covers, area: str, rules: Mapping[tuple[str, str], str]) -> str:
    """What the hold covers, in words."""
    if hold.scope == HoldScope.AREA:
        return area
    if hold.scope == HoldScope.ALL:
        return "All mail"
    kind = hold.kind[0].upper() + hold.kind[1:]
    words = next((words for (_, code), words in rules.items() if code == hold.rule), hold.rule)
    return f"{kind}, {words}" if hold.rule else kind
