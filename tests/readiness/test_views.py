"""Readiness through its pages: an area answers, the unit reviews and signs, and what follows is read."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.areas.models import AreaPerson, Implementation
from scaleup.areas.rules import AreaRole
from scaleup.extensions import db
from scaleup.readiness import queries, service
from scaleup.readiness.models import Assessment
from scaleup.readiness.rules import Answered, Decision, State
from scaleup.readiness.rules import Condition as Wanted
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import readiness
from tests.factories.areas import NOW, TODAY
from tests.factories.support import give_access, keep
from tests.worklist.reading import words

pytestmark = [pytest.mark.usefixtures("session"), pytest.mark.parametrize("dialect", ["sqlite"])]
"""Acts are tried on both databases in test_service, addresses in tests/house/test_routes."""


@pytest.fixture(autouse=True)
def noon(clock: Callable[[str], None]) -> None:
    """It is Monday 23 November 2026."""
    clock("2026-11-23T12:00:00+00:00")


@pytest.fixture
def marlbury() -> Implementation:
    return make.shipped_implementation()


@pytest.fixture
def niamh(marlbury: Implementation) -> Person:
    """The project lead of Marlbury."""
    lead = people.person("Niamh O’Rourke", Role.PROJECT_LEAD)
    give_access(lead, marlbury.area, Role.PROJECT_LEAD)
    keep(AreaPerson(area_id=marlbury.area_id, person_id=lead.id, role=AreaRole.PROJECT_LEAD, from_on=TODAY))
    return lead


@pytest.fixture
def lead(app: Flask, niamh: Person) -> FlaskClient:
    """Her browser."""
    client = app.test_client()
    people.sign_in(client, niamh)
    return client


@pytest.fixture
def helen(app: Flask, marlbury: Implementation) -> FlaskClient:
    """The browser of a unit manager."""
    client = app.test_client()
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    return client


def fields(page: str) -> dict[str, str]:
    """The unseen values of the last form in the page."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.rsplit("<form", 1)[1])
    return dict(found)


def send(client: FlaskClient, path: str, **values: str) -> TestResponse:
    """The form at this address, sent with these answers."""
    return client.post(path, data={**fields(client.get(path).text), **values})


def due(name: str, on_day: date) -> dict[str, str]:
    return {f"{name}-day": str(on_day.day), f"{name}-month": str(on_day.month), f"{name}-year": str(on_day.year)}


def begun(of: Implementation) -> Assessment:
    found = service.begin(of.id, by=None, now=NOW)
    db.session.commit()
    return found


def handed_in(of: Implementation, **ratings: int) -> Assessment:
    found = readiness.begin(of.id, **ratings)
    db.session.commit()
    return found


def test_the_unit_begins_a_round_and_the_area_reads_what_is_asked(
    helen: FlaskClient, lead: FlaskClient, marlbury: Implementation
) -> None:
    area = f"/areas/{marlbury.area_id}/readiness"
    assert "No round of readiness has begun yet." in lead.get(area).text
    assert "Begin the first round" not in lead.get(area).text
    token = people.form_token(helen.get(area))
    answer = helen.post(f"/implementations/{marlbury.id}/readiness/begin", data={"csrf_token": token})
    assert "Round 1 is open: 33 items, none answered yet." in lead.get(answer.location).text
    again = helen.post(f"/implementations/{marlbury.id}/readiness/begin", data={"csrf_token": token})
    assert (again.status_code, "Round 1 is not signed yet." in again.text) == (409, True)


