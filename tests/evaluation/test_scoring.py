"""Answers become scores as the definitions of version 13 have it (domain.md 5.1, Test values)."""

import pytest

from scaleup.core.errors import Refusal
from scaleup.evaluation.rules import (
    Scored,
    alarming,
    answers_of,
    number,
    refusals_of_answers,
    refusals_of_mean,
    refusals_of_total,
    scored,
)
from scaleup.programmes.rules import Measure, Scale
from tests.factories.programmes import shipped

MEASURES = {one.code: one for one in shipped().measures}
RQI, RSES, RSES_B, PAI, MORS, HADS = (MEASURES[code] for code in ("rqi", "rses", "rses_b", "pai", "mors", "hads"))


def values(measure: Measure, answers: list[int | None]) -> dict[str, int]:
    """Each score that these answers give."""
    return {each.scale: each.value for each in scored(measure, answers)}


def scale_of(measure: Measure, code: str) -> Scale:
    """One score's definition."""
    found = measure.scale(code)
    assert found is not None
    return found


def messages(found) -> list[str]:
    """What was refused, in words."""
    return [each.message for each in found]


def test_the_first_printed_answers_of_hads_are_anxiety_15_and_depression_9_of_42():
    assert values(HADS, [0] * 14) == {"anxiety": 15, "depression": 9}


def test_the_last_printed_answers_of_hads_are_the_rest_of_21_each():
    assert values(HADS, [3] * 14) == {"anxiety": 6, "depression": 12}


@pytest.mark.parametrize("measure", [RSES, RSES_B])
@pytest.mark.parametrize("answer", [0, 3])
def test_agreeing_or_disagreeing_with_all_of_rosenberg_is_15_in_either_printed_order(measure, answer):
    assert values(measure, [answer] * 10) == {"total": 15}


def test_the_two_printed_orders_of_rosenberg_score_the_same_answers_otherwise():
    answers: list[int | None] = [3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    assert values(RSES, [3, 0, 3, 3, 0, 0, 3, 0, 0, 3]) == {"total": 30}
    assert values(RSES_B, [3, 3, 0, 3, 0, 3, 3, 0, 0, 0]) == {"total": 30}
    assert values(RSES, answers) == values(RSES_B, answers) == {"total": 18}


def test_the_relationship_index_runs_from_6_to_45():
    assert values(RQI, [1] * 6) == {"total": 6}
    assert values(RQI, [7, 7, 7, 7, 7, 10]) == {"total": 45}


def test_all_fives_of_mors_are_warmth_35_and_invasion_35():
    assert values(MORS, [5] * 14) == {"warmth": 35, "invasion": 35}


def test_attachment_runs_from_21_to_84():
    assert values(PAI, [1] * 21) == {"total": 21}
    assert values(PAI, [4] * 21) == {"total": 84}


def test_one_missing_answer_of_seven_is_the_mean_of_the_others_and_the_score_says_so():
    answers: list[int | None] = [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 4, 5, None, 5]
    assert scored(MORS, answers) == (Scored("warmth", 34, imputed=True), Scored("invasion", 35))


def test_two_missing_answers_of_seven_give_no_score():
    answers: list[int | None] = [None, 0, None, *[0] * 11]
    assert values(HADS, answers) == {"depression": 9}
    assert messages(refusals_of_answers(HADS, answers)) == [
        "Anxiety: 2 of 7 answers are missing, and with more than 1 it has no score. "
        "Leave this form out and count it as not returned."
    ]


def test_two_missing_answers_of_ten_are_filled_in_and_three_are_not():
    assert scored(RSES, [3, 0, 3, 3, 0, 0, 3, 0, None, None]) == (Scored("total", 30, imputed=True),)
    assert scored(RSES, [3, 0, 3, 3, 0, 0, 3, None, None, None]) == ()


def test_a_missing_answer_of_another_range_is_filled_in_within_its_own():
    assert scored(RQI, [7, 7, 7, 7, 7, None]) == (Scored("total", 45, imputed=True),)
    assert scored(RQI, [1, 1, 1, 1, 1, None]) == (Scored("total", 6, imputed=True),)


def test_an_answer_out_of_its_items_range_is_named():
    assert messages(refusals_of_answers(RQI, [7, 7, 7, 7, 8, 10])) == [
        "Relationship quality (RQI), item 5: 8 is not from 1 to 7"
    ]
    assert messages(refusals_of_answers(RQI, [7, 7, 7, 7, 7])) == [
        "Relationship quality (RQI) has 6 items; there are 5 answers. Write - for a missing one."
    ]


def test_a_total_out_of_range_is_refused_with_its_range():
    assert messages(refusals_of_total(scale_of(HADS, "anxiety"), 22)) == ["Anxiety: 22 is out of range. Enter 0 to 21."]
    assert messages(refusals_of_total(scale_of(HADS, "anxiety"), 21)) == []
    assert messages(refusals_of_total(scale_of(RQI, "total"), 5)) == [
        "Relationship quality: 5 is out of range. Enter 6 to 45."
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12", 12),
        (" 7 ", 7),
        ("-3", -3),
        ("12.5", "Anxiety: 12.5 is a fraction. Scores are whole numbers."),
        ("12,5", "Anxiety: 12,5 is a fraction. Scores are whole numbers."),
        ("eight", "Anxiety: “eight” is not a number. Write it in figures, such as 12."),
        ("=1+1", "Anxiety: “=1+1” is not a number. Write it in figures, such as 12."),
        ("٣", "Anxiety: “٣” is not a number. Write it in figures, such as 12."),
        ("9999999", "Anxiety: “9999999” is not a number. Write it in figures, such as 12."),
    ],
)
def test_a_score_is_a_whole_number_in_figures(typed, read):
    found = number(typed, what="Anxiety")
    assert (found.message if isinstance(found, Refusal) else found) == read


def test_answers_may_be_typed_apart_or_run_together():
    assert answers_of("0 1 2 3, 0;1 2 3 0 1 2 3 - x", HADS) == (0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, None, None)
    assert answers_of("01230123012301", HADS) == (0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1)
    assert answers_of("7 7 7 7 7 10", RQI) == (7, 7, 7, 7, 7, 10)
    found = answers_of("1 2 b", HADS)
    assert isinstance(found, Refusal)
    assert found.message.startswith("Anxiety and depression (HADS), item 3: “b” is not a number")


def test_from_11_on_anxiety_and_depression_ask_for_somebody_to_act():
    assert [scale.code for scale in alarming(HADS, (Scored("anxiety", 11), Scored("depression", 10)))] == ["anxiety"]
    assert alarming(HADS, (Scored("anxiety", 10), Scored("depression", 10))) == ()
    assert alarming(RQI, (Scored("total", 6),)) == ()


def test_a_mean_and_its_deviation_must_be_possible():
    anxiety = scale_of(HADS, "anxiety")
    assert messages(refusals_of_mean(anxiety, n=10, mean=9.9, sd=2.6013)) == []
    assert messages(refusals_of_mean(anxiety, n=2, mean=10.5, sd=14.85)) == []
    assert messages(refusals_of_mean(anxiety, n=10, mean=21.5, sd=2.6)) == [
        "Anxiety: a mean of 21.5 is out of range. Enter 0 to 21."
    ]
    assert messages(refusals_of_mean(anxiety, n=10, mean=1, sd=9)) == [
        "Anxiety: a standard deviation of 9 cannot be with 10 forms and a mean of 1. It is 4.71 at the most."
    ]
    assert messages(refusals_of_mean(anxiety, n=1, mean=1, sd=0)) == [
        "Anxiety: one form has no standard deviation. Leave it empty."
    ]
