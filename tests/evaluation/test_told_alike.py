"""Whatever people answer: no file, table or drawing holds what a screen holds back, and none tells of few."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scaleup.core.marks import Box, Circle
from scaleup.evaluation.rules.interval import axis, described, panel
from scaleup.evaluation.rules.listing import rows
from scaleup.evaluation.rules.results import Answered, Cell, Gathered
from scaleup.evaluation.rules.suppression import LEAST
from scaleup.evaluation.rules.suppression.families import places_of
from scaleup.evaluation.rules.telling import NOT_SHOWN, NOT_YET, Standing, Told
from scaleup.evaluation.service.results import told_of, volume
from tests.evaluation.attack import ANXIETY, DEFINITION, POINTS

FIGURES = slice(10, 16)
"""The columns of a file that hold numbers."""
SCORES = st.dictionaries(st.sampled_from(POINTS), st.integers(0, 21).map(float), min_size=1)
CROWD = st.tuples(
    st.integers(1, 3), st.integers(2024, 2026), st.integers(0, 40), st.lists(SCORES, min_size=1, max_size=9)
)
"""An area, a year, and so many people who answer in turn like these."""


@st.composite
def programmes(draw: st.DrawFn) -> Gathered:
    """The people of a few areas and years."""
    people = []
    for area, year, count, kinds in draw(st.lists(CROWD, min_size=1, max_size=6)):
        people += [Answered(Cell(area, year), kinds[number % len(kinds)]) for number in range(count)]
    return Gathered(ANXIETY, tuple(people))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(programmes())
def test_no_file_holds_what_a_screen_holds_back(found: Gathered) -> None:
    one = volume(found, DEFINITION)
    for place in places_of(found.cells):
        told = told_of(one, place)
        listed = rows([told], {})
        assert all(row[FIGURES] == (None,) * 6 for row in listed if row[-1] != "shown")
        for mean in told.means:
            row = next(row for row in listed if row[8:10] == ("Mean", mean.point))
            assert (row[-1] == "shown") is (mean.words not in (NOT_SHOWN, NOT_YET)) is (mean.found is not None)
        drawing = panel(told, axis([told]))
        held = [mean for mean in told.means if mean.standing is Standing.HELD]
        assert sum(isinstance(shape, Circle) for shape in drawing.shapes) == sum(
            mean.standing is Standing.TOLD for mean in told.means
        )
        assert sum(isinstance(shape, Box) for shape in drawing.shapes) == len(held)
        assert all(f"{mean.point}: {NOT_SHOWN}" in described(told) for mean in held)
        assert few(told) == []


def few(told: Told) -> list[object]:
    """Every figure of one to nine people or of people who are all alike, and every count of one to four."""
    means = [mean.found for mean in told.means if mean.found is not None]
    further = told.further.change if told.further else None
    changes = [one for one in (told.change, further, *(band.found for band in told.bands)) if one is not None]
    found: list[object] = [one for one in (*means, *changes) if one.n < LEAST or not one.sd]
    if told.reliable is not None:
        counts = (told.reliable.better, told.reliable.same, told.reliable.worse)
        found += [count for count in counts if 0 < count < 5]
    return found
