"""How requests use PostgreSQL: a GET writes nothing, plans outlast it, and a connection that died is not used."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, scoped_session
from sqlalchemy.pool import NullPool

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.extensions import db, reading
from tests.factories import support as make
from tests.factories.accounts import NOON, sign_in

pytestmark = pytest.mark.parametrize("dialect", ["postgresql"])
Saved = scoped_session[Session]
BACKEND = text("SELECT pg_backend_pid()")


@pytest.fixture
def helen(session: Saved, client: FlaskClient, clock: Callable[[str], None]) -> Person:
    """A unit manager who is signed in."""
    clock(NOON.isoformat())
    person = make.person("Helen Ashworth", Role.UNIT_MANAGER)
    sign_in(client, person)
    session.commit()
    return person


def test_what_a_get_would_write_is_refused_by_the_server(session: Saved, app: Flask) -> None:
    session.rollback()
    told = reading.set(True)
    try:
        with pytest.raises(DBAPIError, match="read-only transaction"):
            session.execute(text("UPDATE person SET name = 'x'"))
    finally:
        session.rollback()
        reading.reset(told)
    session.execute(text("UPDATE person SET name = 'x' WHERE false"))


def test_plans_of_a_page_last_from_one_get_to_the_next(client: FlaskClient, helen: Person) -> None:
    for _ in range(8):
        assert client.get("/areas").status_code == 200
    kept = db.session.execute(text("SELECT count(*) FROM pg_prepared_statements")).scalar_one()
    assert kept >= 4


def test_no_statement_is_compiled_before_it_is_run(session: Saved) -> None:
    assert session.scalar(text("SHOW jit")) == "off"


def test_a_connection_that_the_server_closed_is_replaced_before_it_is_used(app: Flask, session: Saved) -> None:
    session.remove()
    db.engine.dispose()
    with db.engine.connect() as one:
        first = one.scalar(BACKEND)
    apart = create_engine(db.engine.url, poolclass=NullPool)
    with apart.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": first})
    with db.engine.connect() as again:
        assert again.scalar(BACKEND) != first
