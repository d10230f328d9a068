"""Whole numbers: rounded half up, and read from texts that anybody may have typed."""

from fractions import Fraction

import pytest

from scaleup.core.numbers import half_up, percent, whole


@pytest.mark.parametrize(
    ("exact", "nearest"),
    [(Fraction(5, 2), 3), (Fraction(7, 2), 4), (Fraction(249, 100), 2), (Fraction(-1, 2), 0), (Fraction(4), 4)],
)
def test_of_two_nearest_numbers_the_higher_is_taken(exact, nearest):
    assert half_up(exact) == nearest


@pytest.mark.parametrize(
    ("got", "of", "share"), [(0, 8, 0), (1, 8, 13), (3, 8, 38), (7, 8, 88), (8, 8, 100), (9, 8, 113), (1, 3, 33)]
)
def test_a_share_is_in_whole_per_cent_half_up(got, of, share):
    assert percent(got, of) == share


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("0", 0), ("999999999", 999_999_999), ("9999999999", None), ("-1", None), ("²", None)],
)
def test_a_number_of_more_figures_or_other_signs_is_none(text, number):
    assert whole(text) == number
