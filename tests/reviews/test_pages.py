"""The pages of reviews: what staff record there, and what a project lead sees of it."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.reviews.models import AreaReview, ReviewRecord
from scaleup.reviews.rules import Domain
from scaleup.support.models import Action
from tests.factories.actors import acting
from tests.support.shown import sent_by_browser

pytestmark = pytest.mark.usefixtures("on_monday_23_november")
MARKS = {f"mark_{domain.value}": ["4"] for domain in Domain}


def test_an_area_s_reviews_stand_in_a_list_with_their_states(
    client: FlaskClient, planned: list[AreaReview], marlbury: Area, niamh: Person, priya: Person
) -> None:
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = client.get(f"/areas/{marlbury.id}/reviews").text
    for words in ("2 reviews are late, the first since Tuesday 1 April 2025.", "a year on", "no record", "Record it"):
        assert words in page
    with acting(niamh, Role.PROJECT_LEAD):
        page = client.get(f"/areas/{marlbury.id}/reviews").text
    assert "Review of sustainability, 2 years on" in page
    assert ("Record it" in page, 'data-l="Acts"' in page) == (False, False)


def test_what_a_manager_records_a_project_lead_reads_without_marks_and_notes(
    client: FlaskClient, session: Session, planned: list[AreaReview], niamh: Person, priya: Person
) -> None:
    address = f"/reviews/{planned[1].id}"
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        typed = sent_by_browser(client.get(f"{address}/record").text) | MARKS
        typed |= {
            "went_well": ["Midwives recruit in the clinic"],
            "outcome": ["plan_the_end"],
            "agreed": ["The last group ends in June."],
            "note": ["The trust is being merged"],
            "barriers": ["restructure"],
            "severity_restructure": ["3"],
            "actions-0-what": ["Tell the partners"],
            "actions-0-owner": [str(niamh.id)],
            "actions-0-due-day": ["8"],
            "actions-0-due-month": ["1"],
            "actions-0-due-year": ["2027"],
        }
        assert client.post(f"{address}/record", data=typed).status_code == 302
        page = client.get(address).text
    for words in ("The trust is being merged", "Restructure: stops us", "4: it stands firm", "Midwives recruit"):
        assert words in page
    assert session.scalars(select(Action.due_on)).one() == date(2027, 1, 8)
    with acting(niamh, Role.PROJECT_LEAD):
        page = client.get(address).text
        assert client.get(f"{address}/record").status_code == 403
    for words in ("The last group ends in June.", "The end is planned", "Tell the partners"):
        assert words in page
    for words in ("The trust is being merged", "stops us", "it stands firm", "Midwives recruit", "For the unit only"):
        assert words not in page


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    client: FlaskClient, session: Session, planned: list[AreaReview], priya: Person
) -> None:
    address = f"/reviews/{planned[1].id}/record"
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        typed = sent_by_browser(client.get(address).text) | {"agreed": ["Two groups."], "outcome": ["continue"]}
        answer = client.post(address, data=typed)
    assert answer.status_code == 422
    assert "There are 8 things to put right" in answer.text
    assert "Two groups." in answer.text
    assert session.scalars(select(ReviewRecord)).all() == []


def test_a_review_of_sustainability_says_at_once_all_that_is_missing(
    client: FlaskClient, planned: list[AreaReview], priya: Person
) -> None:
    address = f"/reviews/{planned[1].id}/record"
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        answer = client.post(address, data=sent_by_browser(client.get(address).text))
    assert "There are 10 things to put right" in answer.text
    assert "Rate “Money beyond this year” from 1 to 5" in answer.text


def test_a_review_is_moved_left_out_and_planned_again_on_its_pages(
    client: FlaskClient, session: Session, planned: list[AreaReview], marlbury: Area, priya: Person
) -> None:
    first, coming = planned[0], planned[2]
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        moving = f"/reviews/{coming.id}/move"
        typed = sent_by_browser(client.get(moving).text) | {"to_on-day": ["20"], "because": ["The lead is away"]}
        assert client.post(moving, data=typed).status_code == 302
        assert coming.due_on == date(2027, 4, 20)
        leaving = f"/reviews/{first.id}/leave-out"
        typed = sent_by_browser(client.get(leaving).text)
        assert client.post(leaving, data=typed).status_code == 422
        assert client.post(leaving, data=typed | {"because": ["Held on paper"]}).status_code == 302
        page = client.get(f"/reviews/{first.id}").text
        assert "Held on paper" in page
        assert client.post(f"/reviews/{first.id}/again", data=sent_by_browser(page)).status_code == 302
    assert first.state == "open"


def test_a_review_is_corrected_and_added_to_on_its_page(
    client: FlaskClient, session: Session, planned: list[AreaReview], priya: Person
) -> None:
    address = f"/reviews/{planned[0].id}"
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        typed = sent_by_browser(client.get(f"{address}/record").text)
        typed |= {"agreed": ["Two groups."], "outcome": ["continue"]}
        assert client.post(f"{address}/record", data=typed).status_code == 302
        typed = sent_by_browser(client.get(f"{address}/correct").text) | {"agreed": ["Three groups."]}
        assert client.post(f"{address}/correct", data=typed).status_code == 422
        assert client.post(f"{address}/correct", data=typed | {"because": ["Misheard"]}).status_code == 302
        added = sent_by_browser(client.get(address).text)
        assert client.post(f"{address}/addenda", data=added).status_code == 422
        assert client.post(f"{address}/addenda", data=added | {"text": ["The venue is let."]}).status_code == 302
        page = client.get(address).text
    for words in ("Three groups.", "Misheard", "What was agreed: Two groups.", "The venue is let."):
        assert words in page


def test_an_area_without_a_licence_says_what_will_stand_there(
    client: FlaskClient, marlbury: Area, priya: Person
) -> None:
    with acting(priya, Role.UNIT_MANAGER):
        assert "Reviews stand here once the area has taken up" in client.get(f"/areas/{marlbury.id}/reviews").text


def test_what_was_typed_stays_where_somebody_else_recorded_the_review_meanwhile(
    client: FlaskClient, session: Session, planned: list[AreaReview], priya: Person
) -> None:
    address = f"/reviews/{planned[0].id}"
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        typed = sent_by_browser(client.get(f"{address}/record").text) | {"outcome": ["continue"]}
        other = sent_by_browser(client.get(f"{address}/record").text) | {"outcome": ["continue"]}
        assert client.post(f"{address}/record", data=typed | {"agreed": ["Two groups."]}).status_code == 302
        twice = client.post(f"{address}/record", data=typed | {"agreed": ["Two groups."]})
        assert (twice.status_code, twice.location) == (302, address)
        answer = client.post(f"{address}/record", data=other | {"agreed": ["Three groups in spring."]})
        back = client.get(f"{address}/record")
    assert answer.status_code == 422
    for words in ("Somebody else recorded this review", "Three groups in spring."):
        assert words in answer.text
    assert (back.status_code, back.location) == (302, address)
    assert session.scalars(select(ReviewRecord.agreed)).all() == ["Two groups."]


def test_a_review_that_is_settled_meanwhile_is_not_moved_and_the_page_says_so(
    client: FlaskClient, session: Session, planned: list[AreaReview], priya: Person
) -> None:
    coming = planned[2]
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        forms = {way: sent_by_browser(client.get(f"/reviews/{coming.id}/{way}").text) for way in ("move", "leave-out")}
        coming.state, coming.left_out_because, coming.left_out_on = "left_out", "Held before", date(2026, 11, 20)
        session.commit()
        for way, typed in forms.items():
            address = f"/reviews/{coming.id}/{way}"
            assert client.get(address).location == f"/reviews/{coming.id}"
            assert client.post(address, data=typed | {"because": ["The lead is away"]}).status_code == 302
            assert "Somebody else settled this review" in client.get(f"/reviews/{coming.id}").text
    assert coming.moved_to is None


def test_a_review_is_offered_to_be_recorded_once_its_time_has_come(
    client: FlaskClient, planned: list[AreaReview], marlbury: Area, priya: Person
) -> None:
    for one in planned[:2]:
        one.state = "done"
    far = planned[2]
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = client.get(f"/areas/{marlbury.id}/reviews").text
        assert "The next is on Thursday 1 April 2027." in page
        assert "Record it" not in page
        page = client.get(f"/reviews/{far.id}").text
    assert "Record this review" not in page
    assert "It was held already: record it" in page


def test_a_review_moved_to_the_last_year_that_is_known_still_stands_on_its_pages(
    client: FlaskClient, planned: list[AreaReview], marlbury: Area, priya: Person
) -> None:
    last = planned[3]
    far = {"to_on-day": ["30"], "to_on-month": ["12"], "to_on-year": ["2060"], "because": ["They asked for it"]}
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        typed = sent_by_browser(client.get(f"/reviews/{last.id}/move").text)
        assert client.post(f"/reviews/{last.id}/move", data=typed | far).status_code == 302
        for address in (f"/areas/{marlbury.id}/reviews", f"/reviews/{last.id}", f"/reviews/{last.id}/record"):
            assert client.get(address).status_code == 200
