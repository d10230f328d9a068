"""Results of an area and of a programme: one sentence with n and interval, the caution, and nothing of a few people."""

import csv
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.audit import Read
from tests.evaluation.test_statistics import AFTER, BEFORE
from tests.factories import areas, delivery, evaluation, scores
from tests.factories.actors import acting
from tests.factories.programmes import as_shipped

pytestmark = pytest.mark.usefixtures("on_monday_23_november", "shipped")


@pytest.fixture
def shipped(session: Session, taking_up: Implementation) -> Implementation:
    """Marlbury under the programme as it is shipped."""
    return as_shipped(session, taking_up)


@pytest.fixture
def page(marlbury: Area) -> str:
    return f"/areas/{marlbury.id}/results"


def ten(of: Implementation) -> None:
    """A group of ten mothers: the check vector."""
    evaluation.people(delivery.group(of, families=12), evaluation.anxiety(BEFORE, AFTER))


def figures(client: FlaskClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(client.get(address).text.removeprefix("\ufeff").splitlines()))


def test_the_page_says_first_what_changed_with_n_and_interval_and_then_what_it_cannot_show(
    client: FlaskClient, niamh: Person, taking_up: Implementation, page: str
) -> None:
    ten(taking_up)
    with acting(niamh, Role.PROJECT_LEAD):
        shown = client.get(page).text
    assert "Mothers’ anxiety was 1.4 points lower at the end of the course than before it" in shown
    assert "(10 mothers with both answers; 95% interval 0.4 to 2.4 lower)." in shown
    assert shown.index("1.4 points lower") < shown.index("cannot show that the programme made the difference")
    assert "9.9 (8.0 to 11.8), n 10" in shown
    assert "−1.04 (−1.80 to −0.24)" in shown


def test_change_to_six_months_stands_beside_that_over_the_course_with_who_was_lost(
    client: FlaskClient, niamh: Person, taking_up: Implementation, page: str
) -> None:
    group = delivery.group(taking_up, "Library, spring", first_on=date(2024, 6, 18))
    twice, later = range(25), range(13)
    answers = [{"T1": {"anxiety": 8 + n % 5}, "T4": {"anxiety": 7 + n % 4}} for n in twice]
    for n in later:
        answers[n]["F6"] = {"anxiety": 6 + n % 6}
    evaluation.people(group, answers)
    with acting(niamh, Role.PROJECT_LEAD):
        shown = client.get(page).text
        rows = figures(client, f"{page}.csv")
    between = {(one["Figure"], one["Time"]): one for one in rows if " to " in (one["Time"] or "")}
    (far, near) = (between["Change in the same people", f"T1 to {point}"] for point in ("F6", "T4"))
    assert (far["n"], far["Shown"], near["n"]) == ("13", "shown", "25")
    assert "T1 to F6, 12 of 25 lost or still to come" in shown
    assert between["Effect size d_av", "T1 to F6"]["Shown"] == "not shown"
    assert "it would tell of the few who answered only once" in shown


def test_the_mean_at_six_months_is_held_back_where_beside_its_change_it_would_tell_of_two(
    client: FlaskClient, niamh: Person, taking_up: Implementation, page: str
) -> None:
    group = delivery.group(taking_up, "Library, spring", first_on=date(2024, 6, 18))
    answers = [
        {point: {"anxiety": 5 + n % (6 - at) + at} for at, point in enumerate(("T1", "T4", "F6"))} for n in range(14)
    ]
    for n in range(2):
        del answers[n]["F6"]
    evaluation.people(group, answers)
    with acting(niamh, Role.PROJECT_LEAD):
        rows = figures(client, f"{page}.csv")
    told = {(one["Figure"], one["Time"]): one["Shown"] for one in rows}
    assert told["Change in the same people", "T1 to F6"] == told["Mean", "T1"] == told["Mean", "T4"] == "shown"
    assert told["Mean", "F6"] == "not shown"


def test_mothers_who_all_changed_alike_are_not_told_of(
    client: FlaskClient, niamh: Person, taking_up: Implementation, page: str
) -> None:
    group = delivery.group(taking_up, "Library, spring", first_on=date(2024, 6, 18))
    evaluation.people(group, evaluation.anxiety([8 + n % 5 for n in range(12)], [6 + n % 5 for n in range(12)]))
    with acting(niamh, Role.PROJECT_LEAD):
        rows = figures(client, f"{page}.csv")
    told = {(one["Figure"], one["Time"]): one["Shown"] for one in rows}
    assert told["Mean", "T1"] == "shown"
    assert told["Change in the same people", "T1 to T4"] == "not shown"


def test_a_small_p_is_said_alike_on_the_page_and_in_the_file(
    client: FlaskClient, niamh: Person, taking_up: Implementation, page: str
) -> None:
    group = delivery.group(taking_up, "Library, spring", first_on=date(2024, 6, 18))
    evaluation.people(group, evaluation.anxiety([12 + n % 3 for n in range(12)], [2 + n % 2 for n in range(12)]))
    with acting(niamh, Role.PROJECT_LEAD):
        shown = client.get(page).text
        (row,) = (one for one in figures(client, f"{page}.csv") if one["Figure"] == "Change in the same people")
    assert row["p"] == "< 0.001"
    assert "&lt; 0.001" in shown


def test_of_the_check_vector_nobody_changed_reliably_though_the_mean_did(
    client: FlaskClient, niamh: Person, taking_up: Implementation, page: str
) -> None:
    ten(taking_up)
    with acting(niamh, Role.PROJECT_LEAD):
        counts = [row["n"] for row in figures(client, f"{page}.csv") if (row["Figure"] or "").startswith("Reliable")]
    assert counts == ["0", "10", "0"]


