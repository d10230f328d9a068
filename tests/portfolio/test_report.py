"""The one page for a commissioner and a board: its finding first, n beside figures, nothing of a few, one sheet."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.audit import Read
from scaleup.fidelity.rules import Colour
from scaleup.licences.models import Licence
from scaleup.milestones.rules import Stage
from scaleup.portfolio.rules.report import Delivered, Renewal, delivery_clause, title
from tests.evaluation.test_statistics import AFTER, BEFORE
from tests.factories import delivery, evaluation, scores
from tests.factories import support as make
from tests.factories.actors import acting
from tests.factories.marlbury import licence, marlbury, niamh, priya, taking_up
from tests.factories.programmes import as_shipped
from tests.papers import read

__all__ = ["licence", "marlbury", "niamh", "priya", "taking_up"]
LONG = "Bournemouth, Christchurch and Poole"


@pytest.fixture
def shipped(
    session: Session, clock: Callable[[str], None], taking_up: Implementation, licence: Licence
) -> Implementation:
    """Marlbury under the programme as it is shipped, on Monday 23 November 2026."""
    clock("2026-11-23T14:00:00+00:00")
    return as_shipped(session, taking_up)


TERM = Renewal(date(2024, 4, 1), date(2027, 3, 31), "granted")
TODAY = date(2026, 11, 23)


def test_the_heading_is_the_finding() -> None:
    found = Delivered(groups=12, over=10, families=87)
    settled = delivery_clause(Stage.EMBEDDED, [Colour.GREEN, None], groups=12)
    said = title(found, clauses=[settled, TERM.clause(TODAY)], year=None)
    assert said == "87 families in 12 groups; delivery is settled, renewal is undecided"


def test_delivery_is_not_settled_while_its_records_or_its_last_check_are_below_green() -> None:
    said = delivery_clause(Stage.EMBEDDED, [Colour.GREEN, Colour.AMBER], groups=12)
    assert said == "delivery goes on, fidelity is amber"
    assert delivery_clause(Stage.DELIVERING, [Colour.GREEN], groups=2) == "delivery is under way"
    assert delivery_clause(Stage.TRAINING, [None], groups=0) == "delivery has not begun"
    assert delivery_clause(Stage.PAUSED, [Colour.GREEN], groups=2) == "delivery has stopped"


def test_one_to_four_families_are_not_given_out() -> None:
    assert title(Delivered(groups=1, families=4), clauses=[], year=None) == "fewer than 5 families in 1 group"
    assert title(Delivered(groups=1, families=5), clauses=[], year=2025) == "5 families in 1 group that ends in 2025/26"
    assert (
        title(Delivered(), clauses=["no licence yet"], year=2025)
        == "No group that ends in 2025/26 has begun; no licence yet"
    )


def test_renewal_is_undecided_from_its_day_and_says_what_was_decided() -> None:
    assert TERM.decide_on == date(2026, 10, 2)
    assert TERM.clause(date(2026, 10, 1)) == "licensed to 31 March 2027"
    assert TERM.sentence(TODAY) == "Undecided: the decision was due on 2 October 2026."
    ending = Renewal(TERM.starts_on, TERM.ends_on, "granted", decided="end")
    assert (ending.clause(TODAY), ending.open(TODAY)) == ("the licence ends on 31 March 2027", False)


def test_page_and_paper_say_the_same_of_marlbury_on_one_sheet(
    client: FlaskClient, session: Session, niamh: Person, shipped: Implementation
) -> None:
    scores.marlbury(shipped)
    here = f"/areas/{shipped.area_id}/report"
    with acting(niamh, Role.PROJECT_LEAD):
        page, answer = client.get(here).text, client.get(f"{here}.pdf")
    paper = read(answer.data)
    finding = "87 families in 12 groups; delivery is under way, renewal is undecided"
    assert (paper.title, paper.language, paper.tagged, paper.standard) == (finding, "en-GB", True, "1")
    assert (paper.pages, paper.words("H1")) == (1, [finding])
    headings = ["Delivered", "Delivered as designed?", "Reached, and who answered", "What changed", "What is next"]
    assert paper.words("H2")[:5] == headings
    assert paper.alternatives()[0].startswith(
        "Marlbury from its first record to the end of its licence. Licence 1 April"
    )
    drawn = paper.alternatives()[1]
    assert re.fullmatch(
        r"T1: [0-9.]+ \([0-9.]+ to [0-9.]+\), n 75; T2: .*n 65; T3: .*; T4: .*, n 42; F6: .*\.", drawn
    ), drawn
    assert f'<desc id="figure-4-told">{drawn}</desc>' in page
    told = (
        "75 of 87 (86%)", "65 of 87 (75%)", "48 of 72 (67%)", "42 of 72 (58%)", "14 of 51 (27%)",
        "Anxiety, mothers: mean and 95% interval",
        "10 over, 2 running", "Monday 4 January 2027", "Undecided: the decision was due on 2 October 2026.",
        "No cost is entered yet.", "These figures cannot show that the programme made the difference.",
        "42 mothers with both answers", "Anxiety, fathers (T1 to T4)",
    )  # fmt: skip
    for words in told:
        assert words in page, words
        assert paper.says(words), words
    assert answer.headers["Content-Disposition"].endswith('filename="report-marlbury-2026-11-23.pdf"')
    kinds = session.execute(select(Read.kind, Read.what, Read.area_id).order_by(Read.id)).all()
    area = shipped.area_id
    assert [tuple(one) for one in kinds] == [("read", "report of an area", area), ("export", "report of an area", area)]


def test_the_report_of_a_small_year_holds_back_what_results_hold_back(
    client: FlaskClient, niamh: Person, shipped: Implementation
) -> None:
    evaluation.people(delivery.group(shipped, families=9), evaluation.anxiety(BEFORE[:9], AFTER[:9]))
    with acting(niamh, Role.PROJECT_LEAD):
        page = client.get(f"/areas/{shipped.area_id}/report?year=2024").text
        paper = read(client.get(f"/areas/{shipped.area_id}/report.pdf?year=2024").data)
    assert "No change can be told yet." in page
    assert "9 families in 1 group that ends in 2024/25" in paper.title
    assert paper.words("TD")[-3:] == ["not shown", "not shown", "not shown"]
    assert "1.4 points" not in page


def test_forms_of_one_to_four_people_are_not_given_out(
    client: FlaskClient, niamh: Person, shipped: Implementation
) -> None:
    group = delivery.group(shipped, families=7)
    evaluation.forms(group, "T1", 3)
    evaluation.forms(group, "T2", 6)
    with acting(niamh, Role.PROJECT_LEAD):
        page = client.get(f"/areas/{shipped.area_id}/report").text
    assert "fewer than 5 of 7" in page
    assert "6 of 7 (86%)" in page
    assert "3 of 7" not in page


def test_an_area_that_has_nothing_and_one_with_long_names_are_one_sheet_each(
    client: FlaskClient, session: Session, marlbury: Area, shipped: Implementation
) -> None:
    marlbury.name = LONG
    scores.marlbury(shipped)
    bare = make.area("Norwich")
    session.flush()
    with acting(make.person("Helen Ashworth", Role.UNIT_MANAGER), Role.UNIT_MANAGER):
        papers = [read(client.get(f"/areas/{one}/report.pdf").data) for one in (marlbury.id, bare.id)]
        assert "No programme is taken up yet" in client.get(f"/areas/{bare.id}/report").text
    assert [one.pages for one in papers] == [1, 1]
    assert papers[0].says(LONG)
    assert papers[1].title == "No programme is taken up yet"


def test_the_report_of_all_areas_is_one_sheet_for_unit_managers_alone(
    client: FlaskClient, niamh: Person, priya: Person, shipped: Implementation
) -> None:
    scores.marlbury(shipped)
    with acting(make.person("Helen Ashworth", Role.UNIT_MANAGER), Role.UNIT_MANAGER):
        page, paper = client.get("/results/report").text, read(client.get("/results/report.pdf").data)
        assert read(client.get("/results/report.pdf?year=1999").data).pages == 1
    assert paper.title == "87 families in 12 groups; delivery is green in 0 of 1 area, 1 renewal is undecided"
    assert (paper.pages, paper.language, paper.tagged) == (1, "en-GB", True)
    assert "75 of 87 (86%)" in page
    assert "Marlbury" not in page.split("<main")[1]
    for who, role in ((niamh, Role.PROJECT_LEAD), (priya, Role.IMPLEMENTATION_MANAGER)):
        with acting(who, role):
            assert client.get("/results/report").status_code == 403


def test_a_lead_of_another_area_finds_no_report(client: FlaskClient, shipped: Implementation) -> None:
    norwich = make.area("Norwich")
    with acting(make.lead("Ana Duarte", norwich), Role.PROJECT_LEAD):
        assert client.get(f"/areas/{shipped.area_id}/report").status_code == 404
        assert client.get(f"/areas/{shipped.area_id}/report.pdf").status_code == 404
