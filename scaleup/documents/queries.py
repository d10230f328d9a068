"""Named reads of documents: an area's, and one in scope."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from scaleup.areas.queries import in_scope
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.documents.models import Copy, Document
from scaleup.extensions import db


def documents_of(area_id: int) -> list[Document]:
    """Every document of the area with its versions, the latest dated first: two statements at any size."""
    found = db.session.scalars(
        select(Document)
        .where(Document.area_id == area_id)
        .options(
            selectinload(Document.copies).joinedload(Copy.added_by),
            joinedload(Document.withdrawn_by),
        )
    )
    return sorted(found, key=lambda one: (one.copies[0].dated_on, one.id), reverse=True)


def document_in_scope(actor: Actor, document_id: int, today: date) -> Document:
    """The document; raises Absent where there is none, or its area is not the actor's to see."""
    return in_scope(select(Document).where(Document.id == document_id), Document.area_id, actor=actor, today=today)


def copy_of(document: Document, number: int) -> Copy:
    """That version of the document; raises Absent."""
    found = db.session.scalar(select(Copy).where(Copy.document_id == document.id, Copy.number == number))
    if found is None:
        raise Absent
    return found


def known_files() -> dict[str, str]:
    """Every file that a row names, with its checksum."""
    return {row.file: row.sha256 for row in db.session.execute(select(Copy.file, Copy.sha256))}