def test_nine_mothers_are_not_told_of(client: FlaskClient, niamh: Person, taking_up: Implementation, page: str) -> None:
    evaluation.people(delivery.group(taking_up, families=9), evaluation.anxiety(BEFORE[:9], AFTER[:9]))
    with acting(niamh, Role.PROJECT_LEAD):
        shown, rows = client.get(page).text, figures(client, f"{page}.csv")
    assert "No change can be told yet." in shown
    assert "not shown" in shown
    assert {row["Shown"] for row in rows if row["Time"] in ("T1", "T4", "T1 to T4")} == {"not shown"}
    assert not any(row["n"] or row["Value"] for row in rows)


def test_the_file_holds_what_the_page_shows_and_nothing_of_what_it_holds_back(
    client: FlaskClient, niamh: Person, taking_up: Implementation, page: str
) -> None:
    ten(taking_up)
    later = delivery.group(taking_up, "Library, autumn", first_on=date(2025, 9, 16))
    evaluation.people(later, evaluation.anxiety([8, 9, 3], [None, 9, 4]))
    with acting(niamh, Role.PROJECT_LEAD):
        rows = (
            figures(client, f"{page}.csv")
            + figures(client, f"{page}.csv?year=2024")
            + figures(client, f"{page}.csv?year=2025")
        )
    assert all(not row[name] for row in rows if row["Shown"] != "shown" for name in ("n", "Value", "p"))
    assert [int(row["n"]) for row in rows if row["Figure"] == "Mean" and row["n"] and int(row["n"]) < 10] == []
    told = {(row["Financial year"], row["Time"]) for row in rows if row["Figure"] == "Mean" and row["Shown"] == "shown"}
    assert told == {("all", "T1")}


def test_forms_received_of_due_are_counts_of_the_process_and_always_shown(
    client: FlaskClient, niamh: Person, taking_up: Implementation, page: str
) -> None:
    evaluation.forms(delivery.group(taking_up, families=7), "T1", 6)
    with acting(niamh, Role.PROJECT_LEAD):
        shown = client.get(page).text
    assert "86%" in shown


def test_means_that_areas_sent_have_no_change_and_the_page_says_so(
    client: FlaskClient, niamh: Person, taking_up: Implementation, page: str
) -> None:
    for name in ("One", "Two"):
        group = delivery.group(taking_up, name)
        evaluation.mean(group, "T1", n=6, of=9.0, sd=2.0)
        evaluation.mean(group, "T4", n=6, of=8.0, sd=2.0)
    with acting(niamh, Role.PROJECT_LEAD):
        shown = client.get(page).text
    assert "9.0 (7.8 to 10.2), n 12" in shown
    assert "Here areas send means, so it cannot be told." in shown


def test_a_comparison_stands_beside_the_programmes_own(
    client: FlaskClient, niamh: Person, taking_up: Implementation, page: str
) -> None:
    ten(taking_up)
    group = delivery.group(taking_up, "Waiting list")
    evaluation.people(group, evaluation.anxiety(BEFORE, BEFORE), arm="comparison")
    with acting(niamh, Role.PROJECT_LEAD):
        shown = client.get(page).text
    assert shown.index("Anxiety, mothers<") < shown.index("Anxiety, mothers, comparison<")
    assert "Who is compared was not drawn by lot." in shown


def test_a_viewer_sees_the_programme_and_an_area_too_small_is_left_out_of_it(
    client: FlaskClient, session: Session, taking_up: Implementation
) -> None:
    ten(taking_up)
    small = areas.implementation(areas.area("Norwich"), version=taking_up.programme_version)
    evaluation.people(delivery.group(small), evaluation.anxiety([9, 8], [9, 8]))
    with acting(areas.person("Vera Lindqvist"), Role.VIEWER):
        shown, rows = client.get("/results").text, figures(client, "/results.csv")
    assert "(10 mothers with both answers" in shown
    assert "1 area too small to stand in a sum unseen is left out" in shown
    assert {row["n"] for row in rows if row["Figure"] == "Mean"} <= {"10", ""}
    assert [(one.what, one.kind) for one in session.scalars(select(Read).order_by(Read.id))] == [
        ("results of a programme", "read"),
        ("results of a programme", "export"),
    ]


def test_a_lead_cannot_see_another_areas_results(client: FlaskClient, niamh: Person) -> None:
    other = areas.area("Norwich")
    with acting(niamh, Role.PROJECT_LEAD):
        assert client.get(f"/areas/{other.id}/results").status_code == 404
        assert client.get(f"/areas/{other.id}/results.csv").status_code == 404


def test_before_any_score_the_page_says_what_would_be_there(client: FlaskClient, niamh: Person, page: str) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        shown = client.get(page).text
    assert "No change can be told yet." in shown
    assert "stand here once forms of a" in shown


def test_marlbury_answered_as_it_did_and_its_first_funding_year_is_not_told_of_at_the_end(
    client: FlaskClient, niamh: Person, taking_up: Implementation, page: str
) -> None:
    scores.marlbury(taking_up)
    with acting(niamh, Role.PROJECT_LEAD):
        shown, rows = client.get(page).text, figures(client, f"{page}.csv?year=2024")
    assert [share for share in ("86%", "75%", "67%", "58%", "27%") if share not in shown] == []
    assert {row["Shown"] for row in rows if row["Time"] in ("T4", "T1 to T4")} == {"not shown"}
