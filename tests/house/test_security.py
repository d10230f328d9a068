"""What every answer carries, how errors are told, and what a stranger's request cannot do."""

import logging
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.app import create_app
from scaleup.areas.models import Area
from scaleup.core.errors import Absent, Conflict, Forbidden, refuse
from scaleup.core.pages import PUBLIC, entry
from scaleup.extensions import db
from scaleup.support import service
from scaleup.support.models import Contact
from tests import servers
from tests.databases import migrate, settings
from tests.factories import support as make
from tests.factories.accounts import form_token, sign_in
from tests.house.things import NOW

CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
on_sqlite = pytest.mark.parametrize("dialect", ["sqlite"])
STATUSES = [400, 403, 404, 405, 409, 413, 500, 503]
WORDS = {
    400: "That could not be read",
    403: "Your role does not allow this",
    404: "This page is not here",
    405: "This address takes no such request",
    409: "This could not be done",
    413: "That is too large",
    500: "Something went wrong on our side",
    503: "Scaleup is away for a moment",
}
RAISED: dict[str, tuple[Exception, int]] = {
    "absent": (Absent(), 404),
    "forbidden": (Forbidden(), 403),
    "refused": (refuse("The licence has ended. Draft another one."), 409),
    "conflict": (Conflict("Priya Nair saved this at 14:02.", {}), 409),
    "database": (OperationalError("SELECT 1", {}, Exception("server closed the connection")), 503),
    "fault": (ZeroDivisionError("secret-of-the-stack"), 500),
}


@pytest.fixture(autouse=True)
def at_two_on_monday(clock: Callable[[str], None]) -> None:
    clock(NOW.isoformat())


def carries_the_headers(answer: TestResponse) -> None:
    assert answer.headers["Content-Security-Policy"] == CONTENT
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Server" not in answer.headers
    assert len(answer.headers.getlist("Content-Security-Policy")) == 1


def fails_with(app: Flask, error: Exception) -> None:
    """Afterwards /fails raises this, for GET and POST."""

    def fails() -> str:
        raise error

    app.add_url_rule("/fails", "fails", entry(PUBLIC)(fails), methods=["GET", "POST"])


# --- Headers --------------------------------------------------------------------------------------------------------


@on_sqlite
@pytest.mark.parametrize(
    "path",
    [
        "/sign-in",
        "/",
        "/healthz",
        "/privacy",
        "/no-such-page",
        "/people",
        "/static/css/page.css",
        "/static/no.css",
    ],
)
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    carries_the_headers(answer)
    answer.close()


@on_sqlite
def test_pages_are_not_kept_and_files_are(client: FlaskClient) -> None:
    assert client.get("/sign-in").headers["Cache-Control"] == "no-store"
    assert client.get("/no-such-page").headers["Cache-Control"] == "no-store"
    file = client.get("/static/css/page.css?v=1")
    assert "max-age" in file.headers["Cache-Control"]
    file.close()


@on_sqlite
def test_no_file_outside_static_is_handed_out(client: FlaskClient) -> None:
    for path in (
        "/static/../config.py",
        "/static/%2e%2e/config.py",
        "/static//etc/passwd",
        "/static/css/../../app.py",
    ):
        answer = client.get(path)
        assert answer.status_code in (301, 302, 308, 400, 404), path
        assert "SCALEUP_" not in answer.text
        answer.close()


# --- Errors ---------------------------------------------------------------------------------------------------------


@on_sqlite
@pytest.mark.parametrize("status", STATUSES)
def test_every_error_has_a_page_in_words(app: Flask, client: FlaskClient, status: int) -> None:
    app.add_url_rule("/ends", "ends", entry(PUBLIC)(lambda: abort(status)))
    answer = client.get("/ends")
    assert answer.status_code == status
    assert f'<h1 class="govuk-heading-l">{WORDS[status]}' in answer.text
    assert "unit@scaleup.example" in answer.text, "whom to ask is said"
    carries_the_headers(answer)


