"""Workbooks that came in, what became of each row, the decisions that people made, and imports on their way."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.accounts.models import Person
from scaleup.core.base import Base, BigId, Code, Id, one_of
from scaleup.core.references import Kept, Reference
from scaleup.imports.rules import State, Step

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


class Run(Base):
    """One import from the file to its outcome. The row says what is to be done next; a task only looks for it."""

    __tablename__ = "import_run"
    __table_args__ = (
        one_of("state", State),
        one_of("next_step", Step),
        Index(
            "uq_import_run_confirmed",
            "state",
            unique=True,
            sqlite_where=text("state = 'confirmed'"),
            postgresql_where=text("state = 'confirmed'"),
        ),
        Index(
            "ix_import_run_next_step",
            "next_step",
            sqlite_where=text("next_step <> 'nothing'"),
            postgresql_where=text("next_step <> 'nothing'"),
        ),
    )

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    stored: Mapped[str | None] = mapped_column(String(64))
    """The file's name in the store; empty once it is gone, and for a file that never was there."""
    state: Mapped[Code]
    next_step: Mapped[Code] = mapped_column(default=Step.NOTHING)
    asked: Mapped[int] = mapped_column(default=1)
    """Grows with each request for a step: one that came while a worker was at it is not lost."""
    owner: Mapped[str | None] = mapped_column(String(120))
    lease_until: Mapped[datetime | None]
    cut_short: Mapped[int] = mapped_column(default=0)
    """How many times in a row a worker ended in the middle of it."""
    rows_read: Mapped[int] = mapped_column(default=0)
    sentence: Mapped[str] = mapped_column(Text, default="")
    """Why it was refused, or what changed since it was confirmed."""
    recognised: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """Each sheet with its heading row and what its columns are taken for."""
    weighed: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Counts of each sheet, and the totals."""
    shown: Mapped[str] = mapped_column(String(16), default="")
    """Stands for exactly what the preview shows: confirming carries it."""
    workbook_id: Mapped[int | None] = mapped_column(ForeignKey("workbook.id"))
    sent_at: Mapped[datetime]
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    sent_by: Mapped[Person | None] = relationship(viewonly=True, foreign_keys=[sent_by_id])


class RunLine(Base):
    """A row of the workbook, or a sheet as a whole, as the page shows it: what it becomes and what is said of it."""

    __tablename__ = "import_line"
    __table_args__ = (Index(None, "run_id", "rank", "position"), Index(None, "run_id", "outcome"))

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id"))
    position: Mapped[int]
    rank: Mapped[int]
    """0 waits, 1 is refused, 2 came in with something to be said, 3 is in."""
    sheet: Mapped[str] = mapped_column(String(120))
    row_number: Mapped[int]
    outcome: Mapped[Code]
    what: Mapped[str] = mapped_column(String(200))
    said: Mapped[list[Any]] = mapped_column(JSON)
    """Column, value and sentence of each remark."""


class RunQuestion(Base):
    """A question that an import put, as the page asks it. The answer is the Decision of the same key."""

    __tablename__ = "import_question"
    __table_args__ = (UniqueConstraint("run_id", "question_key"), Index(None, "question_key"))

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id"))
    position: Mapped[int]
    question_key: Mapped[str] = mapped_column(String(400))
    kind: Mapped[Code]
    sentence: Mapped[str] = mapped_column(Text)
    choices: Mapped[list[Any]] = mapped_column(JSON)
    """Answer and wording of each."""
    typed: Mapped[str] = mapped_column(String(80))
    picks: Mapped[int]
    rows: Mapped[int]
    """How many rows wait for it."""


class Meaning(Base):
    """What people said that a sheet or a column is, by its own words: remembered for every later workbook."""

    __tablename__ = "import_meaning"
    __table_args__ = (UniqueConstraint("scope", "words"),)

    id: Mapped[Id]
    scope: Mapped[Code]
    """"sheet", or the kind of sheet that the column stands on."""
    words: Mapped[str] = mapped_column(String(200))
    meaning: Mapped[Code]
    """Empty: it is left out."""
    said_at: Mapped[datetime]
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


REFERENCES = (
    Reference("workbook", "imported_by_id", "person", "workbook imported", "workbooks imported"),
    Reference(
        "import_decision", "answered_by_id", "person", "question of an import answered", "questions of imports answered"
    ),
    Reference("import_meaning", "said_by_id", "person", "heading explained", "headings explained"),
    Reference("import_run", "confirmed_by_id", "person", "import confirmed", "imports confirmed", kept=Kept.PLACE),
    Reference("import_run", "sent_by_id", "person", "workbook sent", "workbooks sent", kept=Kept.PLACE),
)
"""What here refers to people and areas (core/references.py)."""
