"""Sessions without a record stand on the list of the lead at once, and on the manager's a week after."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from tests.delivery import groups
from tests.factories import delivery
from tests.factories import support as made
from tests.factories.actors import acting
from tests.factories.areas import shipped_implementation
from tests.worklist.reading import words

LATE = "Antenatal session 2 of Library, autumn has no record"


@pytest.fixture
def delivering(session: Session, marlbury: Area, priya: Person, niamh: Person) -> Implementation:
    """A group that began on 8 September 2026; on Friday 2 October only its first two sessions are recorded."""
    of = shipped_implementation(marlbury)
    of.manager_id = priya.id
    delivery.group(of, "Library, autumn", first_on=date(2026, 9, 8), recorded=groups.held, until=date(2026, 9, 8))
    delivery.group(of, "Quayside, autumn", first_on=date(2026, 9, 29), recorded=groups.held, until=date(2026, 9, 20))
    session.commit()
    return of


def test_a_lead_finds_each_group_with_its_oldest_session(
    client: FlaskClient, niamh: Person, delivering: Implementation
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        page = client.get("/").text
    assert LATE in words(page)
    assert "2 sessions after it without a record too" in words(page)
    assert "Antenatal session 1 of Quayside, autumn has no record" in words(page)
    assert "/sessions/A2" in page


def test_the_manager_finds_them_a_week_late(client: FlaskClient, priya: Person, delivering: Implementation) -> None:
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = words(client.get("/").text)
    assert LATE in page
    assert "Quayside" not in page


def test_others_find_none(client: FlaskClient, delivering: Implementation) -> None:
    moira = made.person("Moira Baird", Role.PROJECT_LEAD)
    with acting(moira, Role.PROJECT_LEAD):
        assert LATE not in words(client.get("/").text)
