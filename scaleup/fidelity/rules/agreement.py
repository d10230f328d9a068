"""How far two raters of the same sessions agree: per cent, and Cohen's weighted kappa, each with its n. Pure.

Source: J. Cohen, Weighted kappa, Psychological Bulletin 70 (1968) 213-220: 1 less the weighted disagreement that was
found over the one to be expected of two raters with the same marginals by chance.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

WHOLE = 100


class Weights(IntEnum):
    """How the distance of two marks weighs: to this power."""

    LINEAR = 1
    QUADRATIC = 2


@dataclass(frozen=True)
class Agreement:
    """How far two raters agree over n pairs of marks."""

    n: int
    percent: Fraction
    """Of the pairs, those with the same mark twice."""
    kappa: Fraction | None
    """From -1 to 1; None where chance alone would agree always: both gave one and the same mark throughout."""


def agreement(pairs: Sequence[tuple[int, int]], *, weights: Weights) -> Agreement | None:
    """How far the first and the second rater agree, over the items that both marked; None where there are none.

    Marks are numbers of one scale; what one step weighs does not depend on how many steps the scale has.
    """
    if not pairs:
        return None
    same = sum(first == second for first, second in pairs)
    return Agreement(len(pairs), Fraction(WHOLE * same, len(pairs)), kappa(pairs, weights))


def kappa(pairs: Sequence[tuple[int, int]], weights: Weights) -> Fraction | None:
    """Cohen's weighted kappa of at least one pair."""
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    found = Fraction(sum(abs(first - second) ** weights for first, second in pairs), len(pairs))
    by_chance = Fraction(
        sum(
            abs(first - second) ** weights * times * others
            for first, times in firsts.items()
            for second, others in seconds.items()
        ),
        len(pairs) ** 2,
    )
    return 1 - found / by_chance if by_chance else None
