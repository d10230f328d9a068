"""Births within what can be, and random codes without signs that are taken for one another."""

import pytest

from scaleup.evaluation.rules import Birth, BirthMode, code_of, is_low, is_very_low, refusals_of_birth, written
from scaleup.evaluation.rules.birth_results import PROPORTIONS, Proportion
from scaleup.evaluation.rules.birth_telling import Line
from scaleup.evaluation.rules.telling import Standing


def refused(**changes) -> list[str]:
    """Why a birth of 3,400 g in week 39 is refused, if it is otherwise so."""
    said = {"month": "2026-09", "mode": BirthMode.SPONTANEOUS, "gestation_weeks": 39, "grams": (3400,)} | changes
    return [one.message for one in refusals_of_birth(Birth(**said), this_month="2026-11")]


@pytest.mark.parametrize(
    "changes",
    [{}, {"gestation_weeks": None}, {"gestation_weeks": 22, "grams": (300,)}, {"grams": (2400, 6500)}],
)
def test_what_can_be_is_taken(changes):
    assert refused(**changes) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"gestation_weeks": 21}, "21 weeks cannot be. Enter completed weeks of pregnancy, 22 to 44."),
        ({"gestation_weeks": 45}, "45 weeks cannot be. Enter completed weeks of pregnancy, 22 to 44."),
        ({"grams": (299,)}, "299 g cannot be. Enter the weight in grams, 300 to 6,500, such as 3400."),
        ({"grams": (6501,)}, "6,501 g cannot be. Enter the weight in grams, 300 to 6,500, such as 3400."),
        ({"grams": ()}, "Enter the weight of each baby, of 1 to 4"),
        ({"month": "2026-12"}, "2026-12 is still to come. Enter a birth once the baby is there."),
        ({"month": "2026-09-03"}, "Enter year and month of the birth, such as 2026-09; the day is not kept"),
        ({"month": "2026-13"}, "Enter year and month of the birth, such as 2026-09; the day is not kept"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(changes, sentence):
    assert refused(**changes) == [sentence]


def test_early_and_light_begin_below_37_weeks_2500_and_1500_grams():
    birth = Birth("2026-09", BirthMode.ASSISTED, 36, (2500,))
    assert birth.preterm is True
    assert Birth("2026-09", BirthMode.ASSISTED, 37, (2500,)).preterm is False
    assert Birth("2026-09", BirthMode.ASSISTED, None, (2500,)).preterm is None
    assert (is_low(2499), is_low(2500), is_very_low(1499), is_very_low(1500)) == (True, False, True, False)


def test_a_code_is_six_signs_that_are_not_taken_for_one_another():
    assert code_of([0, 1, 2, 3, 4, 5]) == "AB4D6F"
    assert written(" ab4-d6f ") == "AB4D6F"


def test_a_share_is_rounded_half_up_by_its_counts() -> None:
    """As a float 29 of 200 is a little under 14.5 per cent."""
    told = Proportion(29, 200, 0.1025, 0.2005)
    line = Line(PROPORTIONS[0], Standing.TOLD, told)
    assert line.words == "15% (10% to 20%)"
