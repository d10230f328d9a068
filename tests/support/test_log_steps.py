"""Staff see in the log what is proposed and was decided about the pace of support; the project lead never does."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.licences.models import Licence
from scaleup.support.models import StepDecision, StepProposal
from tests.factories import support as made
from tests.factories.actors import acting
from tests.support.saying import log, terms

pytestmark = pytest.mark.usefixtures("on_monday_23_november")
SENTENCE = "Two contacts in a row were missed, so every month is proposed"


@pytest.fixture
def waiting(licence: Licence) -> StepProposal:
    """A proposal that nobody has decided about."""
    return made.keep(
        StepProposal(
            licence_id=licence.id,
            implementation_id=licence.implementation_id,
            area_id=licence.area_id,
            rung="tighten",
            key="misses|1|2",
            sentence=SENTENCE,
            escalated=True,
            since_on=date(2026, 11, 2),
        )
    )


def decide(licence: Licence, by: Person, on_day: date, reason: str) -> None:
    made.keep(
        StepDecision(
            licence_id=licence.id,
            area_id=licence.area_id,
            rung="wait",
            accepted=False,
            facts="A step down waits",
            reason=reason,
            decided_on=on_day,
            decided_by_id=by.id,
        )
    )


def test_an_open_proposal_stands_in_the_log_of_staff_with_its_link(
    client: FlaskClient, marlbury: Area, waiting: StepProposal, niamh: Person, priya: Person
) -> None:
    address, link = f"/areas/{marlbury.id}/contacts/log", f"/areas/{marlbury.id}/plan/{waiting.licence_id}/pace"
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = client.get(address).text
        assert SENTENCE in page
        assert f'href="{link}"' in page
    with acting(niamh, Role.PROJECT_LEAD):
        page = client.get(address).text
        assert SENTENCE not in page
        assert "/pace" not in page


def test_what_was_decided_until_the_next_contact_stands_with_the_contact_for_staff_alone(
    client: FlaskClient,
    session: Session,
    licence: Licence,
    taking_up: Implementation,
    niamh: Person,
    priya: Person,
) -> None:
    first = log(niamh, taking_up, terms(date(2026, 7, 1)))
    second = log(niamh, taking_up, terms(date(2026, 10, 6)), nonce="second")
    decide(licence, priya, date(2026, 6, 30), "Too early to say")
    decide(licence, priya, date(2026, 7, 1), "They have one pair")
    decide(licence, priya, date(2026, 10, 6), "They have two pairs")
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        before, after = (client.get(f"/contacts/{one.contact_id}").text for one in (first, second))
    assert [reason in before for reason in ("Too early", "one pair", "two pairs")] == [False, True, False]
    assert [reason in after for reason in ("Too early", "one pair", "two pairs")] == [False, False, True]
    assert "Pace of support kept" in before
    with acting(niamh, Role.PROJECT_LEAD):
        page = client.get(f"/contacts/{first.contact_id}").text
    assert "Pace of support" not in page
    assert "one pair" not in page
