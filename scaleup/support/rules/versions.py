"""The versions of a plan: each kept as its differences from the one before, read back and held against each other."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from scaleup.support.rules.reshape import Difference, Move


@dataclass(frozen=True)
class Stand:
    """Where a contact stands in a version, or since when it does not."""

    on: date | None
    """None: it has gone."""
    because: str


def written(differences: Iterable[Difference]) -> str:
    """The differences as a version keeps them: number, day before, day after, reason; what did not change is not."""
    changed = [one for one in differences if one.move is not Move.UNCHANGED]
    return json.dumps([[one.sequence, day(one.was_on), day(one.now_on), one.reason] for one in changed])


def added_on(sequence: int, on: date) -> Difference:
    """A contact that stands on this day, and was not there before."""
    return Difference(Move.ADDED, sequence, None, on)


def day(on: date | None) -> str | None:
    """A day as text."""
    return on.isoformat() if on else None


def read(changes: str) -> tuple[Difference, ...]:
    """The differences that a version keeps."""
    return tuple(difference(number, was, now, reason) for number, was, now, reason in json.loads(changes))


def difference(number: int, was: str | None, now: str | None, reason: str) -> Difference:
    """One of them."""
    was_on, now_on = (date.fromisoformat(on) if on else None for on in (was, now))
    move = Move.GONE if now_on is None else Move.ADDED if was_on is None else Move.MOVED
    return Difference(move, number, was_on, now_on, reason)


def plan_after(changes: Iterable[Sequence[Difference]]) -> dict[int, Stand]:
    """The plan after these changes, one after the other, by the number of the contact."""
    plan: dict[int, Stand] = {}
    for differences in changes:
        plan |= {one.sequence: Stand(one.now_on, one.reason) for one in ordered(differences)}
    return plan


def ordered(differences: Sequence[Difference]) -> list[Difference]:
    """A contact that went and one of its number that came: the plan has the latter."""
    return sorted(differences, key=lambda one: one.now_on is not None)


def compared(before: dict[int, Stand], after: dict[int, Stand]) -> tuple[Difference, ...]:
    """What became of each contact from one version to another, and why."""
    nowhere = Stand(None, "")
    found = []
    for number in sorted({*before, *after}):
        was, now = before.get(number, nowhere), after.get(number, nowhere)
        if was.on is None and now.on is None:
            continue
        move = Move.UNCHANGED
        if was.on != now.on:
            move = Move.GONE if now.on is None else Move.ADDED if was.on is None else Move.MOVED
        found.append(Difference(move, number, was.on, now.on, "" if move is Move.UNCHANGED else now.because))
    return tuple(found)
