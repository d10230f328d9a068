"""Who can see what in an area, for whoever is in it; what a person may see, for the unit."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import ALLOWED, Permission, Role
from scaleup.areas import queries, service
from scaleup.areas.models import Access, Area
from scaleup.areas.rules import ONE_AREA, SIGHTS
from tests.factories import support as make
from tests.factories.accounts import NOON, form_token, sign_in

TODAY = date(2026, 11, 23)


@pytest.fixture
def marlbury(session: scoped_session[Session], clock: Callable[[str], None]) -> Area:
    """An area with a lead and a manager; the unit has a manager of all and an administrator."""
    clock(NOON.isoformat())
    area = make.area("Marlbury")
    make.lead("Niamh O’Rourke", area)
    make.implementation(area, manager=make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER))
    make.person("Helen Ashworth", Role.UNIT_MANAGER)
    make.person("Wen Zhao", Role.ADMINISTRATOR)
    return area


def somebody(name: str) -> Person:
    return make.db.session.scalars(select(Person).where(Person.name == name)).one()


def test_every_role_is_told_with_what_it_sees_and_what_it_does_not(client: FlaskClient, marlbury: Area) -> None:
    sign_in(client, somebody("Niamh O’Rourke"))
    page = client.get(f"/areas/{marlbury.id}/access").text
    for sight in SIGHTS.values():
        assert sight.sees in page
        assert sight.hidden in page
    assert all(name in page for name in ("Niamh O’Rourke", "Priya Nair", "Helen Ashworth", "Wen Zhao"))
    assert "End now" not in page


def test_every_role_has_its_words() -> None:
    assert set(SIGHTS) == set(Role)


def test_documents_are_told_to_those_who_may_open_them() -> None:
    told = {role for role in ONE_AREA - {Role.DEPUTY} if "documents" in SIGHTS[role].sees}
    assert told == {role for role in ONE_AREA - {Role.DEPUTY} if Permission.SEE_DOCUMENTS in ALLOWED[role]}
    assert all("Documents" in SIGHTS[role].hidden for role in (Role.VIEWER, Role.TRAINER))


def test_the_unit_ends_an_access_on_a_day(client: FlaskClient, marlbury: Area) -> None:
    sign_in(client, somebody("Helen Ashworth"))
    given = make.db.session.scalars(select(Access).where(Access.role == "project_lead")).one()
    path = f"/areas/{marlbury.id}/access/{given.id}/until"
    day = {
        "last_on-day": "30",
        "last_on-month": "11",
        "last_on-year": "2026",
        "csrf_token": form_token(client.get(path)),
    }
    assert client.post(path, data=day | {"last_on-year": "2022"}).status_code == 422
    assert client.post(path, data=day).status_code == 302
    niamh = somebody("Niamh O’Rourke").id
    assert queries.access_of(marlbury.id, person_id=niamh, today=date(2026, 11, 30)) != []
    assert queries.access_of(marlbury.id, person_id=niamh, today=date(2026, 12, 1)) == []


def test_what_a_person_may_see_stands_on_a_page_with_through_what(client: FlaskClient, marlbury: Area) -> None:
    sign_in(client, somebody("Wen Zhao"))
    page = client.get(f"/people/{somebody('Niamh O’Rourke').id}/access").text
    assert "Today 1 area." in page
    assert "Marlbury" in page
    assert f'href="/areas/{marlbury.id}' not in page


def test_a_colleague_is_told_only_of_areas_that_they_see_themselves(client: FlaskClient, marlbury: Area) -> None:
    niamh = somebody("Niamh O’Rourke")
    kelso = make.area("Kelso", "Scotland")
    make.give_access(niamh, kelso, Role.PROJECT_LEAD)
    sign_in(client, somebody("Priya Nair"))
    page = client.get(f"/people/{niamh.id}/access").text
    assert "Marlbury" in page
    assert "Kelso" not in page


def test_an_access_that_was_over_stays_as_it_was(marlbury: Area) -> None:
    given = make.db.session.scalars(select(Access).where(Access.role == "project_lead")).one()
    given.until_on = date(2026, 10, 1)
    service.end_access(given.id, area_id=marlbury.id, today=TODAY, by=None)
    assert given.until_on == date(2026, 10, 1)