def test_a_factor_is_answered_saved_and_gone_on_from(
    lead: FlaskClient, marlbury: Implementation, niamh: Person
) -> None:
    found = begun(marlbury)
    values = {
        "N1-rating": "4",
        "N1-evidence": "See https://marlbury.example/births",
        "N1-owner_id": str(niamh.id),
        **due("N1-due_on", date(2026, 12, 18)),
    }
    answer = send(lead, f"/readiness/{found.id}/need", **values)
    assert answer.location == f"/readiness/{found.id}/fit"
    assert "1 answer saved." in lead.get(answer.location).text
    page = lead.get(f"/readiness/{found.id}").text
    assert "1 of 4 answered" in page
    assert "Round 1 is being answered: 1 of 33 items." in page
    shown = lead.get(f"/readiness/{found.id}/answers").text
    assert "Niamh O’Rourke sees to it by 18 December 2026." in shown
    assert "Answered Mon 23 Nov 12:00 by Niamh O’Rourke." in shown
    later = send(lead, f"/readiness/{found.id}/supports", later="1")
    assert later.location == f"/readiness/{found.id}"
    assert send(lead, f"/readiness/{found.id}/supports").location == f"/readiness/{found.id}/answers"


def test_a_rating_off_the_scale_and_a_day_gone_by_are_said_at_their_fields_and_all_is_kept(
    lead: FlaskClient, marlbury: Implementation
) -> None:
    found = begun(marlbury)
    answer = send(
        lead,
        f"/readiness/{found.id}/need",
        **{"N1-rating": "6", "N2-rating": "2", "N2-evidence": "The needs assessment of 2025."},
    )
    assert answer.status_code == 422
    assert "N1: N1  Number of births" in answer.text
    assert "The needs assessment of 2025." in answer.text
    past = send(lead, f"/readiness/{found.id}/need", **{"N2-rating": "2"}, **due("N2-due_on", date(2026, 11, 22)))
    assert "N2: The day by which it is in place must be today or later" in past.text
    assert queries.answers_of(found.id)["N2"].rating is None


def test_two_people_on_one_page_lose_nothing_of_each_other(lead: FlaskClient, marlbury: Implementation) -> None:
    """Colm answers N1 while Niamh has the page open; she answers N2 and then N1 too."""
    found, colm = begun(marlbury), people.person("Colm Daly", Role.DEPUTY)
    path = f"/readiness/{found.id}/need"
    opened = fields(lead.get(path).text)
    theirs = Answered(4, "The register of births.")
    service.answer(found.id, [readiness.said(found, "N1", theirs)], by=colm.id, now=NOW)
    db.session.commit()
    assert lead.post(path, data={**opened, "N2-rating": "3"}).status_code == 302
    db.session.expire_all()
    kept = queries.answers_of(found.id)
    assert (kept["N1"].rating, kept["N1"].evidence, kept["N2"].rating) == (4, "The register of births.", 3)
    clash = lead.post(path, data={**opened, "N1-rating": "2", "N1-evidence": "A guess."})
    assert clash.status_code == 422
    assert "N1: Colm Daly saved this item since you opened it" in clash.text
    assert "The register of births." in clash.text
    assert "A guess." in clash.text
    over = lead.post(path, data={**fields(clash.text), "N1-rating": "2", "N1-evidence": "A guess."})
    db.session.expire_all()
    assert (over.status_code, queries.answers_of(found.id)["N1"].rating) == (302, 2)
    history = lead.get(f"/readiness/{found.id}/answers").text
    assert "Mon 23 Nov 09:00, Colm Daly: The register of births." in history


def test_a_round_is_handed_in_once_every_item_is_rated(lead: FlaskClient, marlbury: Implementation) -> None:
    found = begun(marlbury)
    path = f"/readiness/{found.id}"
    assert "33 items are not answered yet: N1, N2," in lead.get(f"{path}/answers").text
    refused = lead.post(f"{path}/hand-in", data=fields(lead.get(f"{path}/need").text))
    assert (refused.status_code, "Rate each of them first." in refused.text) == (422, True)
    readiness.answer_all(found)
    db.session.commit()
    done = lead.post(f"{path}/hand-in", data=fields(lead.get(f"{path}/answers").text))
    assert done.location == path
    assert "Round 1 is with the unit, which reviews and signs it." in lead.get(path).text
    assert lead.get(f"{path}/need").location == f"{path}/answers"
    shut = lead.post(f"{path}/need", data={"csrf_token": fields(lead.get("/me/name").text)["csrf_token"]})
    assert "This round is handed in" in shut.text


