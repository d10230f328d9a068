"""Two records side by side in a browser without scripts: chosen, shown, confirmed, undone; and one's own record."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, scoped_session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from tests.factories import support as make
from tests.factories.accounts import NOON, form_token, shown_in, sign_in


@pytest.fixture
def helen(session: scoped_session[Session], client: FlaskClient, clock: Callable[[str], None]) -> Person:
    """A unit manager who is signed in."""
    clock(NOON.isoformat())
    person = make.person("Helen Ashworth", Role.UNIT_MANAGER)
    sign_in(client, person)
    return person


def test_two_areas_are_chosen_shown_merged_found_and_undone(client: FlaskClient, helen: Person) -> None:
    old, new = make.area("Haringey").id, make.area("Haringey City").id
    haringey = make.db.session.get_one(Area, old)
    make.licence(make.implementation(haringey))
    priya = make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
    for role in (Role.VIEWER, Role.TRAINER):
        make.give_access(priya, haringey, role)
    make.lead("Niamh O’Rourke", haringey)
    assert f'href="/merge/areas/{old}/{new}"' in client.get("/merge").text
    path = f"/merge/areas/{old}/{new}"
    given = {"name_of": str(old), "csrf_token": form_token(client.get(path))}
    page = client.post(path, data=given)
    assert page.status_code == 200
    assert "1 licence of Haringey moves to the one area." in page.text
    assert "1 programme of Haringey moves to the one area." in page.text
    assert "2 people’s access to Haringey moves to the one area." in page.text
    again = client.post(path, data=given | {"shown": "something else"})
    assert "moves to the one area" in again.text
    done = client.post(path, data=given | {"shown": shown_in(page.text)})
    assert (done.status_code, done.location) == (303, f"/areas/{new}")
    (undo,) = re.findall(r'href="([^"]+)"[^>]*>Undo it', client.get(f"/areas/{new}/access").text)
    moved = client.get(f"/areas/{old}/licence")
    assert (moved.status_code, moved.location) == (302, f"/areas/{new}/licence")
    client.post(undo, data={"csrf_token": form_token(client.get(undo))})
    assert client.get(f"/areas/{old}/access").status_code == 200
    assert "undone" in client.get("/merge").text


def test_two_people_with_two_addresses_are_asked_which_stays(client: FlaskClient, helen: Person) -> None:
    one, other = make.person("Niamh O’Rourke", Role.PROJECT_LEAD).id, make.person("N. O’Rourke").id
    assert "N. O’Rourke" in client.get(f"/merge/people/{one}").text
    path = f"/merge/people/{one}/{other}"
    given = {"name_of": str(one), "csrf_token": form_token(client.get(path))}
    refused = client.post(path, data=given)
    assert refused.status_code == 422
    assert "Both have an address. Choose the one that stays" in refused.text
    given["email_of"] = str(one)
    page = client.post(path, data=given).text
    assert "is given up: nobody signs in with it any more." in page
    done = client.post(path, data=given | {"shown": shown_in(page)})
    assert (done.status_code, done.location) == (303, f"/people/{other}")
    assert client.get(f"/people/{one}").location == f"/people/{other}"


def test_what_a_visitor_may_not_see_is_absent_under_its_old_address_too(client: FlaskClient, helen: Person) -> None:
    old, new = make.area("Haringey").id, make.area("Haringey City").id
    path = f"/merge/areas/{old}/{new}"
    given = {"name_of": str(old), "csrf_token": form_token(client.get(path))}
    client.post(path, data=given | {"shown": shown_in(client.post(path, data=given).text)})
    sign_in(client, make.person("Niamh O’Rourke", Role.PROJECT_LEAD))
    assert client.get(f"/areas/{old}").status_code == 404


def test_an_administrator_merges_people_and_no_areas(client: FlaskClient, helen: Person) -> None:
    one, other = make.area("Haringey").id, make.area("Haringey City").id
    sign_in(client, make.person("Wen Zhao", Role.ADMINISTRATOR))
    assert "Haringey" not in client.get("/merge").text
    assert client.get(f"/merge/areas/{one}/{other}").status_code == 403


def test_everybody_may_read_their_own_record_and_take_it_as_files(client: FlaskClient, helen: Person) -> None:
    page = client.get("/me/record").text
    assert "Everything that is held here about you." in page
    assert 'href="/me/record.zip"' in page


def test_days_and_instants_of_ones_record_are_told_in_words(client: FlaskClient, helen: Person) -> None:
    page = client.get("/me/record").text
    assert "1 September 2023, 10:00" in page
    assert "2023-09-01" not in page
