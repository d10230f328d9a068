"""The pages of changes: asked about in two steps, answered by the unit, read in the book without names."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.fidelity import service
from scaleup.fidelity.models import Adaptation
from scaleup.fidelity.rules import Decided, Ruling, Told
from tests.factories import support as made
from tests.factories.actors import acting
from tests.factories.areas import NOW
from tests.factories.changes import TODAY, change
from tests.support.shown import sent_by_browser

pytestmark = pytest.mark.usefixtures("on_monday_23_november", "licence")
REASON = "It brings in parents who work, and both of the pair are free."


@pytest.fixture
def answered(taking_up: Implementation, niamh: Person, priya: Person) -> Adaptation:
    """Marlbury's Saturdays, agreed."""
    row = change(taking_up, niamh.id)
    service.decide(service.Act(priya.id, row.version, TODAY, NOW), Decided(Ruling.AGREED, REASON), adaptation_id=row.id)
    return row


@pytest.fixture
def elsewhere(session: Session) -> Person:
    """The project lead of another area."""
    return made.lead("Owen Pryce", made.area("Carreg", "Wales"))


def test_a_lead_sees_the_light_before_anything_is_saved_and_then_saves(
    client: FlaskClient, session: Session, marlbury: Area, taking_up: Implementation, niamh: Person
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        first = f"/areas/{marlbury.id}/adaptations/ask"
        chosen = sent_by_browser(client.get(first).text) | {"told": ["before"], "kind": ["one_facilitator"]}
        sent = client.post(first, data=chosen)
        page = client.get(sent.location).text
        for words in ("Red: Part of what was shown to work", "What is usual instead:", "Nothing is saved yet."):
            assert words in page
        assert session.scalars(select(Adaptation)).all() == []
        typed = sent_by_browser(page) | {"text": ["No midwife in January."], "reasons": ["staff"]}
        saved = client.post(sent.location, data=typed)
        assert saved.status_code == 302
        page = client.get(saved.location).text
    assert "an answer comes by Monday 30 November 2026" in page
    row = session.scalars(select(Adaptation)).one()
    assert (row.kind, row.light, row.what, row.nature) == ("one_facilitator", "red", "setting", "departing")
    assert row.implementation_id == taking_up.id


def test_what_is_missing_is_said_at_once_and_nothing_typed_is_lost(
    client: FlaskClient, session: Session, marlbury: Area, taking_up: Implementation, niamh: Person
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        first = f"/areas/{marlbury.id}/adaptations/ask"
        nothing = client.post(first, data=sent_by_browser(client.get(first).text))
        assert nothing.status_code == 422
        assert "Choose what it is about" in nothing.text
        address = f"/implementations/{taking_up.id}/adaptations/ask?kind=remote&told=after"
        typed = sent_by_browser(client.get(address).text) | {"text": ["Ring 07700 900123 about it"]}
        wrong = client.post(address, data=typed)
    assert wrong.status_code == 422
    for words in (
        "Tick at least one reason",
        "Enter the day since when it is done this way",
        "looks like somebody’s mobile number",
        "Ring 07700 900123 about it",
    ):
        assert words in wrong.text
    assert session.scalars(select(Adaptation)).all() == []


def test_the_area_s_page_says_first_what_waits_and_what_was_agreed(
    client: FlaskClient, marlbury: Area, taking_up: Implementation, answered: Adaptation, niamh: Person, priya: Person
) -> None:
    change(taking_up, niamh.id, kind="one_facilitator", told=Told.AFTER, from_on=date(2026, 10, 6))
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = client.get(f"/areas/{marlbury.id}/adaptations").text
    for words in (
        "1 change waits for an answer; 1 is agreed.",
        "In use now, and red on the programme’s list:",
        "answer by Mon 30 Nov",
    ):
        assert words in page


def test_the_unit_answers_in_a_form_that_shows_the_asker_s_words(
    client: FlaskClient, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    row = change(taking_up, niamh.id)
    with acting(niamh, Role.PROJECT_LEAD):
        assert client.get(f"/adaptations/{row.id}/decide").status_code in (403, 404)
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = client.get(f"/adaptations/{row.id}/decide").text
        assert "Six Saturdays in the library" in page
        typed = sent_by_browser(page) | {"ruling": ["declined"], "reason": ["Marlbury has no cover"]}
        wrong = client.post(f"/adaptations/{row.id}/decide", data=typed)
        assert wrong.status_code == 422
        assert "Every area reads this, without names. Leave out “Marlbury”" in wrong.text
        typed |= {"reason": [REASON]}
        assert client.post(f"/adaptations/{row.id}/decide", data=typed).status_code == 302
        page = client.get(f"/adaptations/{row.id}").text
    assert "Not agreed on Monday 23 November 2026." in page
    assert row.decided_by_id == priya.id


def test_the_unit_gives_another_answer_and_the_one_before_stands_beneath_it(
    client: FlaskClient, answered: Adaptation, niamh: Person, priya: Person
) -> None:
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = client.get(f"/adaptations/{answered.id}/decide-again").text
        assert REASON in page
        typed = sent_by_browser(page) | {"ruling": ["declined"], "reason": ["No cover was found after all."]}
        assert client.post(f"/adaptations/{answered.id}/decide-again", data=typed).status_code == 302
        book = client.get("/adaptations").text
    with acting(niamh, Role.PROJECT_LEAD):
        page = client.get(f"/adaptations/{answered.id}").text
        assert client.get(f"/adaptations/{answered.id}/decide-again").status_code in (403, 404)
    assert "Not agreed on Monday 23 November 2026." in page
    assert "What was answered before" in page
    assert REASON in page
    assert "Give another answer" not in page
    assert "No cover was found after all." in book
    assert REASON not in book


def test_another_area_s_lead_reads_the_answer_but_neither_area_nor_person_nor_day(
    client: FlaskClient, answered: Adaptation, elsewhere: Person
) -> None:
    with acting(elsewhere, Role.PROJECT_LEAD):
        page = client.get("/adaptations?q=saturdays+weekend").text
        whole = client.get("/adaptations").text
        assert client.get(f"/adaptations/{answered.id}").status_code == 404
    assert REASON not in page
    assert REASON in whole
    for hidden in ("Marlbury", "Niamh", "Priya", f"/adaptations/{answered.id}", "Six Saturdays", "Mon 23 Nov"):
        assert hidden not in whole


@pytest.mark.parametrize("question", ["Marlbury", "marl", "Niamh", "O’Rourke", "library since", "England"])
def test_no_question_finds_out_whose_an_answer_was(
    client: FlaskClient, answered: Adaptation, elsewhere: Person, question: str
) -> None:
    with acting(elsewhere, Role.PROJECT_LEAD):
        page = client.get("/adaptations", query_string={"q": question, "ruling": "agreed"}).text
    assert "0 answers given before" in page or "Nothing in the book answers this yet" in page
    assert REASON not in page


def test_who_sees_the_area_reads_its_name_in_the_book(
    client: FlaskClient, answered: Adaptation, niamh: Person, priya: Person
) -> None:
    for person, role in ((niamh, Role.PROJECT_LEAD), (priya, Role.IMPLEMENTATION_MANAGER)):
        with acting(person, role):
            page = client.get("/adaptations?ruling=agreed&light=amber&kind=weekend").text
        assert "Marlbury" in page
        assert f"/adaptations/{answered.id}" in page


def test_the_book_answers_on_its_first_day_from_the_programme_s_own_list(
    client: FlaskClient, elsewhere: Person
) -> None:
    with acting(elsewhere, Role.PROJECT_LEAD):
        whole = client.get("/adaptations").text
        found = client.get("/adaptations?q=Polish").text
        nothing = client.get("/adaptations?q=helicopter").text
    assert "28 kinds of change on the lists, 0 answers given before." in whole
    assert "1 kind of change on the lists" in found
    assert "Another language, or an interpreter" in found
    assert "Nothing in the book answers this yet." in nothing


def test_a_change_is_over_from_its_page(
    client: FlaskClient, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    row = change(taking_up, niamh.id, kind="one_facilitator", told=Told.AFTER, from_on=date(2026, 10, 6))
    with acting(niamh, Role.PROJECT_LEAD):
        page = client.get(f"/adaptations/{row.id}").text
        assert "In use now, and red" in page
        day = sent_by_browser(page) | {"on_day-day": ["25"], "on_day-month": ["12"], "on_day-year": ["2026"]}
        late = client.post(f"/adaptations/{row.id}/over", data=day)
        assert (late.status_code, "25 December 2026 is still to come" in late.text) == (422, True)
        day |= {"on_day-day": ["20"], "on_day-month": ["11"]}
        assert client.post(f"/adaptations/{row.id}/over", data=day).status_code == 302
        assert "In use now" not in client.get(f"/adaptations/{row.id}").text


def test_my_work_of_the_manager_says_what_waits_and_what_is_red_and_in_use(
    client: FlaskClient, clock, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    change(taking_up, niamh.id)
    red = change(taking_up, niamh.id, kind="one_facilitator", told=Told.AFTER, from_on=date(2026, 10, 6))
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = client.get("/").text
        for words in (
            "A change waits for an answer: Sessions at a weekend",
            "In use and red on the list: A session with one facilitator",
            f"/adaptations/{red.id}/decide",
        ):
            assert words in page
        clock("2026-12-01T09:00:00+00:00")
        assert "1 day late" in client.get("/").text or "yesterday" in client.get("/").text
    with acting(niamh, Role.PROJECT_LEAD):
        assert "waits for an answer" not in client.get("/").text


def test_conditions_are_asked_about_when_their_day_comes(
    client: FlaskClient, clock, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    row = change(taking_up, niamh.id)
    terms = Decided(Ruling.CONDITIONS, REASON, "A trained stand-in is named.", date(2027, 1, 13))
    service.decide(service.Act(priya.id, row.version, TODAY, NOW), terms, adaptation_id=row.id)
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        assert "Are the conditions met?" not in client.get("/").text
        clock("2027-01-11T09:00:00+00:00")
        assert "Are the conditions met? Sessions at a weekend" in client.get("/").text
        typed = sent_by_browser(client.get(f"/adaptations/{row.id}").text)
        assert client.post(f"/adaptations/{row.id}/met", data=typed).status_code == 302
        assert "Are the conditions met?" not in client.get("/").text


def test_a_red_change_in_use_stands_on_the_area_s_own_page(
    client: FlaskClient, marlbury: Area, taking_up: Implementation, niamh: Person
) -> None:
    change(taking_up, niamh.id, kind="one_facilitator", told=Told.BEFORE, from_on=TODAY)
    words = "A change is in use that is red on the programme’s list."
    with acting(niamh, Role.PROJECT_LEAD):
        assert words not in client.get(f"/areas/{marlbury.id}").text
        change(taking_up, niamh.id, kind="one_facilitator", told=Told.AFTER, from_on=TODAY)
        assert words in client.get(f"/areas/{marlbury.id}").text


def test_a_red_change_in_use_is_an_alert_in_the_list_of_areas_and_is_looked_for_there(
    client: FlaskClient, session: Session, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        assert "Red change in use since" not in client.get("/areas").text
        row = change(taking_up, niamh.id, kind="one_facilitator", told=Told.AFTER, from_on=date(2026, 10, 6))
        page = client.get("/areas").text
        assert ">Marlbury</a>" in client.get("/areas?need=change").text
        row.until_on = date(2026, 11, 22)
        session.flush()
        assert ">Marlbury</a>" not in client.get("/areas?need=change").text
        assert "Red change in use since" not in client.get("/areas").text
    assert re.search(r'class="state s-late">.*?Red change in use since Tue 6 Oct', page), page
