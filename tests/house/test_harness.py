"""The guards that stand in the fixtures themselves: each is shown to bite."""

import socket
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlalchemy import text
from sqlalchemy.orm import Session

from scaleup.accounts.models import Tries
from scaleup.app import create_app
from scaleup.core import facts
from scaleup.core.base import Base
from scaleup.extensions import AppTask, db, reading
from tests import backends, order
from tests.client import Statements
from tests.databases import settings


class Test:
    """As much of a test as its place in the order asks for."""

    __test__ = False

    def __init__(self, file: str, number: int) -> None:
        self.path = order.ROOT / file
        self.number = number


def test_the_longest_files_are_there_and_begin_first_in_each_process() -> None:
    assert [file for file in order.LONGEST if not (order.ROOT / file).is_file()] == []
    files = {"a.py": 30, "house/test_nonsense.py": 4, "b.py": 20, "journeys/test_every_screen.py": 9, "c.py": 30}
    items = [Test(file, number) for file, tests in files.items() for number in range(tests)]
    dealt = order.dealt(order.shuffled(items, 7), 2)  # type: ignore[arg-type]  # only their path is asked for
    assert sorted(map(id, dealt)) == sorted(map(id, items))
    half = len(items) // 2
    assert {test.path.name for test in dealt[:9]} == {"test_every_screen.py"}
    assert {test.path.name for test in dealt[half : half + 4]} == {"test_nonsense.py"}


on_sqlite = pytest.mark.parametrize("dialect", ["sqlite"])


def a_row() -> Tries:
    return Tries(about="somebody", window_at=datetime(2026, 11, 20, 9, tzinfo=UTC), failed=1)


def test_a_socket_to_elsewhere_is_refused() -> None:
    with socket.socket() as probe, pytest.raises(AssertionError, match=r"wanted to reach \('192\.0\.2\.1', 25\)"):
        probe.connect(("192.0.2.1", 25))


def test_every_table_of_the_models_is_in_the_test_database(session: Session) -> None:
    with db.engine.connect() as connection:
        assert set(Base.metadata.tables) <= set(db.inspect(connection).get_table_names())


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_begins_without_rows(session: Session, turn: int) -> None:
    for table in Base.metadata.sorted_tables:
        assert session.scalar(db.select(db.func.count()).select_from(table)) == 0
    session.add(a_row())
    session.commit()


@pytest.mark.parametrize("turn", [1, 2])
def test_no_application_answers_for_the_next_test(tmp_path: Path, turn: int) -> None:
    assert (facts.table(), reading.get(), hasattr(AppTask, "serves")) == ((), False, False)
    create_app(settings(f"sqlite:///{tmp_path / 'scaleup.sqlite3'}", tmp_path))
    reading.set(True)
    assert facts.table() != ()


LOCKED = """
    FROM pg_locks JOIN pg_database ON pg_database.oid = database
    WHERE locktype = 'advisory' AND datname = current_database()
"""


@pytest.mark.parametrize("dialect", ["postgresql"])
@pytest.mark.parametrize("turn", [1, 2])
def test_nothing_is_left_on_a_connection_for_the_next_test(session: Session, turn: int) -> None:
    assert session.scalar(text("SHOW work_mem")) != "5MB"
    assert session.scalar(text("SELECT to_regclass('pg_temp.left_behind')")) is None
    assert session.scalar(text("SELECT count(*) FROM pg_prepared_statements WHERE name = 'mine'")) == 0
    assert session.scalar(text(f"SELECT count(*) {LOCKED}")) == 0
    for act in ("SET work_mem = '5MB'", "CREATE TEMP TABLE left_behind (id integer)", "PREPARE mine AS SELECT 1"):
        session.execute(text(act))
    session.execute(text("SELECT pg_advisory_lock(20261123)"))
    session.commit()


@on_sqlite
@pytest.mark.parametrize("how", ["added", "flushed", "stated"])
def test_a_request_that_leaves_the_session_dirty_fails(app: Flask, client: FlaskClient, how: str) -> None:
    @app.teardown_request
    def too_late(_error: object) -> None:
        if how == "stated":
            db.session.execute(db.delete(Tries))
        else:
            db.session.add(a_row())
        if how == "flushed":
            db.session.flush()

    with pytest.raises(AssertionError, match="left the session dirty"):
        client.get("/no-such-page.txt")


@on_sqlite
def test_a_request_that_saves_or_takes_back_its_work_passes(app: Flask, client: FlaskClient, session: Session) -> None:
    @app.post("/works")
    def works() -> dict[str, bool]:
        db.session.add(a_row())
        return {"done": True}

    app.config["WTF_CSRF_ENABLED"] = False
    assert client.post("/works").status_code == 200
    assert session.scalar(db.select(db.func.count()).select_from(Tries)) == 1


@on_sqlite
def test_a_page_that_is_not_sound_html_fails(app: Flask, client: FlaskClient) -> None:
    app.add_url_rule("/broken", "broken", lambda: "<!doctype html><title>x</title><p><div></p></span>")
    with pytest.raises(pytest.fail.Exception, match="is not sound HTML"):
        client.get("/broken")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_a_browser_reaches_the_live_application(
    page_at: Callable[[int], Page], axe: Callable[[Page], None], width: int
) -> None:
    page = page_at(width)
    answer = page.goto("/no-such-page")
    assert answer is not None
    assert answer.status == 404
    axe(page)


def test_statements_that_write_are_told_apart(session: Session, statements: Statements) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("SELECT 1"))
        connection.execute(text("DELETE FROM tries"))
    assert statements.writing == ["DELETE FROM tries"]


@pytest.mark.parametrize("dialect", ["postgresql"])
def test_a_connection_forgets_its_prepared_statements_however_often_it_is_made_as_new(session: Session) -> None:
    driver: psycopg.Connection[Any] = session.connection().connection.driver_connection  # type: ignore[assignment]  # on PostgreSQL it is psycopg's
    session.commit()
    for _ in range(3):
        assert backends.as_new(driver)
        for _ in range(2):
            driver.execute("SELECT 'anew'", prepare=True)
        driver.commit()


@pytest.mark.parametrize("dialect", ["postgresql"])
def test_a_connection_that_comes_back_after_its_test_is_not_left_open(app: Flask) -> None:
    """As a request does that a browser still waits for when its test is over."""
    with app.app_context():
        late = db.engine.connect()
        driver: Any = late.connection.driver_connection
        db.engine.dispose()
        late.close()
    assert driver.closed or driver in backends.RESTING[db_address(app)]


def db_address(app: Flask) -> str:
    """By which the connections of this application rest."""
    with app.app_context():
        return db.engine.url.render_as_string()
