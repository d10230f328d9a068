"""What stays of scores when the scores themselves are let go: how many, their mean and their deviation. Pure."""

from collections.abc import Sequence
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


def together(one: Summary, other: Summary) -> Summary:
    """Both as one: exactly what the scores of both would give."""
    n = one.n + other.n
    mean = (one.n * one.mean + other.n * other.mean) / n
    if any(each.n > 1 and each.sd is None for each in (one, other)):
        return Summary(n, mean, None)
    squares = sum((each.n - 1) * (each.sd or 0.0) ** 2 + each.n * (each.mean - mean) ** 2 for each in (one, other))
    return Summary(n, mean, sqrt(squares / (n - 1)))
