"""The box on every page, and the page of what was found."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, scoped_session

from scaleup.accounts.rules import Role
from tests.factories import support as make
from tests.factories.accounts import NOON, sign_in


@pytest.fixture(autouse=True)
def noon(clock: Callable[[str], None]) -> None:
    """It is the day of the factories."""
    clock(NOON.isoformat())


@pytest.fixture
def marlbury(session: scoped_session[Session], client: FlaskClient) -> int:
    """An area, and somebody of the unit who is signed in."""
    area = make.area("Marlbury")
    make.licence(make.implementation(area), number="BS-001")
    sign_in(client, make.person("Helen Ashworth", Role.UNIT_MANAGER))
    return area.id


def test_every_page_has_the_box_and_a_way_to_it_on_the_phone(client: FlaskClient, marlbury: int) -> None:
    page = client.get("/areas").text
    assert 'action="/search"' in page
    assert 'href="/search"' in page


def test_the_door_has_no_box(client: FlaskClient) -> None:
    assert 'action="/search"' not in client.get("/sign-in").text


def test_a_hit_is_a_link_to_its_page(client: FlaskClient, marlbury: int) -> None:
    assert f'<a href="/areas/{marlbury}">Marlbury</a>' in client.get("/search?q=malbury").text
    assert f'href="/areas/{marlbury}/licence"' in client.get("/search?q=bs+1").text


def test_a_page_without_a_question_says_what_can_be_asked(client: FlaskClient, marlbury: int) -> None:
    assert "Spelling need not be exact" in client.get("/search").text


def test_nothing_found_says_what_to_do_next(client: FlaskClient, marlbury: int) -> None:
    page = client.get("/search?q=zzz").text
    assert "Nothing is found for “zzz”." in page
    assert "Try fewer words" in page


def test_what_was_typed_is_shown_as_it_was_typed(client: FlaskClient, marlbury: int) -> None:
    assert "&lt;script&gt;" in client.get("/search?q=<script>").text
    assert client.get("/search?q=" + "ł" * 5000).status_code == 200
    assert client.get("/search?q=a%00b&in=nothing").status_code == 200


def test_many_of_a_kind_are_on_a_page_of_their_own(client: FlaskClient, marlbury: int) -> None:
    for number in range(8):
        make.area(f"Marlbury {number}")
    assert "All 9 areas" in client.get("/search?q=marlbury").text
    assert "Marlbury 7" in client.get("/search?q=marlbury&in=area").text
