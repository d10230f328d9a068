"""Results by day and kind of evidence: what asks for denser support, and how they run over time. Pure.

Kinds of evidence are never mixed into one mean (decisions.md, domain.md 4.3).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from scaleup.delivery.rules import Group
from scaleup.fidelity.rules.colours import Colour, colour
from scaleup.fidelity.rules.scores import group_scores
from scaleup.programmes.rules import Fidelity, Method, Programme


@dataclass(frozen=True)
class Result:
    """A score in per cent and its colour; its day and colour are what the ladder of support takes as a check."""

    on_day: date
    method: Method
    percent: Fraction
    colour: Colour


def result(on_day: date, *, method: Method, percent: float | Fraction, fidelity: Fidelity) -> Result:
    """The result of a check, by the thresholds of the programme's version."""
    found = colour(percent, green_from=fidelity.green_at_least, amber_from=fidelity.amber_at_least)
    return Result(on_day, method, Fraction(percent), found)


def group_result(group: Group, programme: Programme, *, today: date) -> Result | None:
    """What a group came to by its own records, on the day of its last session; None while it goes on or lacks data.

    It is the worst of the parts that count, as the colour is.
    """
    if not group.is_over(today):
        return None
    found = group_scores(group, programme, today=today)
    if found.colour is None:
        return None
    return Result(
        max(one.due_on for one in group.sessions),
        Method.SELF_REPORT,
        found.parts[found.worst[0]].percent,
        found.colour,
    )


@dataclass(frozen=True)
class Alarm:
    """That results ask for denser support: a red one, or so many amber ones since the last green."""

    colour: Colour
    days: tuple[date, ...]
    """Of the results that say so."""


def alarm(results: Sequence[Result], *, ambers_to_alert: int) -> Alarm | None:
    """Whether the results, in the order of their days, ask for denser support: the last is red, or ambers add up.

    The ladder of support asks the same of its checks; a test holds the two together.
    """
    since_green: list[Result] = []
    for one in reversed(results):
        if one.colour is Colour.GREEN:
            break
        since_green.insert(0, one)
    if not since_green:
        return None
    if since_green[-1].colour is Colour.RED:
        return Alarm(Colour.RED, (since_green[-1].on_day,))
    ambers = tuple(one.on_day for one in since_green if one.colour is Colour.AMBER)
    return Alarm(Colour.AMBER, ambers) if len(ambers) >= ambers_to_alert else None


@dataclass(frozen=True)
class Point:
    """A result in its row."""

    result: Result
    change: Fraction | None
    """In points of a per cent since the one before; None for the first."""


def trends(results: Iterable[Result]) -> Mapping[Method, tuple[Point, ...]]:
    """Each kind of evidence in a row of its own, by day; a kind without results is left out."""
    found: dict[Method, tuple[Point, ...]] = {}
    ordered = sorted(results, key=lambda one: one.on_day)
    for method in Method:
        row = [one for one in ordered if one.method is method]
        before = [None, *row]
        if row:
            found[method] = tuple(
                Point(one, one.percent - last.percent if last else None) for one, last in zip(row, before, strict=False)
            )
    return found


def means(results: Iterable[Result]) -> Mapping[Method, tuple[Fraction, int]]:
    """The mean of each kind of evidence, with its n."""
    return {
        method: (sum((one.result.percent for one in row), Fraction(0)) / len(row), len(row))
        for method, row in trends(results).items()
    }
