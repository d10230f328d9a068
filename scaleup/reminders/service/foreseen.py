"""What a rule will send in the next 90 days, as it is and as it would be. Reads, never writes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scaleup.core.dates import counted, local_date
from scaleup.core.facts import Change
from scaleup.outbox.rules import Draft
from scaleup.reminders import queries
from scaleup.reminders.rules import UnitRule
from scaleup.reminders.rules.sentences import said
from scaleup.reminders.service.planning import drafts_for, fresh, tellings
from scaleup.reminders.service.ticking import Written

AHEAD = timedelta(days=90)
SOON = timedelta(days=7)
ASK_ABOVE = 50
"""More mails than this within seven days, and confirming asks for their number."""

Book = Mapping[int, Sequence[UnitRule]]


@dataclass(frozen=True)
class Foreseen:
    """The mails of one rule in the days ahead."""

    mails: int
    people: int
    soon: int
    """Within seven days."""
    weeks: tuple[tuple[str, int], ...] = ()
    """The Monday of each week in words, and its mails."""

    @property
    def sentence(self) -> str:
        """ "86 mails to 41 people in the next 90 days, 5 of them within 7 days"."""
        if not self.mails:
            return f"no mail in the next {AHEAD.days} days"
        people = "1 person" if self.people == 1 else f"{self.people} people"
        soon = f"{self.soon} of them" if self.soon else "none of them"
        return (
            f"{counted(self.mails, 'mail')} to {people} in the next {AHEAD.days} days, {soon} within {SOON.days} days"
        )


@dataclass(frozen=True)
class Compared:
    """A rule as it would be beside the rule as it is."""

    rule: UnitRule
    then: Foreseen
    now: Foreseen
    passed: int
    """Mails that both send, but that would have gone before now by the new days, and so do not go."""

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
    return summed(sent_by(queries.rule_book(), code, now), now)


def compare(rule: UnitRule, now: datetime) -> Compared:
    """What would be if this version were confirmed now."""
    old = sent_by(queries.rule_book(), rule.code, now)
    new = sent_by(queries.rule_book_with(rule), rule.code, now)
    free = sent_by(queries.rule_book_with(replace(rule, acts_from=None)), rule.code, now)
    coming = {one.dedupe_key for one in old if one.due_at > now}
    over = {one.dedupe_key for one in free} - {one.dedupe_key for one in new}
    return Compared(rule, summed(new, now), summed(old, now), len(coming & over))


def sent_by(book: Book, code: str, now: datetime) -> list[Draft]:
    """The mails that rules of this code would send; what is on its way or told already is left out."""
    subjects = {rule.subject for rules in book.values() for rule in rules if rule.code == code}
    own = {id_: [rule for rule in rules if rule.subject in subjects] for id_, rules in book.items()}
    found = [one for one in tellings(now, until=now + AHEAD, book=own) if one.rung.rule.code == code]
    drafts = drafts_for(found)
    return [
        *fresh([one for one in drafts if one.due_at <= now], Written()),
        *(one for one in drafts if one.due_at > now),
    ]


def summed(drafts: Sequence[Draft], now: datetime) -> Foreseen:
    """The figures of these mails. What is due already goes at once."""
    begin = local_date(now)
    monday = begin - timedelta(days=begin.weekday())
    days = [max(local_date(one.due_at), begin) for one in drafts]
    weeks = Counter((day - monday).days // 7 for day in days)
    return Foreseen(
        mails=len(drafts),
        people=len({one.person_id for one in drafts}),
        soon=sum(one.due_at <= now + SOON for one in drafts),
        weeks=tuple((f"{monday + timedelta(weeks=week):%-d %b}", weeks[week]) for week in range(AHEAD.days // 7 + 1)),
    )
