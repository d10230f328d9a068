"""The colour that thresholds give, and how a score is written. Pure.

Scores are compared unrounded and written half-up (decisions.md, Fidelity and evaluation).
"""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from math import floor

from scaleup.core.numbers import half_up

HALF = Fraction(1, 2)


class Colour(StrEnum):
    """A convention, not a law (domain.md 4.1)."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


def colour(percent: float | Fraction, *, green_from: float, amber_from: float) -> Colour:
    """The colour of an unrounded score, by the programme's thresholds."""
    if percent >= green_from:
        return Colour.GREEN
    return Colour.AMBER if percent >= amber_from else Colour.RED


BEST_FIRST = (Colour.GREEN, Colour.AMBER, Colour.RED)


def worst_of(colours: Iterable[Colour]) -> Colour:
    """The worst of at least one colour."""
    return max(colours, key=BEST_FIRST.index)


def worse(one: Colour, other: Colour) -> bool:
    """Whether the first is worse than the second."""
    return BEST_FIRST.index(one) > BEST_FIRST.index(other)


def written(percent: float | Fraction, *, green_from: float, amber_from: float) -> str:
    """A score as it is shown: half-up, but with one decimal where it lies less than one below a threshold.

    There it is never written as the threshold: 79.97 is amber and reads 79.9, not 80.
    """
    exact = Fraction(percent)
    for threshold in (Fraction(green_from), Fraction(amber_from)):
        if threshold - 1 < exact < threshold:
            tenths = min(half_up(exact * 10), floor(threshold * 10 - HALF))
            return f"{tenths // 10}.{tenths % 10}"
    return str(half_up(exact))
