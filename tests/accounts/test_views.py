"""The door and one's own page, as a browser without scripts sees them."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from scaleup.accounts import queries, service
from scaleup.accounts.models import Link, SignedIn, Tries
from scaleup.accounts.rules import Purpose, Standing
from scaleup.config import Env
from scaleup.extensions import db
from scaleup.outbox.models import Message
from tests.factories.accounts import NOON, PASSWORD, form_token, person, sign_in

NOW = "2026-11-23T12:00:00+00:00"


@pytest.fixture(autouse=True)
def noon(clock: Callable[[str], None]) -> None:
    clock(NOW)


def post(client: FlaskClient, path: str, page: str = "", **fields: object) -> TestResponse:
    return client.post(path, data={"csrf_token": form_token(client.get(page or path)), **fields})


def come_in(client: FlaskClient, email: str, password: str = PASSWORD, **more: str) -> TestResponse:
    return post(client, "/sign-in", email=email, password=password, **more)


def plain(response: TestResponse) -> str:
    """The page without what differs at every answer."""
    return re.sub(r'(csrf_token" value=")[^"]+', r"\1", response.text)


def test_the_two_fields_let_in_and_the_cookie_is_for_this_browser_session_alone(client: FlaskClient) -> None:
    person("Ada Moss", "project_lead")
    answer = come_in(client, "Ada@Marlbury.example")
    assert (answer.status_code, answer.location) == (303, "/")
    (cookie,) = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("scaleup=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Expires" not in cookie
    assert "Secure" not in cookie
    assert client.get("/me").status_code == 200


def test_no_remember_me_cookie_is_ever_set_or_believed(client: FlaskClient) -> None:
    ada = person("Ada Moss", "project_lead")
    answer = come_in(client, "ada@marlbury.example")
    assert not any("remember" in one for one in answer.headers.getlist("Set-Cookie"))
    stranger = client.application.test_client()
    stranger.set_cookie("remember_token", f"{ada.id}|0000")
    with stranger.session_transaction() as kept:
        kept["_user_id"] = str(ada.id)
    assert stranger.get("/me").status_code == 303


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(client: FlaskClient) -> None:
    person("Ada Moss")
    known = come_in(client, "ada@marlbury.example", "not it at all, sorry")
    unknown = come_in(client, "eve@marlbury.example", "not it at all, sorry")
    assert known.status_code == unknown.status_code == 422
    assert plain(known).replace("ada@", "eve@") == plain(unknown)
    assert "The e-mail address or the password is not right" in known.text
    assert "not it at all" not in known.text


def test_after_ten_tries_both_hear_until_when_to_wait(client: FlaskClient) -> None:
    person("Ada Moss")
    for _ in range(10):
        come_in(client, "ada@marlbury.example", "a guess")
        come_in(client, "eve@marlbury.example", "a guess")
    known = come_in(client, "ada@marlbury.example", PASSWORD)
    unknown = come_in(client, "eve@marlbury.example", PASSWORD)
    assert "There were too many tries. Wait until 12:06" in known.text
    assert plain(known).replace("ada@", "eve@") == plain(unknown)


def test_refused_tries_are_counted_although_nothing_else_is_written(client: FlaskClient) -> None:
    come_in(client, "eve@marlbury.example", "a guess")
    assert db.session.scalars(select(Tries.failed)).all() == [1, 1]


def test_signing_out_ends_the_session_on_the_server(client: FlaskClient) -> None:
    token = sign_in(client, person("Ada Moss", "project_lead"))
    answer = post(client, "/sign-out", page="/me")
    assert answer.location == "/sign-in"
    thief = client.application.test_client()
    thief.set_cookie("scaleup", token)
    assert thief.get("/me").location == "/sign-in?next=/me"
    assert "You are signed out." in client.get("/sign-in").text


def test_signing_in_again_replaces_session_and_form_token(client: FlaskClient) -> None:
    person("Ada Moss", "project_lead")
    come_in(client, "ada@marlbury.example")
    first, before = client.get_cookie("scaleup"), client.get_cookie("form")
    page = form_token(client.get("/me"))
    client.post("/sign-out", data={"csrf_token": page})
    come_in(client, "ada@marlbury.example")
    second, after = client.get_cookie("scaleup"), client.get_cookie("form")
    assert first is not None and second is not None and first.value != second.value
    assert before is not None and after is not None and before.value != after.value
    assert db.session.scalar(select(func.count()).where(SignedIn.ended_at.is_(None))) == 1


ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/",
    "https:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/%09/evil.example",
    "/\n/evil.example",
    "/\r\nLocation: https://evil.example",
    " /me",
    "me",
    "",
    "/no-such-page",
    "/sign-out",
    "/sign-in",
    "/sign-in/abc",
    "@evil.example",
    "/@evil.example",
    "/me/../../evil.example",
    "//evil.example/me",
    "/.evil.example",
    "?next=//evil.example",
    "%2f%2fevil.example",
]


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_signing_in_never_leads_to_another_site(client: FlaskClient) -> None:
    person("Ada Moss", "project_lead")
    led = {
        target: come_in(client.application.test_client(), "ada@marlbury.example", next=target).location
        for target in ELSEWHERE
    }
    assert led == dict.fromkeys(ELSEWHERE, "/")


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client: FlaskClient) -> None:
    person("Una Boss", "unit_manager")
    asked = client.get("/people?role=trainer&page=2")
    assert asked.location == "/sign-in?next=/people?role%3Dtrainer%26page%3D2"
    page = client.get(asked.location)
    found = re.search(r'name="next" value="([^"]*)"', page.text)
    assert found
    answer = come_in(client, "una@marlbury.example", next=found.group(1).replace("&amp;", "&"))
    assert answer.location == "/people?role=trainer&page=2"


def test_a_forgotten_password_gets_the_same_answer_for_every_address(client: FlaskClient) -> None:
    person("Ada Moss")
    known = post(client, "/forgotten-password", email="ada@marlbury.example")
    unknown = post(client, "/forgotten-password", email="eve@marlbury.example")
    assert (known.status_code, plain(known).replace("ada@", "eve@")) == (unknown.status_code, plain(unknown))
    assert db.session.scalars(select(Message.kind)).all() == ["accounts.new-password"]


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_mail_scanner_that_opens_a_link_leaves_it_usable(client: FlaskClient, purpose: Purpose) -> None:
    path = {Purpose.INVITATION: "/invitation/", Purpose.NEW_PASSWORD: "/new-password/", Purpose.SIGN_IN: "/sign-in/"}
    token = service.make_link(person("Ada Moss").id, purpose, NOON)
    for _ in range(3):
        assert client.get(path[purpose] + token).status_code == 200
        assert client.head(path[purpose] + token).status_code == 200
    assert queries.link(token, purpose, NOON).standing is Standing.USABLE


def test_a_sign_in_link_has_one_button_and_works_once(client: FlaskClient) -> None:
    ada = person("Ada Moss", "project_lead")
    path = "/sign-in/" + service.make_link(ada.id, Purpose.SIGN_IN, NOON)
    page = client.get(path)
    assert page.text.count("<button") == 1
    assert "Sign in as Ada Moss" in page.text
    assert client.post(path, data={"csrf_token": form_token(page)}).location == "/"
    assert client.get("/me").status_code == 200
    again = client.get(path)
    assert again.status_code == 410
    assert "This link has been used already. Each link works once." in again.text


@pytest.mark.parametrize(
    ("path", "at", "sentence"),
    [
        ("/sign-in/no-such-token", NOW, "This link is not known here. Perhaps it was cut off: copy the whole of it."),
        ("/invitation/{}", "2026-11-30T12:00:00+00:00", "This link has expired. Ask the unit to invite you again"),
        ("/new-password/{}", NOW, "This link is not known here."),
    ],
)
def test_a_link_that_does_not_work_says_what_to_do(
    client: FlaskClient, clock: Callable[[str], None], path: str, at: str, sentence: str
) -> None:
    token = service.make_link(person("Ada Moss").id, Purpose.INVITATION, NOON)
    clock(at)
    page = client.get(path.format(token))
    assert page.status_code == 410
    assert sentence in page.text


def test_an_invitation_sets_a_password_and_signs_in_and_a_bad_one_costs_nothing(client: FlaskClient) -> None:
    ada = service.invite(None, name="Ada Moss", email="ada@marlbury.example", roles=["project_lead"], now=NOON)
    path = "/invitation/" + service.make_link(ada.id, Purpose.INVITATION, NOON)
    short = post(client, path, password="short")
    assert short.status_code == 422
    assert "Use at least 15" in short.text
    assert post(client, path, password=PASSWORD).location == "/"
    assert "ada@marlbury.example" in client.get("/me").text
    assert db.session.scalars(select(Link.used_at)).one() == NOON


def test_a_new_password_by_link_ends_the_thiefs_session(client: FlaskClient) -> None:
    ada = person("Ada Moss", "project_lead")
    thief = client.application.test_client()
    sign_in(thief, ada)
    assert thief.get("/me").status_code == 200
    path = "/new-password/" + service.make_link(ada.id, Purpose.NEW_PASSWORD, NOON)
    assert post(client, path, password="trowel kiosk heron mango").location == "/"
    assert thief.get("/me").status_code == 303


def test_changing_the_password_asks_for_the_present_one(client: FlaskClient) -> None:
    ada = person("Ada Moss", "project_lead")
    other = client.application.test_client()
    sign_in(other, ada)
    sign_in(client, ada)
    wrong = post(client, "/me/password", present_password="not this one", password="trowel kiosk heron mango")
    assert wrong.status_code == 422
    assert "This is not your present password." in wrong.text
    assert (
        post(client, "/me/password", present_password=PASSWORD, password="trowel kiosk heron mango").location == "/me"
    )
    assert client.get("/me").status_code == 200
    assert other.get("/me").status_code == 303


def test_who_came_in_by_a_printed_link_chooses_a_first_password_without_a_present_one(client: FlaskClient) -> None:
    ada = person("Ada Moss", "project_lead")
    ada.password_hash = None
    sign_in(client, ada)
    assert "Present password" not in client.get("/me/password").text
    assert post(client, "/me/password", password="trowel kiosk heron mango").location == "/me"
    assert "Present password" in client.get("/me/password").text


def test_one_ends_ones_other_sessions(client: FlaskClient) -> None:
    ada = person("Ada Moss", "project_lead")
    other = client.application.test_client()
    sign_in(other, ada)
    sign_in(client, ada)
    assert "(this one)" in client.get("/me").text
    post(client, "/me/sessions/end", page="/me")
    assert client.get("/me").status_code == 200
    assert other.get("/me").status_code == 303


def test_reading_a_page_touches_the_session_after_a_minute_and_writes_nothing_else(
    client: FlaskClient, clock: Callable[[str], None], statements: list[str]
) -> None:
    sign_in(client, person("Ada Moss", "project_lead"))
    client.get("/me")
    statements.clear()
    clock("2026-11-23T12:00:59+00:00")
    client.get("/me")
    assert not [one for one in statements if one.startswith(("UPDATE", "INSERT", "DELETE"))]
    clock("2026-11-23T12:01:00+00:00")
    client.get("/me")
    client.get("/me")
    written = [one for one in statements if one.startswith(("UPDATE", "INSERT", "DELETE"))]
    assert len(written) == 1
    assert written[0].startswith("UPDATE signed_in SET seen_at")


def test_production_cookies_are_bound_to_the_host(app: Flask, client: FlaskClient) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], env=Env.PRODUCTION)
    person("Ada Moss", "project_lead")
    answer = come_in(client, "ada@marlbury.example")
    (cookie,) = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("__Host-scaleup=")]
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
