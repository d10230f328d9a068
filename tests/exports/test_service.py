"""Lists as files through the pages: the same scope and filters, who took what on record, and how long they take."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from scaleup import audit
from scaleup.areas.models import Area
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.milestones.rules import STAGE_WORDS
from scaleup.portfolio.queries import lines as reads
from scaleup.portfolio.queries.narrowing import Wanted
from tests.house.laid import Databases, Laid, laid
from tests.house.things import NOW

DB = scoped_session[Session]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def portfolio(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Laid]:
    """Marlbury, and Kelso which is others'."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCALEUP_NOW", NOW.isoformat())
        with laid(databases, request.param, tmp_path_factory.mktemp("laid")) as found:
            yield found


@pytest.fixture
def read(portfolio: Laid) -> Callable[..., list[dict[str, str]]]:
    """The rows of a CSV file, by heading."""

    def rows(path: str, visitor: str = "unit_manager") -> list[dict[str, str]]:
        answer = portfolio.client(visitor).get(path)
        assert answer.status_code == 200, answer.text
        return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))

    return rows


def own(portfolio: Laid, what: str) -> str:
    return f"/areas/{portfolio.own['area_id']}/{what}"


def test_a_file_is_kept_never_shown_and_named_by_filter_and_date(portfolio: Laid) -> None:
    answer = portfolio.client("unit_manager").get("/areas.csv?q=marl&nation=England")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="areas-marl-england-2026-11-23.csv"'
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    answer.close()


def test_areas_come_with_the_filters_of_the_page(read: Callable[..., list[dict[str, str]]]) -> None:
    everything = read("/areas.csv")
    assert {row["Area"] for row in everything} >= {"Marlbury", "Kelso"}
    english = {row["Area"]: row for row in read("/areas.csv?nation=England")}
    assert "Kelso" not in english
    marlbury = english["Marlbury"]
    assert (marlbury["Nation"], marlbury["Programme"], marlbury["Manager"]) == ("England", "Baby Steps", "Priya Nair")
    assert marlbury["Next contact"] == date.fromisoformat(marlbury["Next contact"]).isoformat()
    assert read("/areas.csv?nation=Wales") == [
        {**dict.fromkeys(marlbury), "Area": "Nothing is like that: the list had no row when this file was made."}
    ]


def test_each_reader_gets_the_areas_that_are_theirs(read: Callable[..., list[dict[str, str]]]) -> None:
    for path in ("/areas.csv", "/contacts.csv", "/plan.csv", "/actions.csv", "/facilitators.csv"):
        assert {row["Area"] for row in read(path, "project_lead")} == {"Marlbury"}, path
        assert "Kelso" in {row["Area"] for row in read(path)}, path


def test_what_is_the_units_stays_with_the_unit(read: Callable[..., list[dict[str, str]]]) -> None:
    for_unit = read("/contacts.csv")[0].keys() - read("/contacts.csv", "project_lead")[0].keys()
    rated = {"Rating proposed", "Why proposed", "Rating set", "Why it differs", "Note for the unit"}
    assert for_unit == {"Entered by", "Entered", "Source", *rated}
    assert read("/contacts.csv")[0]["Rating proposed"] in ("green", "amber", "red")
    assert "E-mail address" not in read("/facilitators.csv", "viewer")[0]


def test_a_contact_makes_sense_alone(portfolio: Laid, read: Callable[..., list[dict[str, str]]]) -> None:
    (contact,) = read(own(portfolio, "contacts.csv"))
    assert (contact["Area"], contact["Date"], contact["How"], contact["Outcome"]) == (
        "Marlbury",
        "2026-10-06",
        "Video",
        "held",
    )
    assert (contact["For the unit"], contact["Took part"]) == ("Priya Nair", "Niamh O’Rourke")
    assert (contact["On the agenda"], contact["Groups and families"], contact["Minutes"], contact["Confidence"]) == (
        "Data and measures; Something to celebrate",
        "Groups running now: 2",
        "35",
        "4",
    )
    assert (contact["What works"], contact["Added later"]) == ("Pairs know each other", "The venue is let.")
    (action,) = read(own(portfolio, "actions.csv"))
    assert (action["What was agreed"], action["By whom"], action["By when"], action["State"]) == (
        "Send the pairing plan",
        "Niamh O’Rourke",
        "2026-11-30",
        "open",
    )
    facilitators = {row["Facilitator"]: row["Profession"] for row in read(own(portfolio, "facilitators.csv"))}
    assert facilitators["Marlbury Visitor"] == "Health visitor"


def test_a_plan_is_whole(portfolio: Laid, read: Callable[..., list[dict[str, str]]]) -> None:
    plan = read(own(portfolio, "plan.csv"))
    assert len(plan) == 22
    assert [row["Contact"] for row in plan] == [str(number) for number in range(1, 23)]
    assert {row["State"] for row in plan} == {"held", "late", "to come"}


