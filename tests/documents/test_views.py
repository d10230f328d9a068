"""The documents of an area: kept, downloaded, replaced, withdrawn; refused at their field; seen by whom."""

from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.audit import Entry
from scaleup.documents import service
from scaleup.documents.models import Copy, Document
from tests.factories import support as make
from tests.factories.accounts import form_token
from tests.factories.actors import acting

PDF = b"%PDF-1.7\nthe agreement of Marlbury"
NEWER = b"%PDF-1.7\nthe agreement of Marlbury, signed again"
DAY = {"dated_on-day": "4", "dated_on-month": "3", "dated_on-year": "2024"}
TERMS = {"kind": "agreement", "title": "Licence agreement", **DAY}


@pytest.fixture
def marlbury(session: Session, clock: Callable[[str], None]) -> Area:
    clock("2026-11-23T10:00:00+00:00")
    return make.area()


@pytest.fixture
def priya(marlbury: Area) -> Iterator[Person]:
    """The area's manager, signed in."""
    priya = make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
    make.give_access(priya, marlbury, Role.IMPLEMENTATION_MANAGER)
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        yield priya


def send(
    client: FlaskClient, path: str, *, file: bytes | None = PDF, name: str = "a.pdf", **typed: str
) -> TestResponse:
    """The form at this address, with a file of this content and name."""
    data: dict[str, object] = {"csrf_token": form_token(client.get(path)), **typed}
    if file is not None:
        data["file"] = (BytesIO(file), name)
    return client.post(path, data=data, content_type="multipart/form-data")


def kept(client: FlaskClient, area: Area) -> Document:
    """The agreement, added through the page."""
    assert send(client, f"/areas/{area.id}/documents/add", **TERMS).status_code == 302
    return service.db.session.scalars(select(Document)).one()


def test_a_document_is_kept_and_handed_out_as_a_download(client: FlaskClient, marlbury: Area, priya: Person) -> None:
    document = kept(client, marlbury)
    page = client.get(f"/areas/{marlbury.id}/documents").text
    assert "1 document is in force." in page
    assert "Licence agreement" in page
    answer = client.get(f"/documents/{document.id}/versions/1")
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Licence agreement, version 1.pdf"'
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get(f"/documents/{document.id}/versions/2").status_code == 404


def test_a_program_with_another_name_is_refused_at_the_field_and_nothing_typed_is_lost(
    client: FlaskClient, session: Session, marlbury: Area, priya: Person, app: Flask
) -> None:
    path = f"/areas/{marlbury.id}/documents/add"
    answer = send(client, path, file=b"MZ\x90\x00", name="agreement.pdf", **TERMS)
    assert answer.status_code == 422
    assert "This file is a program, whatever its name says." in answer.text
    assert 'value="Licence agreement"' in answer.text
    assert session.scalars(select(Document)).all() == []
    assert list(Path(app.config["SETTINGS"].var, "documents").glob("*/*")) == []


def test_a_good_file_beside_a_wrong_word_is_asked_for_again(client: FlaskClient, marlbury: Area, priya: Person) -> None:
    answer = send(client, f"/areas/{marlbury.id}/documents/add", **{**TERMS, "title": ""})
    assert "Give it a name that the next reader understands" in answer.text
    assert "Choose the file again: a browser does not keep it" in answer.text


def test_without_a_file_the_form_says_so(client: FlaskClient, marlbury: Area, priya: Person) -> None:
    assert "Choose the file" in send(client, f"/areas/{marlbury.id}/documents/add", file=None, **TERMS).text


def test_what_is_too_large_to_be_taken_is_said_on_a_page_that_keeps_what_was_typed(
    client: FlaskClient, marlbury: Area, priya: Person
) -> None:
    parts = [
        f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{said}\r\n' for name, said in TERMS.items()
    ]
    parts.append('--cut\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n')
    body = "".join(parts).encode() + PDF + b"." * 26_300_000 + b"\r\n--cut--\r\n"
    path = f"/areas/{marlbury.id}/documents/add"
    answer = client.post(path, data=body, content_type="multipart/form-data; boundary=cut")
    assert answer.status_code == 413
    assert 'name="title" value="Licence agreement"' in answer.text


