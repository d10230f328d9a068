"""A document of an area, and each version of it as a file on the shelf."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.accounts.models import Person
from scaleup.core.base import Base, Code, Id, Versioned, one_of
from scaleup.core.references import Reference
from scaleup.documents.rules import Kind, Media


class Document(Versioned, Base):
    """Something agreed or assessed on paper, in its versions."""

    __tablename__ = "document"
    __table_args__ = (one_of("kind", Kind), Index(None, "area_id"))

    id: Mapped[Id]
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    kind: Mapped[Code]
    title: Mapped[str] = mapped_column(String(120))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_because: Mapped[str | None] = mapped_column(String(400))
    copies: Mapped[list["Copy"]] = relationship(viewonly=True, order_by="Copy.number.desc()")
    withdrawn_by: Mapped[Person | None] = relationship(viewonly=True)


class Copy(Base):
    """One version of a document: its file on the shelf, and who added it."""

    __tablename__ = "document_copy"
    __table_args__ = (
        one_of("media", Media),
        UniqueConstraint("document_id", "number"),
        UniqueConstraint("file"),
    )

    id: Mapped[Id]
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]
    """1 is the first."""
    dated_on: Mapped[date]
    """The day that stands on the document."""
    file: Mapped[str] = mapped_column(String(40))
    """Its random name on the shelf. What it was called on somebody's computer is not kept."""
    media: Mapped[Code]
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    added_by: Mapped[Person | None] = relationship(viewonly=True)


REFERENCES = (
    Reference("document", "area_id", "area", "document", "documents"),
    Reference("document", "withdrawn_by_id", "person", "document withdrawn", "documents withdrawn"),
    Reference(
        "document_copy", "added_by_id", "person", "document added", "documents added", told=("document_id", "added_at")
    ),
)
"""What here refers to people and areas (core/references.py)."""
