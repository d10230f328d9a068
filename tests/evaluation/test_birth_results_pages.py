"""Births among the results: shares with intervals, the mean weight, what is held back; page, file and report alike."""

import csv
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.evaluation.rules.birth_telling import ATTENDERS
from tests.factories import areas, delivery, evaluation
from tests.factories.actors import acting

pytestmark = pytest.mark.usefixtures("on_monday_23_november", "shipped")
MODES = ("spontaneous",) * 24 + ("assisted",) * 6 + ("planned_caesarean",) * 6 + ("emergency_caesarean",) * 8


@pytest.fixture
def page(marlbury: Area) -> str:
    return f"/areas/{marlbury.id}/results"


def births(of: Implementation, count: int, *, name: str = "Library", first_on: date = date(2024, 6, 18)) -> None:
    """So many births in one group: one in seven early, one in eight light, in the modes above by turns."""
    group = delivery.group(of, name, first_on=first_on)
    for number in range(count):
        code = f"{evaluation.SIGNS[number // 10]}{number % 10}{group.id % 100:02}BX"
        who = evaluation.person(group, {}, code=code)
        weight = 2300 if number % 8 == 0 else 3200 + 10 * number
        evaluation.birth(who, weight, mode=MODES[number % len(MODES)], weeks=35 if number % 7 == 0 else 39)


def rows(client: FlaskClient, address: str) -> dict[str, dict[str, str]]:
    """The rows of births in the file."""
    found = csv.DictReader(client.get(address).text.removeprefix("\ufeff").splitlines())
    return {row["Figure"]: row for row in found if row["Score"] == "Births"}


def test_births_of_an_area_are_told_with_n_interval_and_what_they_cannot_show(
    client: FlaskClient, niamh: Person, shipped: Implementation, page: str
) -> None:
    births(shipped, 44)
    with acting(niamh, Role.PROJECT_LEAD):
        shown, listed = client.get(page).text, rows(client, f"{page}.csv")
        report = client.get(f"{page.removesuffix('/results')}/report").text
    assert "<strong>44 births of 44 babies.</strong>" in shown
    for words in ("32% (20% to 47%)", "14 of 44 births", "16% (8% to 29%)", "7 of 44 births", "6 of 44 babies"):
        assert words in shown, words
    for said in (shown, report):
        assert ATTENDERS in said
        assert "32% (20% to 47%)" in said
    assert listed["Caesarean, per cent of births"]["n"] == "44"
    assert float(listed["Caesarean, per cent of births"]["Value"]) == pytest.approx(100 * 14 / 44)
    assert listed["Under 1,500 g, per cent of babies"]["Value"] == "0"
    assert listed["Mean weight in grams, n births"]["Standard deviation"] == ""
    assert shown.count('class="ci"') >= 8


def test_of_one_year_births_and_their_weight_are_told_and_not_how_they_went(
    client: FlaskClient, niamh: Person, shipped: Implementation, page: str
) -> None:
    births(shipped, 44)
    births(shipped, 20, name="Chapel", first_on=date(2025, 6, 17))
    with acting(niamh, Role.PROJECT_LEAD):
        shown, listed = client.get(f"{page}?year=2025").text, rows(client, f"{page}.csv?year=2025")
    assert "<strong>20 births.</strong> How births went is told of all years together" in shown
    assert listed["Mean weight in grams, n births"]["n"] == "20"
    assert not any("Caesarean" in name for name in listed)


def test_nine_births_are_told_of_by_nothing(
    client: FlaskClient, niamh: Person, shipped: Implementation, page: str
) -> None:
    births(shipped, 9)
    with acting(niamh, Role.PROJECT_LEAD):
        shown, listed = client.get(page).text, rows(client, f"{page}.csv")
        report = client.get(f"{page.removesuffix('/results')}/report").text
    assert "So few births are entered that their number is not shown." in shown
    assert "So few births are entered that their number is not shown." in report
    assert {row["Shown"] for row in listed.values()} == {"not shown"}
    assert not any(row[name] for row in listed.values() for name in ("n", "Value", "95% interval from", "p"))


def test_births_whose_way_or_weeks_nobody_knows_stand_in_no_denominator_and_it_says_so(
    client: FlaskClient, session: Session, niamh: Person, shipped: Implementation, page: str
) -> None:
    births(shipped, 44)
    group = delivery.group(shipped, "Chapel", first_on=date(2024, 9, 17))
    for number in range(3):
        who = evaluation.person(group, {}, code=f"ZZ{number}Z9Z")
        evaluation.birth(who, 3300, mode="not_known", weeks=None if number else 40)
    with acting(niamh, Role.PROJECT_LEAD):
        shown, listed = client.get(page).text, rows(client, f"{page}.csv")
    assert "Not known, and left out: how it went of 3 and the weeks of 2." in shown
    assert listed["Caesarean, per cent of births"]["n"] == "44"
    assert listed["Before 37 weeks, per cent of births"]["n"] == "45"
    assert listed["Births"]["n"] == "47"


def test_one_birth_of_twins_holds_back_the_number_of_babies_and_the_shares_of_them(
    client: FlaskClient, niamh: Person, shipped: Implementation, page: str
) -> None:
    births(shipped, 44)
    group = delivery.group(shipped, "Chapel", first_on=date(2024, 9, 17))
    evaluation.birth(evaluation.person(group, {}, code="ZZ9Z9Z"), 2600, 2700)
    with acting(niamh, Role.PROJECT_LEAD):
        shown, listed = client.get(page).text, rows(client, f"{page}.csv")
    assert "<strong>45 births.</strong>" in shown
    assert {listed[one]["Shown"] for one in ("Babies", "Under 2,500 g, per cent of babies")} == {"not shown"}
    assert listed["Mean weight in grams, n births"]["n"] == "45"


def test_births_compared_stand_beside_the_programmes_own_and_an_area_too_small_is_left_out(
    client: FlaskClient, shipped: Implementation
) -> None:
    births(shipped, 44)
    small = areas.implementation(areas.area("Norwich"), version=shipped.programme_version)
    births(small, 4)
    compared = delivery.group(shipped, "Waiting list")
    for number in range(12):
        who = evaluation.person(compared, {}, code=f"CC{number:02}CC", arm="comparison")
        evaluation.birth(who, 3000 + number)
    with acting(areas.person("Vera Lindqvist"), Role.VIEWER):
        shown = client.get("/results").text
    assert shown.index("Births of mothers<") < shown.index("Births of mothers, comparison<")
    assert "44 births of 44 babies." in shown
    assert "1 area too small to stand in a sum unseen is left out." in shown


def test_without_births_nothing_is_said_of_them(client: FlaskClient, niamh: Person, page: str) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        assert "births-h" not in client.get(page).text