def test_people_and_messages_are_for_those_who_may_see_them(
    portfolio: Laid, read: Callable[..., list[dict[str, str]]]
) -> None:
    people = {row["Name"]: row for row in read("/people.csv")}
    assert people["Helen Ashworth"]["Roles"] == "Unit manager"
    assert [row["Name"] for row in read("/people.csv?role=project_lead&q=niamh")] == ["Niamh O’Rourke"]
    assert portfolio.client("project_lead").get("/people.csv").status_code == 403
    assert portfolio.client("project_lead").get("/deliveries.xlsx").status_code == 403
    assert "Waiting" in {row["Outcome"] for row in read("/deliveries.csv?days=all")}


def test_a_workbook_has_the_same_rows(portfolio: Laid, read: Callable[..., list[dict[str, str]]]) -> None:
    answer = portfolio.client("unit_manager").get("/plan.xlsx")
    page = load_workbook(BytesIO(answer.data)).worksheets[0]
    assert page.title == "Plan"
    assert page.max_row == len(read("/plan.csv")) + 1
    assert page["F2"].is_date


def test_who_took_what_is_on_record(portfolio: Laid) -> None:
    portfolio.client("project_lead").get("/areas.xlsx?stage=training").close()
    portfolio.client("project_lead").get(own(portfolio, "plan.csv")).close()
    with portfolio.app.app_context():
        last = db.session.scalars(select(audit.Entry).order_by(audit.Entry.id.desc()).limit(2)).all()
        assert [(one.act, one.subject, one.area_id, one.fields) for one in last] == [
            ("list exported as csv", "plan", portfolio.own["area_id"], []),
            ("list exported as xlsx", "areas", None, ["stage"]),
        ]


def test_what_is_ticked_is_a_file_of_its_own_and_nothing_ticked_is_said(portfolio: Laid) -> None:
    client = portfolio.client("unit_manager")
    line = f"{portfolio.own['implementation_id']}.1"
    answer = client.post("/areas/ticked.csv?sort=name&q=elsewhere", data={"line": [line, "x.1", "9" * 30]})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="areas-ticked-2026-11-23.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert [row["Area"] for row in rows] == ["Marlbury"]
    with portfolio.app.app_context():
        last = db.session.scalars(select(audit.Entry).order_by(audit.Entry.id.desc()).limit(1)).one()
        assert (last.act, last.subject, last.fields) == ("list exported as csv", "areas", ["line"])
    workbook = client.post("/areas/ticked.xlsx", data={"line": line})
    assert load_workbook(BytesIO(workbook.data)).worksheets[0].max_row == 2
    refused = client.post("/areas/ticked.csv?nation=Wales")
    assert (refused.status_code, refused.headers["Location"]) == (302, "/areas?nation=Wales")
    assert "No area is ticked." in client.get("/areas").text


def test_a_ticked_line_of_another_area_is_not_in_the_file(portfolio: Laid) -> None:
    line = f"{portfolio.other['implementation_id']}.0"
    answer = portfolio.client("project_lead").post("/areas/ticked.csv", data={"line": line})
    assert "Kelso" not in answer.data.decode()


def test_a_file_costs_five_statements_at_any_size(portfolio: Laid) -> None:
    client = portfolio.client("unit_manager")
    client.get("/me")  # what a process learns once is learnt
    for path in (
        "/areas.csv?stage=training",
        "/contacts.csv",
        own(portfolio, "contacts.csv"),
        "/people.xlsx",
        "/plan.csv",
    ):
        portfolio.heard.clear()
        client.get(path).close()
        assert len([one for one in portfolio.heard if not one.startswith("BEGIN")]) <= 5, (path, portfolio.heard)


def test_an_area_that_is_not_theirs_is_not_there(portfolio: Laid) -> None:
    path = f"/areas/{portfolio.other['area_id']}/contacts.csv"
    assert portfolio.client("project_lead").get(path).status_code == 404
    with portfolio.app.app_context():
        assert db.session.get(Area, portfolio.other["area_id"])


def test_a_file_says_of_each_area_what_its_page_says(
    portfolio: Laid, read: Callable[..., list[dict[str, str]]]
) -> None:
    """The file asks the database for stages and urgency, the page the rules: they agree."""
    with portfolio.app.app_context():
        actor = Actor(0, "", "", frozenset({"unit_manager"}))
        lines = reads.lines(actor, Wanted(most=100), NOW.date())
        on_the_page = [
            (
                one.name,
                STAGE_WORDS[one.stage],
                one.since.isoformat() if one.since else "",
                "; ".join(trouble.words for trouble in one.troubles),
            )
            for one in lines
        ]
    rows = read("/areas.csv")
    assert [
        (row["Area"], row["Stage"], row["In this stage since"], row["What needs attention"]) for row in rows
    ] == on_the_page
    assert any(row["What needs attention"] for row in rows)
