"""A form left open until the session ended loses nothing, and nobody else ever sees it."""

import html
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from itsdangerous import URLSafeSerializer
from werkzeug.test import TestResponse

from scaleup.accounts import queries, service
from scaleup.accounts.models import Person
from scaleup.extensions import db
from tests.factories.accounts import NOON, PASSWORD, form_token, person, sign_in

HOURS_LATER = "2026-11-23T15:30:00+00:00"
TYPED = {"name": "Bea <b>O’Neill</b> & “Sons”", "email": "bea@marlbury.example", "roles": ["viewer", "trainer"]}


@pytest.fixture(autouse=True)
def noon(clock: Callable[[str], None]) -> None:
    clock("2026-11-23T12:00:00+00:00")


@pytest.fixture
def una(client: FlaskClient) -> Person:
    return person("Una Boss", "unit_manager")


def hidden(page: TestResponse, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found, page.text
    return html.unescape(found.group(1))


def left_open(client: FlaskClient, clock: Callable[[str], None], who: Person) -> TestResponse:
    """The person opens the form, types, is away for hours, and sends it."""
    sign_in(client, who)
    token = form_token(client.get("/people/invite"))
    clock(HOURS_LATER)
    return client.post("/people/invite", data=TYPED | {"csrf_token": token})


def come_back(client: FlaskClient, door: TestResponse, email: str, password: str = PASSWORD) -> TestResponse:
    fields = {"csrf_token": form_token(door), "kept_form": hidden(door, "kept_form")}
    return client.post("/people/invite", data=fields | {"email": email, "password": password})


def test_what_was_typed_waits_behind_the_door_and_is_shown_again_to_the_same_person(
    client: FlaskClient, clock: Callable[[str], None], una: Person
) -> None:
    door = left_open(client, clock, una)
    assert door.status_code == 401
    assert "What you typed waits in this page" in door.text
    assert 'action="/people/invite"' in door.text
    assert queries.by_email("bea@marlbury.example") is None

    shown = come_back(client, door, "una@marlbury.example")
    assert shown.status_code == 200
    assert "You are signed in again. Nothing was saved yet." in shown.text
    assert 'value="Bea &lt;b&gt;O’Neill&lt;/b&gt; &amp; “Sons”"' in shown.text
    assert re.search(r'value="viewer"[^>]*checked', shown.text)
    assert re.search(r'value="trainer"[^>]*checked', shown.text)
    assert not re.search(r'value="project_lead"[^>]*checked', shown.text)
    db.session.expire_all()
    assert queries.by_email("bea@marlbury.example") is None

    saved = client.post("/people/invite", data=TYPED | {"csrf_token": form_token(shown)})
    assert saved.status_code == 303
    db.session.expire_all()
    assert queries.by_email("bea@marlbury.example") is not None


def test_a_wrong_password_at_the_door_keeps_the_form_waiting(
    client: FlaskClient, clock: Callable[[str], None], una: Person
) -> None:
    door = left_open(client, clock, una)
    again = come_back(client, door, "una@marlbury.example", "not my password, oh dear")
    assert again.status_code == 422
    assert "The e-mail address or the password is not right" in again.text
    assert "What you typed waits in this page" in again.text
    assert "Bea &lt;b&gt;" in come_back(client, again, "una@marlbury.example").text


def test_somebody_else_who_signs_in_there_never_sees_it(
    client: FlaskClient, clock: Callable[[str], None], una: Person
) -> None:
    person("Olaf Other", "unit_manager")
    door = left_open(client, clock, una)
    answer = come_back(client, door, "olaf@marlbury.example")
    assert answer.location == "/"
    page = client.get("/me")
    assert "Olaf Other" in page.text
    assert "somebody else’s, so it was not kept" in html.unescape(page.text).replace("'", "’")
    assert "Bea" not in page.text


def test_a_form_that_was_tampered_with_or_comes_from_another_address_is_not_shown(
    client: FlaskClient, clock: Callable[[str], None], una: Person
) -> None:
    door = left_open(client, clock, una)
    seal = hidden(door, "kept_form")
    for path, kept in (("/people/invite", seal[:-2] + "xx"), ("/me/password", seal), ("/people/invite", "")):
        visitor = client.application.test_client()
        fields = {"csrf_token": form_token(visitor.get("/sign-in"))}
        answer = visitor.post(
            path, data=fields | {"kept_form": kept, "email": "una@marlbury.example", "password": PASSWORD}
        )
        assert answer.status_code == 303
        assert answer.location == path
        assert "Bea" not in visitor.get(path).text


def test_a_stale_token_with_a_session_in_force_shows_the_form_again_at_once(client: FlaskClient, una: Person) -> None:
    sign_in(client, una)
    client.post("/sign-in", data={"csrf_token": form_token(client.get("/people/invite")), **login("una")})
    old = form_token(client.get("/people/invite"))
    client.post("/sign-in", data={"csrf_token": old, **login("una")})
    shown = client.post("/people/invite", data=TYPED | {"csrf_token": old})
    assert shown.status_code == 422
    assert "open for too long to be sent safely" in shown.text
    assert "Bea &lt;b&gt;" in shown.text
    saved = client.post("/people/invite", data=TYPED | {"csrf_token": form_token(shown)})
    assert saved.status_code == 303


def test_a_stale_token_of_somebody_elses_page_shows_nothing(client: FlaskClient, una: Person) -> None:
    person("Olaf Other", "unit_manager")
    client.post("/sign-in", data={"csrf_token": form_token(client.get("/sign-in")), **login("una")})
    old = form_token(client.get("/people/invite"))
    client.post("/sign-in", data={"csrf_token": old, **login("olaf")})
    answer = client.post("/people/invite", data=TYPED | {"csrf_token": old})
    assert answer.location == "/people/invite"
    assert "Bea" not in client.get(answer.location).text


def test_a_forged_form_is_neither_acted_upon_nor_shown(client: FlaskClient, una: Person) -> None:
    sign_in(client, una)
    for token in ("", "forged", "MTIuYWJj.abc.def"):
        answer = client.post("/people/invite", data=TYPED | {"csrf_token": token})
        assert answer.status_code in (303, 422)
    assert queries.by_email("bea@marlbury.example") is None


def test_a_button_without_a_form_is_never_pressed_by_itself(
    client: FlaskClient, clock: Callable[[str], None], una: Person
) -> None:
    ada = person("Ada Moss", "project_lead")
    sign_in(client, una)
    token = form_token(client.get(f"/people/{ada.id}"))
    clock(HOURS_LATER)
    door = client.post(f"/people/{ada.id}/roles/project_lead/end", data={"csrf_token": token})
    assert door.status_code == 401
    fields = {"csrf_token": form_token(door), "kept_form": hidden(door, "kept_form"), **login("una")}
    answer = client.post(f"/people/{ada.id}/roles/project_lead/end", data=fields)
    assert answer.location == f"/people/{ada.id}"
    assert "Nothing was saved: press the button again." in client.get(answer.location).text
    assert queries.roles_of([ada.id]) == {ada.id: ("project_lead",)}


def test_no_password_is_ever_kept_in_a_page(client: FlaskClient, clock: Callable[[str], None], una: Person) -> None:
    sign_in(client, una)
    token = form_token(client.get("/me/password"))
    clock(HOURS_LATER)
    door = client.post(
        "/me/password", data={"csrf_token": token, "present_password": PASSWORD, "password": "trowel kiosk heron"}
    )
    seal = hidden(door, "kept_form")
    content = service_opens(client, seal, "/me/password")
    assert PASSWORD not in content
    assert "trowel" not in content


def service_opens(client: FlaskClient, seal: str, path: str) -> str:
    if not seal:
        return ""
    return str(URLSafeSerializer(client.application.secret_key or "", salt=f"kept form {path}").loads(seal))


def test_a_long_text_survives_whole(client: FlaskClient, clock: Callable[[str], None], una: Person) -> None:
    sign_in(client, una)
    token = form_token(client.get("/people/invite"))
    clock(HOURS_LATER)
    employer = "ŵ & <i>" * 4000
    door = client.post("/people/invite", data={"csrf_token": token, "name": "Bea", "employer": employer})
    assert html.escape(employer, quote=False) in come_back(client, door, "una@marlbury.example").text


def login(name: str) -> dict[str, str]:
    return {"email": f"{name}@marlbury.example", "password": PASSWORD}


def test_an_ended_session_is_known_by_its_cookie_when_the_page_had_no_name(client: FlaskClient, una: Person) -> None:
    token = sign_in(client, una)
    page = form_token(client.get("/people/invite"))
    service.sign_out(token, NOON)
    door = client.post("/people/invite", data=TYPED | {"csrf_token": page})
    assert door.status_code == 401
    assert "Bea &lt;b&gt;" in come_back(client, door, "una@marlbury.example").text


def test_who_signed_in_beside_the_door_is_shown_the_form_without_a_password(
    client: FlaskClient, clock: Callable[[str], None], una: Person
) -> None:
    door = left_open(client, clock, una)
    beside = client.get("/sign-in")
    client.post("/sign-in", data={"csrf_token": form_token(beside), **login("una")})
    shown = come_back(client, door, "", "")
    assert shown.status_code == 200
    assert "Bea &lt;b&gt;" in shown.text
    assert client.post("/people/invite", data=TYPED | {"csrf_token": form_token(shown)}).status_code == 303


def test_somebody_else_who_signed_in_beside_the_door_is_not(
    client: FlaskClient, clock: Callable[[str], None], una: Person
) -> None:
    person("Olaf Other", "unit_manager")
    door = left_open(client, clock, una)
    beside = client.get("/sign-in")
    client.post("/sign-in", data={"csrf_token": form_token(beside), **login("olaf")})
    assert come_back(client, door, "", "").location == "/"
