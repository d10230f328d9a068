"""Means, paired change and effect sizes, with NumPy and the distributions of SciPy.

Both are loaded by the first figure of a process, since a worker that shows no results is not to hold them
(docs/decisions/0051-what-results-show.md says why scipy.special and not scipy.stats).
"""

from collections.abc import Sequence
from math import sqrt

from scaleup.evaluation.rules.kept import Summary, together
from scaleup.evaluation.rules.results import Change, Effect, Estimate, Sent

LEVEL = 0.975
"""Of either end of a 95 % interval."""
Z = 1.959963984540054
"""Normal quantile at that level."""


def estimate(values: Sequence[float]) -> Estimate:
    """The mean of some people with its interval by Student's t."""
    import numpy as np  # noqa: PLC0415 - loaded by the first figure

    n, mean = len(values), float(np.mean(values))
    if n == 1:
        return Estimate(1, mean)
    sd = float(np.std(values, ddof=1))
    return around(n, mean, sd)


def around(n: int, mean: float, sd: float) -> Estimate:
    """The interval about a mean."""
    from scipy.special import stdtrit  # noqa: PLC0415 - loaded by the first figure

    reach = float(stdtrit(n - 1, LEVEL)) * sd / sqrt(n)
    return Estimate(n, mean, sd, mean - reach, mean + reach)


def pooled(groups: Sequence[Sent]) -> Estimate:
    """The mean and spread of all people of some groups, from what each sent: the same as from the people themselves."""
    found = together([Summary(one.n, one.mean, one.sd) for one in groups])
    return Estimate(found.n, found.mean) if found.sd is None else around(found.n, found.mean, found.sd)


def change(before: Sequence[float], after: Sequence[float]) -> Change | None:
    """The paired change; None of fewer than two people."""
    import numpy as np  # noqa: PLC0415 - loaded by the first figure

    n = len(before)
    if n <= 1:
        return None
    changes = [late - early for early, late in zip(before, after, strict=True)]
    found = estimate(changes)
    assert found.sd is not None and found.low is not None and found.high is not None  # more than one person
    if found.sd == 0:
        return Change(n, found.mean, 0.0, found.low, found.high, None, None, None, None)
    t = found.mean / (found.sd / sqrt(n))
    d_z = effect(t, n)
    middle = float(np.std(before, ddof=1) + np.std(after, ddof=1)) / 2
    return Change(n, found.mean, found.sd, found.low, found.high, t, p_of(t, n), d_z, by_spread(d_z, found.sd, middle))


def p_of(t: float, n: int) -> float:
    """The two-sided probability of so great a t."""
    from scipy.special import stdtr  # noqa: PLC0415 - loaded by the first figure

    return float(2 * stdtr(n - 1, -abs(t)))


def effect(t: float, n: int) -> Effect:
    """d_z, its interval by the non-central t distribution (Cumming and Finch 2001)."""
    from scipy.special import nctdtrinc  # noqa: PLC0415 - loaded by the first figure

    # mirrored for a fall: the inverse is more exact on the positive side
    low, high = (float(nctdtrinc(n - 1, level, abs(t))) / sqrt(n) for level in (LEVEL, 1 - LEVEL))
    size = abs(t) / sqrt(n)
    return Effect(size, low, high) if t >= 0 else Effect(-size, -high, -low)


def by_spread(d_z: Effect, sd: float, middle: float) -> Effect | None:
    """d_av: d_z by another spread, the ratio of the two taken as known (as Algina and Keselman 2003 do)."""
    if not middle:
        return None
    ratio = sd / middle
    return Effect(d_z.value * ratio, d_z.low * ratio, d_z.high * ratio)


def reliable_limit(sd: float, reliability: float) -> float:
    """The least change that measuring error alone passes in one of twenty (Jacobson and Truax 1991)."""
    return Z * sqrt(2) * sd * sqrt(1 - reliability)


def wilson(count: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a proportion by the score method (Wilson 1927; Newcombe 1998, method 3)."""
    share, square = count / n, Z**2
    middle = (2 * n * share + square) / (2 * (n + square))
    reach = Z * sqrt(square + 4 * n * share * (1 - share)) / (2 * (n + square))
    return max(0.0, middle - reach), min(1.0, middle + reach)
