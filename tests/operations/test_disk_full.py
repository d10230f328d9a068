"""A disk that takes no more: what is asked for is refused with 503, nothing is half there, and later all goes on."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.audit import Entry
from scaleup.documents.models import Document
from scaleup.extensions import db
from scaleup.outbox import service
from scaleup.outbox.models import Message, MessageEvent
from scaleup.outbox.rules import Draft
from tests.factories import support as make
from tests.factories.accounts import form_token, sign_in

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
on_sqlite = pytest.mark.parametrize("dialect", ["sqlite"])
"""Whose files this process writes itself; a PostgreSQL that is refused room tells us as one that is away does."""


@contextmanager
def full_from(size: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes. What is logged meanwhile is kept from the disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with capture_logs():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def marlbury(session: Session, clock: Callable[[str], None]) -> Area:
    clock(NOW.isoformat())
    return make.area()


@pytest.fixture
def priya(client: FlaskClient, marlbury: Area) -> Person:
    """The area's manager, signed in."""
    priya = make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
    make.give_access(priya, marlbury, Role.IMPLEMENTATION_MANAGER)
    sign_in(client, priya, now=NOW)
    return priya


def begin_a_new_log() -> None:
    """All that was committed is in the database's file, and its log is empty."""
    db.session.commit()
    db.session.connection().exec_driver_sql("COMMIT")
    db.session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    db.session.connection().exec_driver_sql("BEGIN")
    db.session.commit()


def agreement(client: FlaskClient, area: Area, file: bytes) -> dict[str, object]:
    """The form that adds the area's licence agreement, as it is sent."""
    day = {"dated_on-day": "4", "dated_on-month": "3", "dated_on-year": "2024"}
    token = form_token(client.get(f"/areas/{area.id}/documents/add"))
    typed = {"kind": "agreement", "title": "Licence agreement", "csrf_token": token, **day}
    return {**typed, "file": (BytesIO(file), "a.pdf")}


@on_sqlite
@pytest.mark.parametrize("room", [0, 4_000, 20_000])
def test_a_page_that_cannot_be_saved_says_so_and_leaves_nothing_behind(
    client: FlaskClient, session: Session, marlbury: Area, priya: Person, room: int
) -> None:
    path = f"/areas/{marlbury.id}/documents/add"
    form = agreement(client, marlbury, b"%PDF-1.7\n")
    acts = session.scalar(select(func.count()).select_from(Entry))
    begin_a_new_log()
    with full_from(room):
        refused = client.post(path, data=form, content_type="multipart/form-data")
    assert refused.status_code == 503
    assert "Nothing of this was saved, and nothing that was saved before is lost." in refused.text
    assert 'name="title" value="Licence agreement"' in refused.text, "what was typed can be sent again"
    assert session.scalar(select(func.count()).select_from(Document)) == 0
    assert session.scalar(select(func.count()).select_from(Entry)) == acts
    assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    again = client.post(path, data=agreement(client, marlbury, b"%PDF-1.7\n"), content_type="multipart/form-data")
    assert again.status_code == 302


@on_sqlite
def test_a_file_that_finds_no_room_leaves_no_half_of_itself(
    app: Flask, client: FlaskClient, session: Session, marlbury: Area, priya: Person
) -> None:
    form = agreement(client, marlbury, b"%PDF-1.7\n" + b"x" * 400_000)
    begin_a_new_log()
    with full_from(300_000):
        refused = client.post(f"/areas/{marlbury.id}/documents/add", data=form, content_type="multipart/form-data")
    assert refused.status_code == 503
    assert "There is no room left on the server for this file." in refused.text
    shelf: Path = app.config["SETTINGS"].var / "documents"
    assert [place for place in shelf.rglob("*") if place.is_file()] == []
    assert session.scalar(select(func.count()).select_from(Document)) == 0


@on_sqlite
def test_messages_are_written_down_whole_or_not_at_all(session: Session) -> None:
    drafts = [Draft(f"{n}", "plain", NOW, to_address=f"person-{n}@area.example") for n in range(600)]
    begin_a_new_log()
    with full_from(60_000), pytest.raises(Exception, match="disk"):
        service.enqueue_many(drafts, now=NOW)
        session.commit()
    session.rollback()
    session.info.clear()
    assert session.scalar(select(func.count()).select_from(Message)) == 0
    assert len(service.enqueue_many(drafts, now=NOW)) == 600
    assert session.scalar(select(func.count()).select_from(MessageEvent)) == 600
    session.info.clear()
