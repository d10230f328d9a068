"""What a review says: what went well, what is in the way, how firmly the programme stands, and what follows.

What a programme needs to last is put in our own words; that it needs these is read in domain.md 1.2 (protected time,
people who lead it, what it runs on, own trainers; restructures, practical difficulties, money).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from scaleup.core.dates import plain_date
from scaleup.core.errors import Refusal
from scaleup.reviews.rules.plan import KIND_WORDS, Kind
from scaleup.support.rules import (
    BARRIER_WORDS,
    LONGEST_REASON,
    LONGEST_TEXT,
    SEVERITY_WORDS,
    ActionTerms,
    BarrierCode,
    BarrierTerms,
    family_details,
    refusals_of_actions,
    refusals_of_barriers,
)


class Domain(StrEnum):
    """What a programme needs to last."""

    PROTECTED_TIME = "protected_time"
    LEADING = "leading"
    MONEY = "money"
    PEOPLE = "people"
    PARTNERS = "partners"
    FAMILIES = "families"
    RUNNING = "running"
    CHANGE = "change"


DOMAIN_WORDS: dict[Domain, str] = {
    Domain.PROTECTED_TIME: "Facilitators have time that is kept free for it",
    Domain.LEADING: "Somebody leads it and is listened to",
    Domain.MONEY: "Money beyond this year",
    Domain.PEOPLE: "Trained people stay, and new ones follow",
    Domain.PARTNERS: "Services work together on it",
    Domain.FAMILIES: "Families hear of it and come",
    Domain.RUNNING: "Rooms, materials and records are in place",
    Domain.CHANGE: "It would outlast a restructure",
}
MARK_WORDS: dict[int, str] = {
    1: "1: nothing holds it",
    2: "2: little would end it",
    3: "3: it holds while all goes well",
    4: "4: it stands firm",
    5: "5: it is part of the usual work",
}
FRAGILE = 2
"""Up to this mark a domain is weak."""


class Outcome(StrEnum):
    """What follows from a review."""

    CONTINUE = "continue"
    MORE_SUPPORT = "more_support"
    CHANGE_AGREED = "change_agreed"
    PLAN_THE_END = "plan_the_end"


OUTCOME_WORDS: dict[str, str] = {
    Outcome.CONTINUE: "Goes on as it is",
    Outcome.MORE_SUPPORT: "Goes on with more support",
    Outcome.CHANGE_AGREED: "Goes on with a change that was agreed",
    Outcome.PLAN_THE_END: "The end is planned",
}


@dataclass(frozen=True)
class Rating:
    """How firmly the programme stands in one respect."""

    domain: Domain
    mark: int
    words: str = ""


@dataclass(frozen=True)
class Said:
    """Everything that one form about a review says."""

    held_on: date
    outcome: Outcome
    went_well: str = ""
    agreed: str = ""
    """What was agreed, in words that the project lead reads."""
    note: str = ""
    """For the unit alone."""
    ratings: tuple[Rating, ...] = ()
    barriers: tuple[BarrierTerms, ...] = ()
    people_ids: tuple[int, ...] = ()
    staff_id: int | None = None
    actions: tuple[ActionTerms, ...] = ()
    next_on: date | None = None
    text_checked: bool = False


@dataclass(frozen=True)
class Bounds:
    """What a review is held against."""

    kind: Kind
    opened_on: date
    closed_on: date | None
    today: date
    before_on: date | None = None
    """The day of the review before this one."""
    people_ids: frozenset[int] = field(default=frozenset())


def refusals(said: Said, bounds: Bounds) -> list[Refusal]:
    """Why the review may not be saved; nothing if it may."""
    return [*dating(said, bounds), *wording(said), *rating(said, bounds), *agreeing(said, bounds), *reading(said)]


def dating(said: Said, bounds: Bounds) -> Iterator[Refusal]:
    """A review lies in the past, within the implementation, after the one before it."""
    day = plain_date(said.held_on)
    if said.held_on > bounds.today:
        yield Refusal(f"The review is dated {day}, which is still to come. Enter the day it took place", "held_on")
    if said.held_on < bounds.opened_on:
        began = plain_date(bounds.opened_on)
        yield Refusal(f"The review is dated {day}, before the area began on {began}. Check the year", "held_on")
    if bounds.closed_on and said.held_on > bounds.closed_on:
        left = plain_date(bounds.closed_on)
        yield Refusal(
            f"The review is dated {day}, after the area left on {left}. Enter the day it took place", "held_on"
        )
    if bounds.before_on and said.held_on <= bounds.before_on:
        earlier = plain_date(bounds.before_on)
        yield Refusal(f"The review before this one was on {earlier}. Enter a later day", "held_on")


def wording(said: Said) -> Iterator[Refusal]:
    """A review says something that the area can read, and no text is longer than its place."""
    if not said.agreed.strip():
        yield Refusal("Write in a sentence or two what was agreed: the project lead reads it", "agreed")
    for name, text in (("went_well", said.went_well), ("agreed", said.agreed), ("note", said.note)):
        if len(text) > LONGEST_TEXT:
            yield Refusal(f"The text has {len(text):,} characters. Shorten it to {LONGEST_TEXT:,}", name)
    yield from refusals_of_barriers(said.barriers)


def rating(said: Said, bounds: Bounds) -> Iterator[Refusal]:
    """A review of sustainability rates every domain; a weak one says why."""
    marks = {one.domain: one for one in said.ratings}
    for domain, words in DOMAIN_WORDS.items():
        found = marks.get(domain)
        if found is None:
            if bounds.kind is Kind.SUSTAINABILITY:
                yield Refusal(f"Rate “{words}” from 1 to 5", f"mark_{domain.value}")
            continue
        if found.mark not in MARK_WORDS:
            yield Refusal(f"Rate “{words}” from 1 to 5", f"mark_{domain.value}")
        elif found.mark <= FRAGILE and not found.words.strip():
            yield Refusal(f"Say why “{words}” is at {found.mark}", f"why_{domain.value}")
        if len(found.words) > LONGEST_REASON:
            yield Refusal(f"Shorten this to {LONGEST_REASON} characters", f"why_{domain.value}")


def agreeing(said: Said, bounds: Bounds) -> Iterator[Refusal]:
    """Actions have an owner and a date; the next review lies ahead."""
    yield from refusals_of_actions(said.actions, held_on=said.held_on, people_ids=bounds.people_ids, noun="review")
    if set(said.people_ids) - bounds.people_ids:
        yield Refusal("Someone that you ticked is no longer in this area. Check who took part", "people")
    if said.next_on is not None and said.next_on <= max(said.held_on, bounds.today):
        yield Refusal("The next review lies in the past. Enter a date to come", "next_on")


def reading(said: Said) -> Iterator[Refusal]:
    """Text that looks like something about a family, at its field."""
    texts = [("went_well", said.went_well), ("agreed", said.agreed), ("note", said.note)]
    texts += [(f"why_{one.domain.value}", one.words) for one in said.ratings]
    texts += [(f"actions-{number}-what", action.wording) for number, action in enumerate(said.actions)]
    for name, text in texts:
        yield from family_details(text, name=name, text_checked=said.text_checked)


READINGS: dict[str, Mapping[str, str]] = {"outcome": OUTCOME_WORDS, "kind": KIND_WORDS}


def in_words(ratings: Mapping[str, object]) -> list[tuple[str, str, str]]:
    """The ratings of a record as label, mark and words, in the order of the form."""
    found = []
    for domain, label in DOMAIN_WORDS.items():
        kept = ratings.get(domain.value)
        if isinstance(kept, list):
            mark, words = kept
            found.append((label, MARK_WORDS[int(mark)], str(words)))
    return found


def barriers_in_words(barriers: Mapping[str, int]) -> list[str]:
    """The barriers of a record, each with how much it stands in the way."""
    return [f"{BARRIER_WORDS[BarrierCode(code)]}: {SEVERITY_WORDS[severity]}" for code, severity in barriers.items()]
