"""A form that names a contact of another area's plan is refused, and carries its own contact when it comes back."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.licences.models import Licence
from scaleup.support import service
from scaleup.support.models import Contact, Slot
from tests.factories import support as made
from tests.factories.actors import acting

pytestmark = pytest.mark.usefixtures("on_monday_23_november")

SENTENCE = (
    "This form named a contact that is not in the plan of Marlbury. "
    "Check the area above and the day of the contact, then save again"
)


def of_another_area(session: Session) -> str:
    """A contact of the plan of Kelso."""
    theirs = made.licence(made.implementation(made.area("Kelso", "Scotland")), number="BS-002")
    service.make_plan(theirs.id)
    return str(session.scalar(select(Slot.id).where(Slot.licence_id == theirs.id, Slot.sequence == 20)))


@pytest.mark.parametrize("named", ["of another area", "999999", "9" * 40, "the twentieth"])
def test_a_contact_of_another_plan_is_refused_at_the_day_and_the_form_then_carries_its_own(
    *, client: FlaskClient, session: Session, marlbury: Area, niamh: Person, licence: Licence, named: str
) -> None:
    address = f"/areas/{marlbury.id}/contacts/log"
    with acting(niamh, Role.PROJECT_LEAD):
        typed = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', client.get(address).text))
        typed |= {"outcome": "held", "channel": "online", "discussed": "Midwifery can release two people"}
        typed |= {"held_on-day": "6", "held_on-month": "10", "held_on-year": "2026"}
        typed["slot"] = of_another_area(session) if named == "of another area" else named
        answer = client.post(address, data=typed)
        assert (answer.status_code, answer.text.count(SENTENCE)) == (422, 2)
        assert 'href="#held_on-day"' in answer.text
        assert "Midwifery can release two people" in answer.text
        assert session.query(Contact).count() == 0
        own = re.findall(r'name="slot" value="([^"]*)"', answer.text)[0]
        assert client.post(address, data=typed | {"slot": own}).status_code == 302
    logged = session.scalars(select(Contact)).one()
    assert str(logged.slot_id) == own
    assert session.get_one(Slot, logged.slot_id).licence_id == licence.id
