"""Files and rows: a file without a row goes once it is old, and one that is missing or changed is told."""

import os
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from sqlalchemy.orm import Session

from scaleup.core.errors import Refused
from scaleup.documents import service
from scaleup.documents.models import Document
from scaleup.documents.rules import Kind, Terms
from tests.factories import support as make

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
def agreement(session: Session) -> Document:
    return service.add(
        make.area().id,
        Terms(Kind.AGREEMENT, "Licence agreement", date(2024, 3, 4)),
        BytesIO(b"%PDF-1.7 x"),
        by=None,
        now=NOW,
    )


def written(name: str, at: datetime) -> None:
    """The file on the shelf is as old as that."""
    os.utime(service.shelf().place(name), (at.timestamp(), at.timestamp()))


def test_a_file_that_no_row_names_goes_once_it_is_an_hour_old(agreement: Document) -> None:
    orphan = service.shelf().put(BytesIO(b"%PDF-1.7 of a crash")).name
    written(orphan, datetime(2026, 11, 23, 9, 1, tzinfo=UTC))
    assert service.remove_orphans(NOW) == 0
    written(orphan, datetime(2026, 11, 23, 8, 59, tzinfo=UTC))
    assert service.compare(NOW).orphans == (orphan,)
    assert service.remove_orphans(NOW) == 1
    assert service.compare(NOW) == service.Found(1, (), (), ())


def test_the_half_of_an_interrupted_file_goes_too(agreement: Document) -> None:
    half = service.shelf().place("ab" * 16).with_suffix(".half")
    half.parent.mkdir(parents=True, exist_ok=True)
    half.write_bytes(b"%PDF")
    written(half.name, datetime(2026, 11, 22, 9, tzinfo=UTC))
    assert service.remove_orphans(NOW) == 1
    assert not half.exists()


def test_a_changed_file_and_a_missing_one_are_told(agreement: Document) -> None:
    name = agreement.copies[0].file
    service.shelf().place(name).write_bytes(b"%PDF-1.7 y")
    assert service.compare(NOW).changed == (name,)
    with pytest.raises(Refused, match="is not the one that was kept here"):
        service.download(agreement, 1)
    service.shelf().remove(name)
    assert service.compare(NOW).missing == (name,)
