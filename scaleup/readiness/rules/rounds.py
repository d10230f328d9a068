"""A later round starts from the one before it; what changed between two is told item by item."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from scaleup.programmes.rules import Factor, Readiness, ReadinessItem
from scaleup.readiness.rules.scores import FACTORS, Score


def carried(before: Readiness, after: Readiness) -> tuple[str, ...]:
    """The items whose answers go on into a round under the later template: those that still say the same there.

    An item that was put in other words, or whose scale was, begins unanswered: an answer keeps the meaning that it
    was given in.
    """
    if before.scale != after.scale:
        return ()
    told = {item.code: (item.words, item.factor) for item in before.items}
    return tuple(item.code for item in after.items if told.get(item.code) == (item.words, item.factor))


class Turn(StrEnum):
    """How an item went from one round to the next."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    NEW = "new"
    """It was not asked, or not in these words, or not answered before."""


@dataclass(frozen=True)
class ItemChange:
    """An item of the later round beside what it was in the one before."""

    item: ReadinessItem
    before: int | None
    after: int | None

    @property
    def turn(self) -> Turn:
        """How it went."""
        if self.before is None or self.after is None:
            return Turn.NEW
        if self.before == self.after:
            return Turn.SAME
        return Turn.UP if self.after > self.before else Turn.DOWN


@dataclass(frozen=True)
class FactorChange:
    """The mean of a factor in both rounds, in words."""

    factor: Factor
    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Side:
    """One round of two: its template, its ratings and its profile."""

    template: Readiness
    answers: Mapping[str, int | None]
    score: Score


def changes(before: Side, after: Side) -> list[ItemChange]:
    """Every item of the later round; what is not in the same words in both is not compared."""
    same = set(carried(before.template, after.template))
    return [
        ItemChange(item, before.answers.get(item.code) if item.code in same else None, after.answers.get(item.code))
        for item in after.template.items
    ]


def factor_changes(before: Side, after: Side) -> list[FactorChange]:
    """Each factor's mean in both rounds, in the order in which they are asked."""
    earlier = {one.factor: one for one in before.score.factors}
    later = {one.factor: one for one in after.score.factors}
    return [
        FactorChange(
            factor,
            later[factor].name,
            earlier[factor].shown,
            later[factor].shown,
        )
        for factor in FACTORS
    ]
