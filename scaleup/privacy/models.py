"""Tombstones of people who were erased, periods that somebody changed, and what was let go when its time was over."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from scaleup.core.base import Base, BigId, Code, Id, Versioned, one_of
from scaleup.privacy.rules import Because


class Erasure(Base):
    """That a person was erased: their number, when, by whom, why. Ids are plain values, and there is no name."""

    __tablename__ = "erasure"
    __table_args__ = (one_of("because", Because), UniqueConstraint("erased_id"))

    id: Mapped[Id]
    erased_id: Mapped[int] = mapped_column(BigId)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(BigId)
    because: Mapped[Code]
    texts: Mapped[int] = mapped_column(default=0)
    """Texts of others in which the name or the address was replaced."""


class Period(Versioned, Base):
    """How long a kind of record is kept, where somebody set it; without a row it is as rules propose."""

    __tablename__ = "retention_period"
    __table_args__ = (UniqueConstraint("kind"), CheckConstraint("months BETWEEN 1 AND 600", name="months"))

    id: Mapped[Id]
    kind: Mapped[Code]
    months: Mapped[int]
    set_at: Mapped[datetime]
    set_by_id: Mapped[int | None] = mapped_column(BigId)


class LettingGo(Base):
    """A person confirmed that everything of a kind from before a day goes; batches do it until nothing is left."""

    __tablename__ = "retention_run"
    __table_args__ = (
        CheckConstraint("shown >= 0 AND gone >= 0", name="counts"),
        Index(
            "uq_retention_run_open",
            "kind",
            unique=True,
            sqlite_where=text("over_at IS NULL"),
            postgresql_where=text("over_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    kind: Mapped[Code]
    before_on: Mapped[date]
    """What is counted from a day before this one goes."""
    shown: Mapped[int]
    """How many there were when it was confirmed."""
    gone: Mapped[int] = mapped_column(default=0)
    confirmed_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(BigId)
    over_at: Mapped[datetime | None]


REFERENCES = ()
"""Ids here are plain values that outlive the records: who was erased, and who confirmed what."""
