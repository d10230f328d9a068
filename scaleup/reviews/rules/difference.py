"""What another plan does to the reviews that stand: which come, go or move, in words. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scaleup.core.dates import counted, plain_date
from scaleup.reviews.rules.plan import KIND_WORDS, Planned


class Fate(StrEnum):
    """What becomes of a review."""

    COMES = "comes"
    GOES = "goes"
    MOVES = "moves"
    TURNS = "turns"
    """Its day stays, and it is of another kind."""


VERBS: dict[Fate, tuple[str, str]] = {
    Fate.COMES: ("comes", "come"),
    Fate.GOES: ("goes", "go"),
    Fate.MOVES: ("moves", "move"),
    Fate.TURNS: ("becomes another", "become others"),
}


@dataclass(frozen=True)
class Kept:
    """A review as it is kept; one that does not stand was planned once."""

    month: int
    kind: str
    due_on: date
    stands: bool


@dataclass(frozen=True)
class Difference:
    """One review that would be otherwise."""

    fate: Fate
    words: str


def differences(kept: Iterable[Kept], plan: Iterable[Planned]) -> Iterator[Difference]:
    """What the plan changes, by month. Of what is kept here nobody has held a review or left it out."""
    before = {one.month: one for one in kept}
    after = {one.month: one for one in plan}
    for month in sorted({*before, *after}):
        if found := difference(before.get(month), after.get(month)):
            yield found


def difference(was: Kept | None, now: Planned | None) -> Difference | None:
    """What becomes of the review of one month; None if it stays as it is."""
    stood = was if was and was.stands else None
    if now is None:
        return Difference(Fate.GOES, named(stood.kind, stood.due_on)) if stood else None
    if stood is None:
        return Difference(Fate.COMES, named(now.kind, now.due_on))
    if stood.due_on != now.due_on:
        return Difference(Fate.MOVES, f"{named(now.kind, stood.due_on)} to {plain_date(now.due_on)}")
    if stood.kind != now.kind:
        return Difference(Fate.TURNS, f"{named(stood.kind, stood.due_on)} is {a(now.kind)}")
    return None


def named(kind: str, due_on: date) -> str:
    """A review in a sentence: "annual review of 1 April 2027"."""
    return f"{lower(kind)} of {plain_date(due_on)}"


def lower(kind: str) -> str:
    """The kind within a sentence."""
    words = KIND_WORDS[kind]
    return words[:1].lower() + words[1:]


def a(kind: str) -> str:
    """The kind with its article."""
    words = lower(kind)
    return f"an {words}" if words[:1] in "aeiou" else f"a {words}"


def sentence(fate: Fate, found: list[Difference]) -> str:
    """ "2 reviews go: annual review of 1 April 2027, review of sustainability of 3 April 2028." """
    verb = VERBS[fate][len(found) != 1]
    return f"{counted(len(found), 'review')} {verb}: {', '.join(one.words for one in found)}."


def shared(one: Difference, count: int, *, areas: int) -> str:
    """ "42 reviews of 40 areas move: annual review of 1 April 2027 to 2 April 2027." """
    verb = VERBS[one.fate][count != 1]
    return f"{counted(count, 'review')} of {counted(areas, 'area')} {verb}: {one.words}."
