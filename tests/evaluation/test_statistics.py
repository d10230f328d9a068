"""Means, change and effects are those of the check vector, and of an independent computation over 1,000 data sets."""

from math import exp, isclose, lgamma, pi, sqrt
from random import Random
from statistics import fmean, stdev

import numpy as np
import pytest

from scaleup.evaluation.adapters import statistics
from scaleup.evaluation.rules.results import Answered, Cell, Loss, Sent, losses, paired, reliable
from scaleup.programmes.rules import Better

BEFORE = [12, 9, 11, 7, 14, 8, 10, 13, 6, 9]
AFTER = [9, 8, 10, 7, 11, 6, 9, 12, 7, 6]
SETS = 1_000


def test_the_check_vector_of_the_domain_to_four_decimals() -> None:
    before, after = statistics.estimate(BEFORE), statistics.estimate(AFTER)
    found = statistics.change(BEFORE, AFTER)
    assert found is not None and found.d_z is not None and found.d_av is not None
    assert (before.mean, after.mean) == (9.9, 8.5)
    assert (round(before.sd or 0, 4), round(after.sd or 0, 4)) == (2.6013, 2.0683)
    assert round(found.mean, 4) == -1.4
    assert round(found.sd, 4) == 1.3499
    assert (round(found.low, 4), round(found.high, 4)) == (-2.3657, -0.4343)
    assert (round(found.t or 0, 4), round(found.p or 0, 5)) == (-3.2796, 0.00953)
    assert (round(found.d_z.value, 4), round(found.d_av.value, 4)) == (-1.0371, -0.5996)


def test_nobody_of_the_check_vector_changed_reliably_though_the_mean_did() -> None:
    limit = statistics.reliable_limit(statistics.estimate(BEFORE).sd or 0, 0.80)
    found = reliable(BEFORE, AFTER, limit=limit, better=Better.LOWER)
    assert round(limit, 3) == 3.225
    assert (found.better, found.same, found.worse) == (0, 10, 0)


def student(t: float, df: int) -> float:
    """How probable a smaller Student's t is: Simpson's rule over the density of the books."""
    grid = np.linspace(0, abs(t), 2_001)
    density = (1 + grid**2 / df) ** (-(df + 1) / 2)
    weights = np.ones(grid.size)
    weights[1:-1:2], weights[2:-1:2] = 4, 2
    area = float((weights * density).sum() * abs(t) / 2_000 / 3)
    constant = sqrt(df * pi) * exp(lgamma(df / 2) - lgamma((df + 1) / 2))
    return 0.5 + (area / constant if t >= 0 else -area / constant)


def test_1000_random_data_sets_with_missing_values_give_what_the_text_books_formulas_give() -> None:
    chance = Random(11)
    for _ in range(SETS):
        people = drawn(chance)
        before, after = paired(people, ("T1", "T4"))
        both = [(one.values["T1"], one.values["T4"]) for one in people if {"T1", "T4"} <= set(one.values)]
        assert list(zip(before, after, strict=True)) == both
        assert losses(people, ("T1", "T4")) == Loss(
            sum("T1" in one.values for one in people), sum("T4" in one.values for one in people), len(both)
        )
        found = statistics.change(before, after)
        if found is None or found.sd == 0:
            continue
        differences = [late - early for early, late in both]
        n, mean, sd = len(both), fmean(differences), stdev(differences)
        assert close(found.mean, mean) and close(found.sd, sd)
        assert found.t is not None and close(found.t, mean / (sd / sqrt(n)))
        reach = (found.high - found.low) / 2
        assert close((found.high + found.low) / 2, mean, within=1e-9)
        assert abs(student(reach / (sd / sqrt(n)), n - 1) - 0.975) < 1e-6
        assert found.p is not None and abs(found.p - 2 * (1 - student(abs(found.t), n - 1))) < 1e-6
        assert found.d_z is not None and close(found.d_z.value, mean / sd)
        middle = (stdev(before) + stdev(after)) / 2
        assert found.d_av is not None and close(found.d_av.value, mean / middle)


def drawn(chance: Random) -> list[Answered]:
    """Some people, some of whom did not answer."""
    least, most = chance.choice([(0, 21), (6, 45), (21, 84)])
    here = chance.random()
    return [
        Answered(
            Cell(1, 2025), {t: float(chance.randint(least, most)) for t in ("T1", "T4") if chance.random() < 0.3 + here}
        )
        for _ in range(chance.randint(2, 60))
    ]


def close(one: float, other: float, *, within: float = 1e-12) -> bool:
    return isclose(one, other, rel_tol=1e-9, abs_tol=within)


def test_groups_sent_as_means_are_together_what_their_people_are() -> None:
    chance = Random(3)
    for _ in range(50):
        groups = [[float(chance.randint(0, 21)) for _ in range(chance.randint(1, 9))] for _ in range(4)]
        sent = [Sent(Cell(1, 2025), "T1", len(one), fmean(one), stdev(one) if len(one) > 1 else None) for one in groups]
        every = statistics.estimate([value for one in groups for value in one])
        found = statistics.pooled(sent)
        assert found.n == every.n and close(found.mean, every.mean)
        assert close(found.sd or 0, every.sd or 0, within=1e-9)
        assert close(found.low or 0, every.low or 0, within=1e-9)


def test_a_group_that_sent_no_spread_gives_a_mean_without_an_interval() -> None:
    found = statistics.pooled([Sent(Cell(1, 2025), "T1", 6, 8.0, 2.0), Sent(Cell(1, 2025), "T1", 6, 10.0, None)])
    assert (found.n, found.mean, found.sd, found.low) == (12, 9.0, None, None)


def test_everybody_changed_by_the_same_has_no_t() -> None:
    found = statistics.change([5, 6, 7], [4, 5, 6])
    assert found is not None
    assert (found.mean, found.sd, found.t, found.d_z) == (-1.0, 0.0, None, None)


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_people_have_no_change(count: int) -> None:
    assert statistics.change([5.0] * count, [4.0] * count) is None


@pytest.mark.parametrize(("t", "n"), [(3.2796, 10), (-1.0, 25), (12.0, 60)])
def test_the_interval_of_d_z_is_where_so_great_a_t_is_one_of_forty(t: float, n: int) -> None:
    from scipy.stats import nct  # noqa: PLC0415 - slow to load; one test needs it

    found = statistics.effect(t, n)
    assert abs(nct.cdf(t, n - 1, found.low * sqrt(n)) - 0.975) < 1e-5
    assert abs(nct.cdf(t, n - 1, found.high * sqrt(n)) - 0.025) < 1e-5


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_of_proportions_are_those_that_newcombe_1998_prints(
    count: int, n: int, low: float, high: float
) -> None:
    assert [round(end, 4) for end in statistics.wilson(count, n)] == [low, high]


def test_either_end_of_the_interval_is_a_share_from_which_the_one_found_is_as_far_as_chance_goes() -> None:
    chance = Random(60)
    for _ in range(SETS):
        n = chance.randint(10, 500)
        count = chance.randint(0, n)
        for end in statistics.wilson(count, n):
            away = (count / n - end) ** 2
            assert isclose(away, statistics.Z**2 * end * (1 - end) / n, abs_tol=1e-9)
