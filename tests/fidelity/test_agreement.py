"""Two raters' agreement against values that were worked out by hand; the sums stand beside them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaleup.fidelity.rules import Weights, agreement

MARKS = st.integers(1, 5)
RATED = st.lists(st.tuples(MARKS, MARKS), min_size=1, max_size=40)


def kappa(pairs: list[tuple[int, int]], weights: Weights = Weights.LINEAR) -> Fraction | None:
    """Their weighted kappa."""
    found = agreement(pairs, weights=weights)
    assert found is not None
    return found.kappa


def test_four_marks_of_which_one_is_a_step_apart() -> None:
    # the first rater gave 1, 2, 3, 3, the second 1, 2, 3, 2
    pairs = [(1, 1), (2, 2), (3, 3), (3, 2)]
    # linear: found 1/4; by chance (1*(2*1+1*2) + 1*(1*1+1*1) + 2*(1*2+2*1)) / 16 = 14/16; 1 - 4/14
    assert kappa(pairs) == Fraction(5, 7)
    # quadratic: found 1/4; by chance (1*(2*1+1*4) + 1*(1+1) + 2*(1*4+2*1)) / 16 = 20/16; 1 - 4/20
    assert kappa(pairs, Weights.QUADRATIC) == Fraction(4, 5)
    found = agreement(pairs, weights=Weights.LINEAR)
    assert found is not None
    assert (found.n, found.percent) == (4, 75)


@pytest.mark.parametrize("weights", Weights)
def test_with_two_marks_it_is_cohens_kappa_whatever_the_weights(weights: Weights) -> None:
    # 20 both yes, 15 both no, 5 and 10 apart: found 15/50, by chance 0.5 * 0.4 + 0.5 * 0.6 = 1/2; 1 - 0.3 / 0.5
    pairs = [(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15
    assert kappa(pairs, weights) == Fraction(2, 5)


def test_two_who_always_say_the_opposite_are_at_minus_one() -> None:
    assert kappa([(1, 5), (5, 1)]) == -1


def test_where_both_gave_one_mark_throughout_there_is_no_kappa_but_a_per_cent() -> None:
    found = agreement([(4, 4), (4, 4)], weights=Weights.LINEAR)
    assert found is not None
    assert (found.n, found.percent, found.kappa) == (2, 100, None)


def test_a_rater_who_gives_one_mark_throughout_agrees_no_more_than_chance() -> None:
    assert kappa([(3, 3), (3, 4), (3, 2)]) == 0


def test_nothing_rated_twice_is_no_agreement() -> None:
    assert agreement([], weights=Weights.QUADRATIC) is None


@given(RATED, st.sampled_from(Weights))
def test_kappa_lies_between_minus_one_and_one_and_is_the_same_with_the_raters_changed_about(pairs, weights):
    found = kappa(pairs, weights)
    assert found == kappa([(second, first) for first, second in pairs], weights)
    assert found is None or -1 <= found <= 1
    if found is not None and all(first == second for first, second in pairs):
        assert found == 1


@given(RATED, st.sampled_from(Weights), st.integers(1, 9), st.integers(-5, 5))
def test_kappa_does_not_hang_on_how_the_steps_of_a_scale_are_numbered(pairs, weights, step, start):
    assert kappa(pairs, weights) == kappa([(start + step * a, start + step * b) for a, b in pairs], weights)
