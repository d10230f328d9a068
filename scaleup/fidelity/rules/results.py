"""Results by day and kind of evidence, and how they run over time. Pure.

Kinds of evidence are never mixed into one mean (decisions.md, domain.md 4.3).
"""

from collections.abc import Iterable, Mapping
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
