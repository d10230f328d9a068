"""How figures are written, where they stand in a drawing, and which sentence comes first."""

import pytest

from scaleup.evaluation.rules.interval import axis, panel
from scaleup.evaluation.rules.results import EVERYWHERE, Change, Estimate
from scaleup.evaluation.rules.telling import Mean, Standing, Told, answer, figure, signed, span
from tests.evaluation.attack import ANXIETY, DEFINITION


def told(change: Change | None) -> Told:
    means = (
        Mean("T1", Standing.TOLD, Estimate(12, 9.0, 2.0, 7.5, 10.5)),
        Mean("T2", Standing.NOT_YET),
        Mean("T4", Standing.HELD),
    )
    return Told(ANXIETY, DEFINITION, EVERYWHERE, means, change, Standing.TOLD if change else Standing.HELD, None)


def changed(mean: float, low: float, high: float) -> Change:
    return Change(12, mean, 1.0, low, high, None, None, None, None)


@pytest.mark.parametrize(
    ("value", "words"), [(-1.4, "−1.4"), (0.04, "0.0"), (-0.04, "0.0"), (0.25, "0.3"), (12.0, "12.0")]
)
def test_a_figure_has_one_decimal_half_up_and_no_minus_before_nought(value: float, words: str) -> None:
    assert figure(value) == words


def test_a_rise_has_a_plus_and_nought_has_none() -> None:
    assert [signed(0.8), signed(0.0), signed(-0.5)] == ["+0.8", "0.0", "−0.5"]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(-2.1, -0.5, "0.5 to 2.1 lower"), (0.5, 2.1, "0.5 to 2.1 higher"), (-1.2, 0.2, "1.2 lower to 0.2 higher")],
)
def test_an_interval_is_said_in_words(low: float, high: float, words: str) -> None:
    assert span(changed(0.0, low, high)) == words


def test_the_first_sentence_says_the_same_where_nothing_moved() -> None:
    assert answer([told(changed(0.0, -0.5, 0.5))]).said == (
        "Mothers’ anxiety was the same at the end of the course as before it"
    )


def test_without_a_change_that_may_be_told_the_first_sentence_says_so() -> None:
    assert answer([told(None)]).said == "No change can be told yet."


def test_a_mean_that_is_held_back_is_a_dashed_box_and_one_to_come_is_words_alone() -> None:
    one = told(None)
    drawing = panel(one, axis([one]))
    assert str(drawing.__html__()).count('class="gone"') == 1
    assert [line for line in drawing.__html__().splitlines() if ">yet<" in line]


def test_the_axis_holds_every_interval_in_at_most_five_lines() -> None:
    least, most, step = axis([told(None)])
    assert (least, most, step) == (7, 11, 1)
