"""The three or four calls before a licence are contacts of the implementation, and settle nothing of the plan."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.support import service
from scaleup.support.models import Contact, Slot
from tests.factories import support as made
from tests.factories.actors import acting
from tests.support.test_views import day, form, log_address

pytestmark = pytest.mark.usefixtures("on_monday_23_november")
CALLS = (date(2026, 9, 7), date(2026, 10, 6), date(2026, 11, 20))


def test_calls_before_the_licence_are_logged_on_the_screens_and_stay_what_they_were(
    client: FlaskClient, session: Session, marlbury: Area, taking_up: Implementation, priya: Person
) -> None:
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        address = log_address(marlbury)
        assert "No contact is planned, so this one is additional." in client.get(address).text
        for number, on_day in enumerate(CALLS):
            typed = form(client, address, discussed=f"Call {number}.", **day("held_on", on_day))
            answer = client.post(address, data=typed)
            assert answer.status_code == 302, answer.text
        assert client.get(f"/areas/{marlbury.id}/history").text.count('href="/contacts/') >= len(CALLS)
    drafted = made.licence(taking_up, starts_on=date(2026, 12, 1), ends_on=date(2029, 11, 30))
    service.make_plan(drafted.id)
    slots = session.scalars(select(Slot).where(Slot.licence_id == drafted.id)).all()
    assert {slot.state for slot in slots} == {"open"}
    kept = session.scalars(select(Contact).order_by(Contact.held_on)).all()
    assert [(one.held_on, one.slot_id, one.implementation_id) for one in kept] == [
        (on_day, None, taking_up.id) for on_day in CALLS
    ]
