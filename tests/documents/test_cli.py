"""`scaleup documents` tells what is whole and removes what no row names."""

from datetime import UTC, date, datetime
from io import BytesIO

from flask import Flask
from sqlalchemy.orm import Session

from scaleup.documents import service
from scaleup.documents.cli import documents
from scaleup.documents.rules import Kind, Terms
from tests.factories import support as make

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def test_it_says_how_many_are_whole_and_fails_where_one_is_missing(app: Flask, session: Session) -> None:
    terms = Terms(Kind.OTHER, "Letter", date(2024, 3, 4))
    found = service.add(make.area().id, terms, BytesIO(b"%PDF-1.7 x"), by=None, now=NOW)
    runner = app.test_cli_runner()
    answer = runner.invoke(documents, ["--remove-orphans"])
    assert (answer.exit_code, answer.output) == (
        0,
        "0 orphans removed.\n1 file as they were put there, 0 orphans.\n",
    )
    service.shelf().remove(found.copies[0].file)
    answer = runner.invoke(documents, [])
    assert answer.exit_code == 1
    assert f"{found.copies[0].file} is missing." in answer.output
