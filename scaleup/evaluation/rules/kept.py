"""Scores of a group as n, mean and deviation: what stays when the scores are let go, and several put together. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev


@dataclass(frozen=True)
class Summary:
    """Scores of a group as n, mean and standard deviation of the sample; None of one score, or where nobody gave it."""

    n: int
    mean: float
    sd: float | None


def summary(values: Sequence[float]) -> Summary:
    """These scores, of one person or more."""
    return Summary(len(values), fmean(values), stdev(values) if len(values) > 1 else None)


def together(groups: Collection[Summary]) -> Summary:
    """All as one: exactly what the scores of all would give; no deviation where a group of several sent none."""
    n = sum(one.n for one in groups)
    mean = sum(one.n * one.mean for one in groups) / n
    if n == 1 or any(one.n > 1 and one.sd is None for one in groups):
        return Summary(n, mean, None)
    squares = sum((one.n - 1) * (one.sd or 0.0) ** 2 + one.n * (one.mean - mean) ** 2 for one in groups)
    return Summary(n, mean, sqrt(squares / (n - 1)))
