"""Workbooks that came in, what became of each row, and the decisions that people made."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scaleup.core.base import Base, BigId, Code, Id, one_of

OUTCOMES = ("created", "merged", "needs_decision", "refused")


class Workbook(Base):
    """One file that was imported, by what it holds."""

    __tablename__ = "workbook"
    __table_args__ = (UniqueConstraint("digest"),)

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime]
    imported_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ImportedRow(Base):
    """What one row of one sheet became, by its natural key: a second run finds it and changes nothing."""

    __tablename__ = "imported_row"
    __table_args__ = (
        one_of("outcome", OUTCOMES),
        UniqueConstraint("workbook_id", "sheet", "row_number"),
        Index(None, "natural_key"),
    )

    id: Mapped[Id]
    workbook_id: Mapped[int] = mapped_column(ForeignKey("workbook.id"))
    sheet: Mapped[str] = mapped_column(String(120))
    row_number: Mapped[int]
    natural_key: Mapped[str] = mapped_column(String(400))
    outcome: Mapped[Code]
    cells: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What stood in the row, kept only while something of its workbook waits for a decision."""
    kept: Mapped[bool] = mapped_column(default=False)
    made: Mapped[str | None] = mapped_column(String(64))
    """A fingerprint of what the row brought in: the same again changes nothing."""
    subject: Mapped[str | None] = mapped_column(String(40))
    subject_id: Mapped[int | None] = mapped_column(BigId)


class Decision(Base):
    """A question that only a person can answer, and the answer, remembered for every later import."""

    __tablename__ = "import_decision"
    __table_args__ = (UniqueConstraint("question_key"),)

    id: Mapped[Id]
    question_key: Mapped[str] = mapped_column(String(400))
    """What is asked, by kind and value: "area|Haringey City"."""
    question: Mapped[str] = mapped_column(Text)
    choices: Mapped[list[Any]] = mapped_column(JSON)
    answer: Mapped[str | None] = mapped_column(String(200))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
