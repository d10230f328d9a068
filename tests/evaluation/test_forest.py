"""Changes drawn about a line of no difference: where rows stand, which side is better, and what a reader hears."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaleup.core.marks import Circle, Drawing, Path, Words
from scaleup.evaluation.rules.forest import LEFT, RIGHT, Forest, Row, banded, drawn, effects, turned
from scaleup.evaluation.rules.results import EVERYWHERE, Change, Effect
from scaleup.evaluation.rules.telling import Banded, Standing, Told
from scaleup.programmes.rules import Better
from tests.evaluation.attack import ANXIETY, DEFINITION

SPREADS = st.lists(st.floats(-6, 6), min_size=3, max_size=3).map(sorted)


def row(low: float, value: float, high: float) -> Row:
    return Row("Anxiety, mothers", "words", low, value, high)


def told(change: Change | None, bands: tuple[Banded, ...] = ()) -> Told:
    standing = Standing.TOLD if change else Standing.HELD
    return Told(ANXIETY, DEFINITION, EVERYWHERE, (), change, standing, None, bands)


def changed(d_z: Effect | None, mean: float = -1.8) -> Change:
    return Change(12, mean, 1.0, mean - 1, mean + 1, None, None, d_z, None)


def points(drawing: Drawing) -> list[float]:
    return [shape.x for shape in drawing.shapes if isinstance(shape, Circle)]


def said(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.shapes if isinstance(shape, Words)]


@pytest.mark.parametrize(
    ("better", "value", "words"),
    [
        (Better.LOWER, -0.74, "0.74 better"),
        (Better.LOWER, 0.2, "0.20 worse"),
        (Better.HIGHER, 0.2, "0.20 better"),
        (Better.HIGHER, -0.004, "0.00"),
    ],
)
def test_an_effect_is_turned_so_that_better_lies_to_the_right(better: Better, value: float, words: str) -> None:
    found = turned("Anxiety, mothers", Effect(value, value - 0.3, value + 0.1), better)
    assert found.words == words
    assert found.low <= found.value <= found.high
    assert (found.value > 0) is ((value > 0) is (better is Better.HIGHER))


def test_only_changes_that_are_told_and_have_an_effect_are_rows() -> None:
    found = effects([told(None), told(changed(None)), told(changed(Effect(-0.5, -0.8, -0.2)))])
    assert [(one.low, one.value, one.high) for one in found.rows] == [(0.2, 0.5, 0.8)]
    assert found.described == "Anxiety, mothers: 0.50 better."


def test_bands_where_nobody_began_have_no_row_and_the_others_keep_their_order() -> None:
    bands = (Banded("Normal", changed(None, -0.6)), Banded("Borderline", None), Banded("High", changed(None, -3.3)))
    assert [(one.name, one.words) for one in banded(told(changed(None), bands)).rows] == [
        ("Normal", "−0.6"),
        ("High", "−3.3"),
    ]


def test_the_axis_says_what_its_two_sides_mean_and_only_of_a_side_that_is_there() -> None:
    assert said(drawn(Forest((row(-1, 0, 1),), "worse", "better")))[-2:] == ["← worse", "better →"]
    assert said(drawn(Forest((row(0.5, 1, 2),), "worse", "better")))[-1] == "better →"
    assert "← worse" not in said(drawn(Forest((row(0.5, 1, 2),), "worse", "better")))


@given(st.lists(SPREADS, min_size=1, max_size=6))
def test_every_row_stands_within_the_track_in_the_order_of_its_values(spreads: list[list[float]]) -> None:
    rows = [row(*each) for each in spreads]
    drawing = drawn(Forest(tuple(rows), "lower", "higher"))
    across = points(drawing)
    assert len(across) == len(rows)
    assert all(LEFT <= x <= RIGHT for x in across)
    whiskers = [shape for shape in drawing.shapes if isinstance(shape, Path) and shape.look == "ci"]
    ends = [
        [float(part) for part in whisker.d.removeprefix("M").replace("H", " ").split("M")[0].split()]
        for whisker in whiskers
    ]
    for (left, _, right), x in zip(ends, across, strict=True):
        assert left - 0.1 <= x <= right + 0.1
    by_value = sorted(range(len(rows)), key=lambda number: rows[number].value)
    assert [across[number] for number in by_value] == sorted(across)


def test_nought_is_always_on_the_axis_even_where_nothing_is_drawn() -> None:
    for some in ((), (row(2, 3, 4),), (row(-4, -3, -2),)):
        drawing = drawn(Forest(some, "lower", "higher"))
        assert "0" in said(drawing)
        assert any(isinstance(shape, Path) and shape.look == "axis" for shape in drawing.shapes)