@on_sqlite
@pytest.mark.parametrize("kind", RAISED)
def test_what_is_raised_reads_as_a_page_without_its_stack(
    app: Flask, client: FlaskClient, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    error, status = RAISED[kind]
    fails_with(app, error)
    caplog.set_level(logging.CRITICAL)
    answer = client.get("/fails")
    assert answer.status_code == status
    assert WORDS[status] in answer.text
    for inside in ("Traceback", "secret-of-the-stack", "SELECT", "server closed", "werkzeug", ".py"):
        assert inside not in answer.text
    if kind in ("refused", "conflict"):
        assert str(error) in answer.text
    carries_the_headers(answer)


@on_sqlite
def test_a_fault_shows_a_reference_that_the_log_also_holds(app: Flask, client: FlaskClient) -> None:
    fails_with(app, ZeroDivisionError("secret-of-the-stack"))
    with capture_logs() as logged:
        page = client.get("/fails").text
    (fault,) = [line for line in logged if line["event"] == "fault"]
    assert f"this reference: <strong>{fault['reference']}</strong>" in page


@on_sqlite
def test_an_error_page_asks_the_database_nothing(client: FlaskClient, statements: list[str]) -> None:
    """But for the first page of a process, which learns whether the data are invented."""
    client.get("/sign-in")
    statements.clear()
    assert client.get("/no-such-page").status_code == 404
    assert statements == []


@on_sqlite
def test_what_was_typed_comes_back_to_be_sent_again_but_never_a_password(app: Flask, client: FlaskClient) -> None:
    fails_with(app, RAISED["database"][0])
    app.config["WTF_CSRF_ENABLED"] = False
    typed = {"discussed": 'Two lines\r\n& "quotes" <b>', "password": "hunter-two-lanterns", "people": ["3", "4"]}
    answer = client.post("/fails?slot=20", data=typed)
    assert answer.status_code == 503
    assert 'action="/fails?slot=20"' in answer.text
    assert 'name="discussed" value="Two lines' in answer.text
    assert "&amp; &#34;quotes&#34; &lt;b&gt;" in answer.text
    assert answer.text.count('name="people"') == 2
    assert "hunter-two-lanterns" not in answer.text


# --- The database goes away in mid-request ---------------------------------------------------------------------------


@pytest.fixture
def marlbury(session: Session) -> Area:
    area = make.area()
    licence = make.licence(make.implementation(area))
    service.make_plan(licence.id)
    return area


@pytest.fixture
def niamh(marlbury: Area) -> Person:
    return make.lead("Niamh O’Rourke", marlbury)


class Away:
    """A database whose server is gone after so many more statements."""

    def __init__(self, engine: Engine, statements: int) -> None:
        self.left, self.engine = statements, engine
        event.listen(engine, "before_cursor_execute", self.count)

    def count(self, *_: object) -> None:
        self.left -= 1
        if self.left < 0:
            raise OperationalError("SELECT 1", {}, Exception("server closed the connection unexpectedly"))

    def back(self) -> None:
        event.remove(self.engine, "before_cursor_execute", self.count)


@pytest.mark.parametrize("statements_left", [0, 1, 4, 9, 15, 20])
def test_a_database_that_goes_in_mid_request_loses_nothing_typed(
    client: FlaskClient, session: Session, marlbury: Area, niamh: Person, statements_left: int
) -> None:
    sign_in(client, niamh, now=NOW)
    address = f"/areas/{marlbury.id}/contacts/log"
    unseen = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', client.get(address).text))
    held = {"held_on-day": "6", "held_on-month": "10", "held_on-year": "2026"}
    typed = {"outcome": "held", "channel": "online", "discussed": "The venue for the spring groups.", **held}
    away = Away(db.engine, statements_left)
    answer = client.post(address, data=unseen | typed)
    away.back()
    assert answer.status_code == 503
    assert WORDS[503] in answer.text
    assert session.scalar(select(func.count()).select_from(Contact)) == 0
    again = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text)
    assert set(typed.items()) <= set(again)
    saved = client.post(address, data=dict(again))
    assert saved.status_code == 302, saved.text
    assert session.scalars(select(Contact.held_on)).all() == [date(2026, 10, 6)]


@on_sqlite
def test_a_server_that_stops_reads_as_away_and_is_well_again_by_itself(client: FlaskClient, tmp_path: Path) -> None:
    """A PostgreSQL of this test's own is stopped outright between two requests, and started again."""
    with servers.postgres() as server:
        url = server.url()
        migrate(url, tmp_path)
        app = create_app(settings(url, tmp_path))
        visitor = app.test_client()
        visitor.set_cookie("scaleup", "a token that nobody has")
        assert visitor.get("/me").status_code == 303
        server.crash()
        answer = visitor.get("/me")
        assert (answer.status_code, WORDS[503] in answer.text) == (503, True)
        server.start()
        assert visitor.get("/me").status_code == 303
        with app.app_context():
            db.engine.dispose()


# --- Strangers ------------------------------------------------------------------------------------------------------


@on_sqlite
@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "a@evil.example"])
def test_a_request_for_another_host_is_refused(client: FlaskClient, host: str) -> None:
    for path in ("/sign-in", "/forgotten-password", "/no-such-page", "/healthz"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 400, path
        assert "evil" not in answer.text


@on_sqlite
@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example",
        "https:evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "\x00//evil.example",
        "javascript:alert(1)",
        "/%0d%0aLocation:%20https://evil.example",
        "///evil.example",
        "/sign-out",
        "evil.example",
    ],
)
def test_signing_in_leads_to_no_other_site(client: FlaskClient, session: Session, target: str) -> None:
    who = make.person("Ada Moss", Role.PROJECT_LEAD)
    sign_in(client, who, now=NOW)
    assert client.get("/sign-in", query_string={"next": target}).location == "/"


@on_sqlite
@pytest.mark.parametrize("megabytes", [26, 40])
def test_an_oversized_form_is_refused_in_words(client: FlaskClient, megabytes: int) -> None:
    token = form_token(client.get("/sign-in"))
    data = {"csrf_token": token, "email": "ada@marlbury.example", "password": "x" * megabytes * 1024 * 1024}
    answer = client.post("/sign-in", data=data)
    assert (answer.status_code, WORDS[413] in answer.text) == (413, True)
    carries_the_headers(answer)


@on_sqlite
def test_methods_nobody_asked_for_are_not_answered(client: FlaskClient) -> None:
    assert client.open("/sign-in", method="TRACE").status_code == 405
    assert client.options("/sign-in").status_code == 200
