"""From enquiry to licence: the figures, by programme and financial year, drawn, and as a file."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient

from scaleup.accounts.rules import Role
from scaleup.core.marks import Box
from scaleup.enquiries.rules import Path, Step, conversion
from scaleup.extensions import db
from scaleup.portfolio.queries.conversion import Wanted, converted, years
from scaleup.portfolio.rules.funnel import described, funnel
from tests.factories import accounts as people
from tests.factories import demonstration

TODAY = date(2026, 11, 23)


@pytest.fixture
def portfolio(clock: Callable[[str], None], client: FlaskClient) -> None:
    """The demonstration, with a unit manager who is signed in."""
    clock("2026-11-23T12:00:00+00:00")
    demonstration.lay_out(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    db.session.commit()
    people.sign_in(client, people.person("Ingrid Sol", Role.UNIT_MANAGER, email="ingrid@unit.example"))


@pytest.mark.usefixtures("portfolio")
def test_marlburys_enquiry_of_2023_24_became_a_licence_and_a_first_session_after_280_days(client: FlaskClient) -> None:
    found = converted(Wanted(programme="baby-steps", year=2023), TODAY).whole
    assert (found.reached[Step.ASKED], found.reached[Step.LICENSED], found.reached[Step.DELIVERING]) == (1, 1, 1)
    assert found.days == 280
    page = client.get("/enquiries/conversion?programme=baby-steps&year=2023").text
    assert "1 of 1 enquiry became a licence." in page
    assert "From enquiry to first session, half took 280 days or less." in page


@pytest.mark.usefixtures("portfolio")
def test_each_programme_and_year_has_its_row_and_the_reasons_are_named(client: FlaskClient) -> None:
    page = client.get("/enquiries/conversion").text
    assert "Baby Steps, 2023/24" in page
    assert "Minding the Baby, 2026/27" in page
    assert "No funding: 1" in page
    assert years(TODAY) == [2026, 2025, 2024, 2023]
    file = client.get("/enquiries.csv?programme=minding-the-baby").text
    assert "Aldermere Families Trust" in file
    assert "No funding" in file
    assert "Marlbury Council" not in file


@pytest.mark.usefixtures("portfolio")
def test_a_year_without_enquiries_says_so_and_nonsense_narrows_nothing(client: FlaskClient) -> None:
    assert "No enquiry came in then." in client.get("/enquiries/conversion?year=2019").text
    assert "Baby Steps, 2023/24" in client.get("/enquiries/conversion?year=0001").text
    assert "Baby Steps, 2023/24" in client.get("/enquiries/conversion?year=²023").text


def test_the_drawing_is_as_wide_as_the_figures_and_says_them() -> None:
    paths = [Path(date(2023, 9, 12))] * 3 + [Path(date(2023, 9, 12), readiness_on=date(2023, 10, 17))]
    found = conversion(paths)
    drawing = funnel(found)
    bars = [shape for shape in drawing.shapes if isinstance(shape, Box)]
    assert [bar.width for bar in bars] == [340, 85]
    assert described(found).startswith("Enquiries: 4; Readiness begun: 1; Found ready: 0;")
