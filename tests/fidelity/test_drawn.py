"""Results drawn over time: no score lies on a mark or on another score, and the latest is always there."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaleup.core.marks import Words
from scaleup.fidelity.rules import Method, result, trend, trends
from scaleup.fidelity.rules.drawn import FOOT, LEFT, RIGHT
from tests.factories.programmes import shipped

FIDELITY = shipped().fidelity
TODAY = date(2026, 11, 23)
MARLBURY = (
    (date(2024, 10, 22), 98), (date(2025, 1, 21), 96), (date(2025, 5, 20), 93), (date(2025, 7, 1), 85),
    (date(2025, 9, 16), 96), (date(2026, 1, 20), 91), (date(2026, 2, 10), 98), (date(2026, 5, 26), 97),
    (date(2026, 7, 7), 96), (date(2026, 9, 15), 100),
)  # fmt: skip
ROWS = st.lists(
    st.tuples(st.integers(0, 900).map(lambda ago: TODAY - timedelta(days=ago)), st.integers(0, 100)),
    min_size=1,
    max_size=20,
    unique_by=lambda one: one[0],
)


def scores(row: tuple[tuple[date, int], ...] | list[tuple[date, int]]) -> list[Words]:
    """The scores that are written in the drawing of these results."""
    results = [
        result(on_day, method=Method.OBSERVATION, percent=Fraction(percent), fidelity=FIDELITY)
        for on_day, percent in row
    ]
    drawing = trend(trends(results)[Method.OBSERVATION], FIDELITY, today=TODAY)
    return [one for one in drawing.shapes if isinstance(one, Words) and one.text.endswith("%")]


@given(ROWS)
def test_no_score_lies_on_another_nor_outside_the_bands(row):  # type: ignore[no-untyped-def]  # hypothesis
    found = scores(row)
    for one, other in combinations(found, 2):
        assert one.right < other.left or other.right < one.left or abs(one.y - other.y) >= 13
    assert all(one.left >= LEFT and one.right <= RIGHT and one.y < FOOT for one in found)


def test_the_latest_the_lowest_and_the_first_of_many_are_told() -> None:
    texts = [one.text for one in scores(MARLBURY)]
    assert texts[:3] == ["100%", "85%", "98%"]
    assert len(texts) >= 7


@pytest.mark.parametrize("percent", [0, 40, 60, 100])
def test_a_single_result_is_told_wherever_it_lies(percent: int) -> None:
    assert [one.text for one in scores(((date(2026, 9, 15), percent),))] == [f"{percent}%"]
