"""The client that tests ask pages with. It fails a test whose request leaves work unsaved, or whose page is unsound."""

import re
from hashlib import blake2b
from typing import Any

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from html5lib.html5parser import ParseError
from sqlalchemy import Engine, event
from sqlalchemy.orm import ORMExecuteState, Session
from werkzeug.test import TestResponse

from scaleup.extensions import db

UNSAVED = "written but not committed"
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE")


SOUND: set[bytes] = set()
"""Pages of this process that were read and found sound; PostgreSQL's are mostly those that SQLite's were."""
TOKEN = re.compile(rb'(?<=name="csrf_token" value=")[A-Za-z0-9_.-]+(?=")')
"""It differs from page to page, and is letters and figures whatever it is."""


class StrictClient(FlaskClient):
    """A browser without scripts: cookies are kept, redirects are followed when asked."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """The answer of one request, in a context of its own, after what the test has prepared is saved."""
        if db.session.registry.has():
            db.session.commit()
        with self.application.app_context():
            response = super().open(*args, **kwargs)
        sound(response)
        refused_plainly(response)
        return response


def sound(response: TestResponse) -> None:
    """Fails when the page has a parse error."""
    if response.mimetype != "text/html" or not response.data:
        return
    shape = blake2b(TOKEN.sub(b"", response.data)).digest()
    if shape in SOUND:
        return
    parser = html5lib.HTMLParser(strict=True)
    try:
        parser.parse(response.data)
        SOUND.add(shape)
    except ParseError as error:
        line = parser.tokenizer.stream.position()[0]
        context = "\n".join(response.text.splitlines()[max(0, line - 3) : line + 1])
        pytest.fail(f"{response.request.path} is not sound HTML near line {line}: {error}\n{context}")


def refused_plainly(response: TestResponse) -> None:
    """Fails when a form that is shown again with faults reads as a success: the edge would commit its half-done act."""
    if response.status_code == 200 and response.request.method == "POST" and b"govuk-error-summary" in response.data:
        pytest.fail(f"{response.request.path} refuses a form with status 200; answer with form.status")


def fail_when_left_dirty(app: Flask) -> None:
    """Afterwards a request that ends with unsaved writes raises, wherever it was made from."""

    @app.teardown_request
    def look(_error: BaseException | None) -> None:
        if not db.session.registry.has():
            return
        session = db.session()
        left = [*session.new, *session.dirty, *session.deleted] or session.info.get(UNSAVED)
        session.info.pop(UNSAVED, None)
        if left:
            raise AssertionError(f"the request left the session dirty: {left}")


def note_flush(session: Session, _context: object) -> None:
    """A flush wrote: it wants a commit or a rollback."""
    session.info[UNSAVED] = "a flush"


def note_statement(state: ORMExecuteState) -> None:
    """So does a writing statement."""
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info[UNSAVED] = type(state.statement).__name__


def forget(session: Session, *_: object) -> None:
    """It was committed or rolled back."""
    session.info.pop(UNSAVED, None)


def watch_sessions() -> None:
    """Afterwards every session knows whether it holds unsaved writes."""
    event.listen(Session, "after_flush", note_flush)
    event.listen(Session, "do_orm_execute", note_statement)
    event.listen(Session, "after_commit", forget)
    event.listen(Session, "after_rollback", forget)


class Statements(list[str]):
    """The SQL that ran, in order."""

    @property
    def writing(self) -> list[str]:
        """Those that write."""
        return [one for one in self if one.lstrip().upper().startswith(WRITING)]


def listen_to(engine: Engine) -> Statements:
    """A list that grows with every statement of this engine."""
    heard = Statements()

    def hear(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        heard.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    return heard
