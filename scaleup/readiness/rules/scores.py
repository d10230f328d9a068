"""What the answers come to: a profile of factors, never one sum, and every gate by itself (domain.md 2.5)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

from scaleup.programmes.rules import Factor, Gate, Readiness, ReadinessItem

FACTORS = (Factor.NEED, Factor.FIT, Factor.CAPACITY, Factor.SUPPORTS)
"""The factors that an area rates, in the order in which they are asked."""
FACTOR_WORDS = {
    Factor.NEED: "Need",
    Factor.FIT: "Fit",
    Factor.CAPACITY: "Capacity",
    Factor.SUPPORTS: "Supports",
    Factor.EVIDENCE: "Evidence",
    Factor.USABILITY: "Usability",
}
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Rated:
    """An item with the rating that it has, if it has one."""

    item: ReadinessItem
    rating: int | None
    passes: bool
    """Whether it is rated, and not below the pass mark."""

    @property
    def is_gate(self) -> bool:
        """Whether it is more than a part of a mean."""
        return self.item.gate is not Gate.NONE


@dataclass(frozen=True)
class FactorScore:
    """One factor: its items and the mean of those that are rated; none without any."""

    factor: Factor
    items: tuple[Rated, ...]
    mean: Fraction | None
    passes: bool
    """Whether its mean is not below the pass mark; a factor without a mean has nothing to fail by."""

    shown: str
    """The mean to one decimal, half up; one below the pass mark never reads as having reached it."""

    @property
    def name(self) -> str:
        """What it is called."""
        return FACTOR_WORDS[self.factor]

    @property
    def lowest(self) -> list[str]:
        """The codes of its items below the mark, the lowest rating first."""
        low = [(one.rating, one.item.code) for one in self.items if one.rating is not None and not one.passes]
        return [code for _, code in sorted(low, key=lambda pair: pair[0])]


@dataclass(frozen=True)
class Score:
    """The profile of one set of answers."""

    factors: tuple[FactorScore, ...]
    """The weakest first; those without a mean last."""
    gates: tuple[Rated, ...]
    """Every gate by itself, in the template's order."""
    unanswered: tuple[ReadinessItem, ...]

    @property
    def rated(self) -> Iterator[Rated]:
        """Every item, by factor."""
        return (one for factor in self.factors for one in factor.items)


def score(answers: Mapping[str, int | None], template: Readiness) -> Score:
    """The profile of these ratings by item code. Raises ValueError for a rating that is no mark of the scale.

    Means are compared unrounded. Codes that the template does not have count for nothing.
    """
    marks = {mark.mark for mark in template.scale}
    every = [rated(item, answers.get(item.code), marks=marks, pass_mark=template.pass_mark) for item in template.items]
    factors = [factor_score(factor, every, template.pass_mark) for factor in FACTORS]
    return Score(
        factors=tuple(sorted(factors, key=lambda one: (one.mean is None, one.mean or 0))),
        gates=tuple(one for one in every if one.is_gate),
        unanswered=tuple(one.item for one in every if one.rating is None),
    )


def rated(item: ReadinessItem, rating: int | None, *, marks: set[int], pass_mark: int) -> Rated:
    """The item beside its rating."""
    if rating is not None and rating not in marks:
        raise ValueError(f"{item.code}: {rating} is no mark of the scale")
    return Rated(item, rating, rating is not None and rating >= pass_mark)


def factor_score(factor: Factor, every: list[Rated], pass_mark: int) -> FactorScore:
    """The factor's items of these, and their mean."""
    items = tuple(one for one in every if one.item.factor is factor)
    ratings = [one.rating for one in items if one.rating is not None]
    mean = Fraction(sum(ratings), len(ratings)) if ratings else None
    passes = mean is None or mean >= pass_mark
    return FactorScore(factor, items, mean, passes, "" if mean is None else one_decimal(mean, pass_mark))


def one_decimal(mean: Fraction, pass_mark: int) -> str:
    """The mean to one decimal, half up, unless that would carry it over the pass mark."""
    exact = Decimal(mean.numerator) / Decimal(mean.denominator)
    carried = exact < pass_mark <= exact.quantize(TENTH, ROUND_HALF_UP)
    return str(exact.quantize(TENTH, ROUND_FLOOR if carried else ROUND_HALF_UP))
