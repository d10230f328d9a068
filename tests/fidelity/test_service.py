"""Fidelity checks as they were made."""

from datetime import date

import pytest

from scaleup.core.errors import Refused
from scaleup.fidelity import queries, service
from scaleup.fidelity.rules import Colour, Method, colour
from tests.factories import areas as make

pytestmark = pytest.mark.usefixtures("session")


def test_checks_are_read_the_latest_first() -> None:
    implementation = make.implementation()
    for on_day, percent in ((date(2024, 7, 9), 84.0), (date(2025, 3, 11), 79.0)):
        service.record_check(implementation.id, on_day=on_day, method=Method.OBSERVATION, percent=percent, by=None)
    assert [check.percent for check in queries.checks_of(implementation.id)] == [79.0, 84.0]


@pytest.mark.parametrize("percent", [-0.5, 100.5, 870.0])
def test_what_is_no_percentage_is_refused(percent: float) -> None:
    implementation = make.implementation()
    with pytest.raises(Refused, match="is not a percentage"):
        service.record_check(implementation.id, on_day=date(2024, 7, 9), method=Method.VIDEO, percent=percent, by=None)


@pytest.mark.parametrize(
    ("percent", "reads"),
    [
        (80.0, Colour.GREEN),
        (79.99, Colour.AMBER),
        (60.0, Colour.AMBER),
        (59.99, Colour.RED),
    ],
)
def test_the_colour_compares_the_unrounded_score(percent: float, reads: Colour) -> None:
    assert colour(percent, green_from=80, amber_from=60) is reads