def test_a_manager_of_other_areas_who_leads_here_neither_signs_nor_gives_back(
    app: Flask, marlbury: Implementation
) -> None:
    both = people.person("Priya Nair", Role.PROJECT_LEAD, Role.IMPLEMENTATION_MANAGER)
    give_access(both, marlbury.area, Role.PROJECT_LEAD)
    found = readiness.begin(marlbury.id)
    db.session.commit()
    browser = app.test_client()
    people.sign_in(browser, both)
    for act in ("sign", "give-back", "items/P1/review"):
        assert browser.get(f"/readiness/{found.id}/{act}").status_code == 404
    assert "Begin" not in browser.get(f"/areas/{marlbury.area_id}/readiness").text


def test_the_unit_reviews_beside_the_answer_and_the_area_does_not_read_it(
    helen: FlaskClient, lead: FlaskClient, marlbury: Implementation
) -> None:
    found = handed_in(marlbury)
    path = f"/readiness/{found.id}/items/P1/review"
    assert "Say why: the next reader has only this" in send(helen, path, rating="2").text
    assert send(helen, path, rating="2", reason="The letter names no hours.").location.endswith("/answers#P1")
    for page in ("answers", "result"):
        assert "The letter names no hours." in helen.get(f"/readiness/{found.id}/{page}").text
        assert "The letter names no hours." not in lead.get(f"/readiness/{found.id}/{page}").text
    assert lead.get(path).status_code == 403
    assert helen.get(f"/readiness/{found.id}/items/X9/review").status_code == 404


def test_a_round_is_given_back_and_the_area_reads_why(
    helen: FlaskClient, lead: FlaskClient, marlbury: Implementation
) -> None:
    found = handed_in(marlbury)
    path = f"/readiness/{found.id}"
    assert "Say what the area should look at again" in send(helen, f"{path}/give-back").text
    send(helen, f"{path}/give-back", because="Who releases the midwives?")
    for page in (path, f"{path}/capacity", f"{path}/answers"):
        assert "Who releases the midwives?" in lead.get(page).text
    assert "The area is still answering it." in helen.get(f"{path}/give-back").text


SIGNED = {"reason": "The midwives are not released.", "name": "Helen Ashworth", "role": "Unit manager"}


def test_a_failed_gate_is_signed_not_yet_after_what_follows_was_shown(
    helen: FlaskClient, lead: FlaskClient, marlbury: Implementation
) -> None:
    found = handed_in(marlbury, P1=2)
    path = f"/readiness/{found.id}/sign"
    page = helen.get(path).text
    assert "The verdict is “not yet”." in page
    assert 'value="go"' not in page
    when = due("signed_on", date(2026, 11, 23))
    first = send(helen, path, decision="not_yet", **SIGNED, **when)
    assert "is signed as “not yet” by Helen Ashworth, Unit manager." in first.text
    assert "No licence is granted on it." in first.text
    assert found.state == State.HANDED_IN
    helen.post(path, data={**fields(first.text), "decision": "not_yet", **SIGNED, **when})
    result = lead.get(f"/readiness/{found.id}/result").text
    assert "is rated 2, discussed. Below 3 there is no licence." in result
    assert "The midwives are not released." in result
    assert (
        "Round 1 was signed as “not yet” on 23 November 2026" in lead.get(f"/areas/{marlbury.area_id}/readiness").text
    )
    assert "This round is signed already." in helen.get(path).text
    history = lead.get(f"/areas/{marlbury.area_id}/history?kind=readiness").text
    assert "Readiness, round 1 begun" in history
    assert "Readiness signed: not yet" in history
    assert "by Helen Ashworth, The midwives are not released." in history


