"""What a rule will send in the next 90 days, as it is and as it would be. Reads, never writes."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from scaleup.core.dates import counted, local_date
from scaleup.core.facts import Change
from scaleup.outbox.rules import Draft
from scaleup.programmes.rules import ReminderSubject, Says
from scaleup.reminders import queries
from scaleup.reminders.rules import UnitRule
from scaleup.reminders.rules.sentences import said
from scaleup.reminders.service.places import steps_by
from scaleup.reminders.service.planning import Book, drafts_for, gathered, tellings_by
from scaleup.training import service as training

AHEAD = timedelta(days=90)
SOON = timedelta(days=7)
ASK_ABOVE = 50
"""More mails than this within seven days, and confirming asks for their number."""

FIRST = 5
"""So many of the first messages are shown before a rule is confirmed."""


@dataclass(frozen=True)
class Foreseen:
    """The mails of one rule in the days ahead."""

    mails: int
    people: int
    soon: int
    """Within seven days."""
    weeks: tuple[tuple[date, int], ...] = ()
    """The Monday of each week, and its mails."""

    @property
    def sentence(self) -> str:
        """ "86 mails to 41 people in the next 90 days, 5 of them within 7 days"."""
        if not self.mails:
            return f"no mail in the next {AHEAD.days} days"
        soon = f"{self.soon} of them" if self.soon else "none of them"
        going = f"{counted(self.mails, 'mail')} to {counted(self.people, 'person')}"
        return f"{going} in the next {AHEAD.days} days, {soon} within {SOON.days} days"


@dataclass(frozen=True)
class Compared:
    """A rule as it would be beside the rule as it is."""

    rule: UnitRule
    then: Foreseen
    now: Foreseen
    passed: int
    """Mails that both send, but that would have gone before now by the new days, and so do not go."""
    first: tuple[Draft, ...] = ()
    """The first of those it would send."""

    @property
    def asks(self) -> bool:
        """Whether confirming asks for the number."""
        return self.then.soon > ASK_ABOVE

    @property
    def changes(self) -> list[Change]:
        """What the page says before it is confirmed."""
        told = [
            Change(
                f"The rule will read: {said(self.rule).sentence}" if self.rule.is_on else "The rule sends nothing.", 0
            ),
            Change(f"From now on: {self.then.sentence}.", self.then.mails),
            Change(f"As the rule is: {self.now.sentence}.", self.now.mails),
        ]
        if self.passed:
            words = f"{counted(self.passed, 'mail')} will not go: by the new days the time for them is over."
            told.append(Change(words, self.passed))
        return told


def foresee(code: str, now: datetime) -> Foreseen:
    """What the rule of this code sends as it is, over all programmes."""
    book = queries.rule_book()
    return summed(unsent(told_by(code, [book], now)[0], now), now)


def compare(rule: UnitRule, now: datetime) -> Compared:
    """What would be if this version were confirmed now. What may be told is read once, for the rules of all three."""
    books = [
        queries.rule_book(),
        queries.rule_book_with(rule),
        queries.rule_book_with(replace(rule, acts_from=None)),
    ]
    is_now, would_be, free = (by_key(found) for found in told_by(rule.code, books, now))
    over = {key for key, one in is_now.items() if one.due_at > now} & (free.keys() - would_be.keys())
    known = known_of([*is_now.values(), *would_be.values()], now)
    then = [one for key, one in would_be.items() if key not in known]
    first = sorted(then, key=lambda one: one.due_at)[:FIRST]
    before = [one for key, one in is_now.items() if key not in known]
    return Compared(rule, summed(then, now), summed(before, now), len(over), tuple(first))


def told_by(code: str, books: Sequence[Book], now: datetime) -> list[list[Draft]]:
    """What the rules of this code would tell in the days ahead, under each of these books."""
    about = {rule.subject for book in books for rules in book.values() for rule in rules if rule.code == code}
    own = [{id_: [rule for rule in rules if rule.subject in about] for id_, rules in book.items()} for book in books]
    every = {id_: [rule for book in own for rule in book.get(id_, ())] for book in own for id_ in book}
    end = now + AHEAD
    ground = gathered(every, local_date(now), local_date(end), None)
    found = [
        tellings_by(book, ground, begin=now, end=end, wanted=lambda rule: rule.code == code or rule.says is Says.AGENDA)
        for book in own
    ]
    told = [drafts_for(one for one in some if one.rung.rule.code == code) for some in found]
    if ReminderSubject.TRAINING_PLACE in about:
        return [of_places(code, book, now, end) for book in own]
    return told


def of_places(code: str, book: Book, now: datetime, end: datetime) -> list[Draft]:
    """What the rule of this code would say of places at trainings."""
    drafts = (draft for some in training.ahead(now, end, steps_by(book)).values() for draft in some)
    return [draft for draft in drafts if draft.values.get("rule") == code]


def by_key(found: Iterable[Draft]) -> dict[str, Draft]:
    """Each by its dedupe key."""
    return {one.dedupe_key: one for one in found}


def unsent(found: Sequence[Draft], now: datetime) -> list[Draft]:
    """What is on its way or told already is left out."""
    known = known_of(found, now)
    return [one for name, one in by_key(found).items() if name not in known]


def known_of(found: Iterable[Draft], now: datetime) -> set[str]:
    """The keys of those due already for which a message stands."""
    return queries.known_keys(sorted(by_key(one for one in found if one.due_at <= now)))


def summed(found: Collection[Draft], now: datetime) -> Foreseen:
    """The figures of these mails. What is due already goes at once."""
    begin = local_date(now)
    monday = begin - timedelta(days=begin.weekday())
    days = [max(local_date(one.due_at), begin) for one in found]
    weeks = Counter((day - monday).days // 7 for day in days)
    return Foreseen(
        mails=len(days),
        people=len({one.person_id for one in found}),
        soon=sum(one.due_at <= now + SOON for one in found),
        weeks=tuple((monday + timedelta(weeks=week), weeks[week]) for week in range(AHEAD.days // 7 + 1)),
    )