def test_a_newer_version_stands_beside_the_older_one(client: FlaskClient, marlbury: Area, priya: Person) -> None:
    document = kept(client, marlbury)
    day = {"dated_on-day": "9", "dated_on-month": "11", "dated_on-year": "2026"}
    send(client, f"/documents/{document.id}/replace", file=NEWER, version="1", **day)
    assert client.get(f"/documents/{document.id}/versions/2").data == NEWER
    assert client.get(f"/documents/{document.id}/versions/1").data == PDF
    late = send(client, f"/documents/{document.id}/replace", file=NEWER, version="1", **day)
    assert "Somebody else changed this document while you had it open." in late.text


def test_a_withdrawn_document_is_for_the_unit_alone_with_its_reason(
    client: FlaskClient, session: Session, marlbury: Area, priya: Person
) -> None:
    document = kept(client, marlbury)
    niamh = make.lead("Niamh O’Rourke", marlbury)
    send(client, f"/documents/{document.id}/withdraw", file=None, version="1", because="Signed by the wrong trust")
    assert "Signed by the wrong trust" in client.get(f"/areas/{marlbury.id}/documents").text
    assert client.get(f"/documents/{document.id}/versions/1").status_code == 200
    again = send(client, f"/documents/{document.id}/withdraw", file=None, version="2", because="Twice")
    assert "It was withdrawn on 23 November 2026. Add a new one instead." in again.text
    with acting(niamh, Role.PROJECT_LEAD):
        assert "Signed by the wrong trust" not in client.get(f"/areas/{marlbury.id}/documents").text
        assert client.get(f"/documents/{document.id}/versions/1").status_code == 404
        assert client.get(f"/documents/{document.id}/withdraw").status_code == 403
    acts = session.scalars(select(Entry.act).where(Entry.subject == "document").order_by(Entry.id)).all()
    assert acts == ["document added", "document withdrawn"]


def test_a_lead_adds_documents_and_a_viewer_sees_none(client: FlaskClient, marlbury: Area, priya: Person) -> None:
    document = kept(client, marlbury)
    with acting(make.lead("Niamh O’Rourke", marlbury), Role.PROJECT_LEAD):
        assert send(client, f"/areas/{marlbury.id}/documents/add", **TERMS).status_code == 302
        assert client.get(f"/documents/{document.id}/versions/1").status_code == 200
    dilys = make.person("Dilys Bowen", Role.VIEWER)
    make.give_access(dilys, marlbury, Role.VIEWER)
    with acting(dilys, Role.VIEWER):
        assert client.get(f"/areas/{marlbury.id}/documents").status_code == 403
        assert client.get(f"/documents/{document.id}/versions/1").status_code == 403
    with acting(make.lead("Tom Brennan", make.area("Thanet")), Role.PROJECT_LEAD):
        assert client.get(f"/documents/{document.id}/versions/1").status_code == 404


def test_an_empty_shelf_says_what_will_stand_there(client: FlaskClient, marlbury: Area, priya: Person) -> None:
    page = client.get(f"/areas/{marlbury.id}/documents").text
    assert "No document is kept yet." in page
    assert "The licence agreement and the data-protection impact assessment of Marlbury stand here" in page


def test_a_file_lies_under_a_random_name_with_its_checksum(
    client: FlaskClient, session: Session, marlbury: Area, priya: Person, app: Flask
) -> None:
    kept(client, marlbury)
    copy = session.scalars(select(Copy)).one()
    file = Path(app.config["SETTINGS"].var, "documents", copy.file[:2], copy.file)
    assert file.read_bytes() == PDF
    assert file.stat().st_mode & 0o077 == 0
    assert (copy.dated_on, copy.size, len(copy.file)) == (date(2024, 3, 4), 34, 32)
    assert copy.sha256 == sha256(PDF).hexdigest()
