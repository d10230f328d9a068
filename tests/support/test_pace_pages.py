"""The pages on which another pace of support is proposed and decided, and the versions of a plan."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.licences.models import Licence
from scaleup.support import service
from scaleup.support.models import Slot, StepDecision
from tests.factories import support as made
from tests.factories.actors import acting

pytestmark = pytest.mark.usefixtures("on_monday_23_november")
TODAY = date(2026, 11, 23)


@pytest.fixture
def pace(marlbury: Area, laddered: Licence) -> str:
    return f"/areas/{marlbury.id}/plan/{laddered.id}/pace"


@dataclass(frozen=True)
class SignedIn:
    """A browser in which somebody is signed in."""

    client: FlaskClient
    person: Person
    role: Role

    def get(self, address: str) -> TestResponse:
        with acting(self.person, self.role):
            return self.client.get(address)

    def post(self, address: str, typed: dict[str, object]) -> TestResponse:
        unseen = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', self.get(address).text)[1]
        with acting(self.person, self.role):
            return self.client.post(address, data={"csrf_token": unseen, **typed})


@pytest.fixture
def signed_in(client: FlaskClient) -> Callable[[Person], SignedIn]:
    def browser(person: Person) -> SignedIn:
        role = Role.IMPLEMENTATION_MANAGER if person.name == "Priya Nair" else Role.PROJECT_LEAD
        return SignedIn(client, person, role)

    return browser


def shown(page: str) -> str:
    """The mark of what the page showed."""
    return re.search(r'name="shown" value="([0-9a-f]+)"', page)[1]


def test_the_plan_tells_the_manager_what_is_proposed_and_the_lead_nothing_of_it(
    signed_in, marlbury: Area, laddered: Licence, priya: Person, niamh: Person
) -> None:
    page = signed_in(priya).get(f"/areas/{marlbury.id}/plan").text
    assert "Contacts 19 and 20 (1 July 2026 and 1 October 2026) were missed in a row, so it is proposed that" in page
    assert "See what would change" in page
    assert page.count("Say what happened") == 2
    theirs = signed_in(niamh).get(f"/areas/{marlbury.id}/plan").text
    assert "proposed" not in theirs
    assert "Change how often" not in theirs


def test_a_proposal_is_accepted_once_its_differences_were_shown(
    session: Session, signed_in, marlbury: Area, laddered: Licence, priya: Person, niamh: Person, pace: str
) -> None:
    client = signed_in(priya)
    page = client.get(pace).text
    assert "After contact 20 contacts are every 2 months: <strong>2 contacts move and 1 is added.</strong>" in page
    assert "Mon 4 Jan 2027" in page
    assert "Tue 1 Dec" in page
    assert "about 1 month earlier" in page
    assert "No fidelity check is recorded" in page
    unsaid = client.post(pace, {"choice": "2", "reason": " ", "shown": shown(page)})
    assert unsaid.status_code == 422
    assert "Say why: colleagues read it, the project lead does not" in unsaid.text
    other = client.post(pace, {"choice": "1", "reason": "The lead has left", "shown": shown(page)})
    assert other.status_code == 200
    assert "After contact 20 contacts are every month: <strong>2 contacts move and 3 are added.</strong>" in other.text
    assert "The lead has left" in other.text
    saved = client.post(pace, {"choice": "1", "reason": "The lead has left", "shown": shown(other.text)})
    assert saved.status_code == 302
    decision = session.scalars(select(StepDecision)).one()
    assert (decision.rung, decision.every_months, decision.reason) == ("tighten", 1, "The lead has left")
    assert session.scalar(select(Slot.due_on).where(Slot.sequence == 21)) == date(2026, 12, 1)
    plan = client.get(f"/areas/{marlbury.id}/plan").text
    assert "Contacts stay every month until somebody decides to step down." in plan
    versions = f"/areas/{marlbury.id}/plan/{laddered.id}/versions"
    told = client.get(versions).text
    assert "After contact 20 contacts are every month: The lead has left" in told
    assert "From version 1 to version 2" in told
    assert "2 contacts move and 3 are added" in told
    theirs = signed_in(niamh).get(versions).text
    assert "The lead has left" not in theirs
    assert "After contact 20" not in theirs
    assert "The unit made the plan anew" in theirs
    assert "2 contacts move and 3 are added" in theirs


def test_a_proposal_is_declined_with_a_reason(session: Session, signed_in, priya: Person, pace: str) -> None:
    client = signed_in(priya)
    page = client.post(pace, {"choice": "keep", "reason": "Both were moved", "shown": ""}).text
    assert "no contact changes its day" in page
    assert client.post(pace, {"choice": "keep", "reason": "Both were moved", "shown": shown(page)}).status_code == 302
    assert session.scalars(select(StepDecision)).one().accepted is False
    assert "Nothing is proposed." in client.get(pace).text


def test_a_lead_decides_nothing_about_the_pace(signed_in, niamh: Person, pace: str) -> None:
    assert signed_in(niamh).get(pace).status_code == 403


def test_a_licence_of_another_area_is_absent(signed_in, priya: Person, laddered: Licence, marlbury: Area) -> None:
    client: SignedIn = signed_in(priya)
    assert client.get(f"/areas/{marlbury.id}/plan/{laddered.id + 1}/pace").status_code == 404
    assert client.get(f"/areas/{marlbury.id}/plan/{laddered.id + 1}/versions").status_code == 404


def test_any_two_versions_are_compared(session: Session, signed_in, marlbury: Area, licence: Licence, priya: Person):
    for number, (day, why) in enumerate([(date(2027, 1, 12), "Away"), (date(2027, 1, 18), "Away still")]):
        slot = session.scalar(select(Slot).where(Slot.licence_id == licence.id, Slot.sequence == 21))
        assert slot is not None
        service.move_contact(priya.id, slot_id=slot.id, to_on=day, because=why, version=1 + number, today=TODAY)
        session.flush()
    client = signed_in(priya)
    page = client.get(f"/areas/{marlbury.id}/plan/{licence.id}/versions?before=1&after=3").text
    assert "From version 1 to version 3" in page
    assert "2 weeks later" in page
    assert "What stays: 21 contacts" in page
    back = client.get(f"/areas/{marlbury.id}/plan/{licence.id}/versions?before=3&after=1").text
    assert "2 weeks earlier" in back
    odd = client.get(f"/areas/{marlbury.id}/plan/{licence.id}/versions?before=x&after=99").text
    assert "From version 2 to version 3" in odd


def test_a_contact_can_be_logged_as_soon_as_its_window_has_opened(
    signed_in, marlbury: Area, licence: Licence, priya: Person, clock
) -> None:
    clock("2026-12-15T09:00:00+00:00")
    client = signed_in(priya)
    assert "can be held already" not in client.get(f"/areas/{marlbury.id}/plan").text
    clock("2026-12-17T09:00:00+00:00")
    assert "can be held already" in client.get(f"/areas/{marlbury.id}/plan").text


def test_a_proposal_stands_on_my_work_of_who_looks_after_the_area_and_misses_in_a_row_of_the_unit_manager(
    session: Session, client: FlaskClient, laddered: Licence, marlbury: Area, priya: Person, niamh: Person
) -> None:
    service.look([laddered.implementation_id], now=datetime(2026, 11, 23, 9, tzinfo=UTC))
    session.commit()
    helen = made.person("Helen Marsh", Role.UNIT_MANAGER)
    for person, role in ((priya, Role.IMPLEMENTATION_MANAGER), (helen, Role.UNIT_MANAGER)):
        page = SignedIn(client, person, role).get("/").text
        assert "Decide how often contacts stand" in page
        assert f"/areas/{marlbury.id}/plan/{laddered.id}/pace" in page
    assert "Decide how often" not in SignedIn(client, niamh, Role.PROJECT_LEAD).get("/").text