def test_conditions_are_filled_in_from_the_rule_and_go_on_to_my_work(
    helen: FlaskClient, lead: FlaskClient, marlbury: Implementation, niamh: Person
) -> None:
    found = handed_in(marlbury, L2=2)
    path = f"/readiness/{found.id}/sign"
    assert 'value="A deputy lead is named (L2)."' in helen.get(path).text
    values = {"decision": "go_with_conditions", **SIGNED, **due("signed_on", date(2026, 11, 23))}
    missing = send(helen, path, **values, **{"L2-wording": "Name a deputy lead."})
    assert missing.status_code == 422
    assert "Choose who sees to it" in missing.text
    values |= {"L2-wording": "Name a deputy lead.", "L2-owner": str(niamh.id), **due("L2-due_on", date(2026, 11, 25))}
    first = send(helen, path, **values)
    assert "Condition: Name a deputy lead, by 25 November 2026." in first.text
    helen.post(path, data={**fields(first.text), **values})
    work = lead.get("/").text
    assert "Name a deputy lead." in work
    assert "A condition of the readiness verdict; yours to meet" in work
    area = f"/areas/{marlbury.area_id}/readiness"
    assert "Name a deputy lead." in lead.get(area).text
    [condition] = queries.standing_conditions(marlbury.id)
    send(helen, f"/conditions/{condition.id}/change", wording="Name a deputy.", owner="", **due("due_on", NEXT_WEEK))
    overview = lead.get(f"/areas/{marlbury.area_id}").text
    assert "Name a deputy." in overview
    assert "condition of the readiness verdict" in overview
    helen.post(f"/conditions/{condition.id}/met", data=fields(helen.get(area).text))
    assert "Name a deputy." not in lead.get(f"/areas/{marlbury.area_id}").text


NEXT_WEEK = date(2026, 11, 30)


def test_a_second_round_shows_what_changed_and_both_profiles(
    helen: FlaskClient, lead: FlaskClient, marlbury: Implementation
) -> None:
    first = handed_in(marlbury, P1=2)
    readiness.sign(first, Decision.NOT_YET)
    second = service.begin(marlbury.id, by=None, now=NOW)
    readiness.answer(second, {"P1": 4, "F1": 3})
    db.session.commit()
    page = lead.get(f"/readiness/{second.id}/changes").text
    assert "2 items changed since round 1." in page
    assert "31 items as before" in page
    assert "Capacity: 4.0, 3.9 in the round before." in page
    assert lead.get(f"/readiness/{first.id}/changes").location == f"/readiness/{first.id}/result"
    assert "in an earlier round" in lead.get(f"/readiness/{second.id}/answers").text


def test_another_areas_round_is_not_there(lead: FlaskClient) -> None:
    kelso = make.shipped_implementation(make.area("Kelso", "Scotland"))
    found = handed_in(kelso, L2=2)
    readiness.sign(found, Decision.CONDITIONS, Wanted("A deputy.", make.person().id, NEXT_WEEK, "L2"))
    db.session.commit()
    for path in ("", "/answers", "/result", "/need", "/changes"):
        assert lead.get(f"/readiness/{found.id}{path}").status_code == 404
    assert lead.get(f"/areas/{kelso.area_id}/readiness").status_code == 404


def test_an_old_note_is_labelled_as_no_verdict(helen: FlaskClient, marlbury: Implementation) -> None:
    areas.note_readiness(marlbury.id, "82 %", on_day=date(2023, 10, 17), by=None)
    db.session.commit()
    page = helen.get(f"/areas/{marlbury.area_id}/readiness").text
    assert "An old tracker said: “82 %”, 17 October 2023. This is a note, not a verdict." in page


def test_the_unit_reads_what_fails_most_often_and_what_waits_for_it(
    helen: FlaskClient, lead: FlaskClient, marlbury: Implementation
) -> None:
    assert "No item was rated below the mark in a signed round yet." in helen.get("/areas/readiness").text
    readiness.sign(readiness.begin(marlbury.id, P1=2, C2=1), Decision.NOT_YET)
    waits = make.shipped_implementation(make.area("Kelso", "Scotland"))
    readiness.begin(waits.id)
    db.session.commit()
    page = helen.get("/areas/readiness").text
    assert "C2 is rated below the mark most often: 100% (1 of 1)." in page
    assert "1 signed round: not yet 1." in page
    assert "gate, no licence" in page
    assert "Kelso Round 1 of readiness is handed in" in words(helen.get("/").text)
    assert "handed in" not in lead.get("/").text
    assert lead.get("/areas/readiness").status_code == 403
