"""The page of accreditation: pairs at the top, then everybody’s state and why; too few pairs are seen on My work."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient

from scaleup import commit
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.areas.models import Implementation
from scaleup.delivery import service as delivery
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.rules import Profession
from scaleup.training.rules import Attendance
from scaleup.training.service import certifying
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import licences
from tests.factories import training as trained
from tests.worklist.reading import words

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def noon(clock: Callable[[str], None]) -> None:
    clock("2026-11-23T12:00:00+00:00")


@pytest.fixture
def marlbury(client: FlaskClient) -> Implementation:
    """Marlbury, looked after by Priya Nair, who is signed in."""
    priya = people.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
    found = make.shipped_implementation()
    licences.granted(found)
    areas.assign_manager(found.id, priya.id, on_day=date(2024, 1, 23), by=None)
    people.sign_in(client, priya)
    return found


def joined(of: Implementation, name: str, profession: Profession, *, done_on: date | None = None) -> int:
    somebody = facilitators.join(of.id, make.person(name).id, profession=profession, by=None)
    if done_on:
        facilitators.record_part(somebody.id, "initial", done_on=done_on, by=None)
    return somebody.id


def test_everybody_stands_there_with_the_reason_and_whoever_needs_something_first(
    client: FlaskClient, marlbury: Implementation
) -> None:
    joined(marlbury, "Grace Dunmore", Profession.MIDWIFE, done_on=date(2026, 4, 25))
    joined(marlbury, "Owen Silverdale", Profession.SOCIAL_WORKER, done_on=date(2026, 6, 25))
    missed = joined(marlbury, "Amara Holloway", Profession.HEALTH_VISITOR)
    event = trained.event(marlbury, days=[date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 3)])
    booked = trained.booking(event, facilitators.queries.facilitator(missed))
    trained.marks(booked, event, *[Attendance.PRESENT] * 5, Attendance.ABSENT)
    certifying.certify([missed], today=TODAY, by=None)
    delivery.record_start(marlbury.id, date(2026, 5, 4), today=TODAY, by=None)
    commit.now()
    page = words(client.get(f"/areas/{marlbury.area_id}/accreditation").text)
    assert "0 pairs can deliver. 0 from health and 1 from children’s services are accredited today." in page
    assert "Lapsed Lapsed after 4 November 2026, without Top-up training by then" in page
    assert "Lapsing Accredited since 25 June 2026; that ends on 25 December 2026 unless Top-up training" in page
    assert (
        "Not trained yet Initial training not complete. Initial training: misses day 3 afternoon of 3 September 2026; "
        "a make-up completes it." in page
    )
    assert page.index("Grace Dunmore") < page.index("Owen Silverdale") < page.index("Amara Holloway")


def test_fewer_pairs_than_planned_stand_on_my_work_of_whoever_looks_after_the_area(
    client: FlaskClient, marlbury: Implementation
) -> None:
    joined(marlbury, "Grace Dunmore", Profession.MIDWIFE, done_on=date(2026, 9, 25))
    joined(marlbury, "Owen Silverdale", Profession.SOCIAL_WORKER, done_on=date(2026, 9, 25))
    commit.now()
    assert "can deliver" not in words(client.get("/").text)
    address = f"/implementations/{marlbury.id}/pairs"
    page = client.get(address)
    version = page.text.split('name="version" value="')[1].split('"')[0]
    sent = {"csrf_token": people.form_token(page), "version": version}
    assert "Enter how many pairs" in client.post(address, data={**sent, "pairs": ""}).text
    assert client.post(address, data={**sent, "pairs": "2"}).headers["Location"] == (
        f"/areas/{marlbury.area_id}/accreditation"
    )
    assert "1 pair short: 1 of the 2 pairs planned can deliver." in words(
        client.get(f"/areas/{marlbury.area_id}/accreditation").text
    )
    assert "1 pair of 2 can deliver" in words(client.get("/").text)
    assert "1 from health and 1 from children’s services are accredited today" in words(client.get("/").text)
    assert client.post(address, data={**sent, "pairs": "1"}).status_code == 422
