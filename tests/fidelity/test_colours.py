"""How a score is written: half-up, and never as a threshold that it does not reach."""

from fractions import Fraction

import pytest

from scaleup.fidelity.rules import Colour, colour, worst_of, written


@pytest.mark.parametrize(
    ("percent", "reads"),
    [
        (Fraction(100), "100"),
        (84.5, "85"),
        (84.49, "84"),
        (80, "80"),
        (Fraction(79999, 1000), "79.9"),
        (Fraction(7995, 100), "79.9"),
        (Fraction(7975, 100), "79.8"),
        (Fraction(79), "79"),
        (Fraction(7894, 100), "79"),
        (Fraction(60), "60"),
        (Fraction(5996, 100), "59.9"),
        (Fraction(5950, 100), "59.5"),
        (Fraction(12), "12"),
        (0, "0"),
    ],
)
def test_a_score_is_written_half_up_with_a_decimal_just_below_a_threshold(percent, reads: str) -> None:
    assert written(percent, green_from=80, amber_from=60) == reads


def test_the_thresholds_are_the_programmes_own() -> None:
    assert written(Fraction(1799, 20), green_from=90, amber_from=70) == "89.9"
    assert written(Fraction(1599, 20), green_from=90, amber_from=70) == "80"


@pytest.mark.parametrize("percent", [Fraction(80), Fraction(80, 1) - Fraction(1, 10**20), Fraction(60)])
def test_a_fraction_is_compared_exactly(percent: Fraction) -> None:
    assert (colour(percent, green_from=80, amber_from=60) is Colour.GREEN) is (percent == 80)


def test_the_worst_of_several_colours() -> None:
    assert worst_of([Colour.GREEN, Colour.GREEN]) is Colour.GREEN
    assert worst_of([Colour.GREEN, Colour.RED, Colour.AMBER]) is Colour.RED
    assert worst_of([Colour.AMBER, Colour.GREEN]) is Colour.AMBER
