"""Merges of two records, and the journal of what each did, row by row: undoing reads it backwards."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from scaleup.core.base import Base, BigId, Code, Id, one_of
from scaleup.records.rules import Kind, Step


class Merge(Base):
    """Two records became one. The ids are plain values: the record that went is no row any more."""

    __tablename__ = "merge"
    __table_args__ = (one_of("kind", Kind), Index(None, "kind", "gone_id"), Index(None, "at"))

    id: Mapped[Id]
    kind: Mapped[Code]
    kept_id: Mapped[int] = mapped_column(BigId)
    gone_id: Mapped[int] = mapped_column(BigId)
    kept_name: Mapped[str] = mapped_column(String(160))
    gone_name: Mapped[str] = mapped_column(String(160))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(BigId)
    undone_at: Mapped[datetime | None]


class MergeStep(Base):
    """What a merge did to one row."""

    __tablename__ = "merge_step"
    __table_args__ = (one_of("act", Step), Index(None, "merge_id"))

    id: Mapped[Id]
    merge_id: Mapped[int] = mapped_column(ForeignKey("merge.id"))
    act: Mapped[Code]
    table_name: Mapped[str] = mapped_column(String(60))
    row_key: Mapped[dict[str, object]] = mapped_column(JSON)
    """The row's primary key as it was after the merge."""
    was: Mapped[dict[str, object]] = mapped_column(JSON)
    """What stood in the columns that changed; of a row that was removed, in all."""
    became: Mapped[dict[str, object]] = mapped_column(JSON)
    print: Mapped[str | None] = mapped_column(String(64))
    """A fingerprint of the whole row after the merge; empty where only the changed columns are watched."""
