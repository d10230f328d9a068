"""What one person marked of one session, item by item. Marks only: there is no place for a word about anybody."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.accounts.models import Person
from scaleup.core.base import Base, Code, Id, one_of
from scaleup.core.references import Kept, Reference
from scaleup.delivery.models import GroupSession
from scaleup.fidelity.models.checks import FidelityCheck
from scaleup.fidelity.rules import Method
from scaleup.programmes.models import ProgrammeVersion


class Observation(Base):
    """One rating of one session or visit by one observer, or by the pair themselves."""

    __tablename__ = "observation"
    __table_args__ = (
        one_of("method", Method),
        CheckConstraint("percent >= 0 AND percent <= 100", name="percent"),
        CheckConstraint("turn IN (1, 2)", name="turn"),
        CheckConstraint("(observer_id IS NULL) = (method = 'self_report')", name="observer"),
        UniqueConstraint("check_id", "turn"),
        UniqueConstraint("nonce"),
        Index(None, "implementation_id", "on_day"),
        Index(None, "area_id"),
        Index(None, "observer_id"),
        Index(None, "recorded_by_id"),
        Index(None, "session_id"),
    )

    id: Mapped[Id]
    check_id: Mapped[int] = mapped_column(ForeignKey("fidelity_check.id"))
    turn: Mapped[int]
    """1 is the rating that counts, 2 the second one that agreement is reckoned from."""
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    programme_version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"))
    """The version whose items were marked."""
    method: Mapped[Code]
    on_day: Mapped[date]
    """The day of the session."""
    kind: Mapped[Code]
    """The kind of session: some items belong to some kinds only."""
    session_id: Mapped[int | None] = mapped_column(ForeignKey("group_session.id"))
    """The session's own record, where there is one."""
    observer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who observed; empty where the pair marked their own session."""
    percent: Mapped[float] = mapped_column(Float)
    nonce: Mapped[str | None] = mapped_column(String(64))
    """That the form was sent once, however often it was pressed."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    check: Mapped[FidelityCheck] = relationship(viewonly=True)
    observer: Mapped[Person | None] = relationship(viewonly=True, foreign_keys=[observer_id])
    programme_version: Mapped[ProgrammeVersion] = relationship(viewonly=True)
    session: Mapped[GroupSession | None] = relationship(viewonly=True)


class ObservationItem(Base):
    """The mark of one item."""

    __tablename__ = "observation_item"

    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"), primary_key=True)
    code: Mapped[Code] = mapped_column(primary_key=True)
    mark: Mapped[int | None]
    """Empty: the item did not apply."""


REFERENCES = (
    Reference(
        "observation",
        "observer_id",
        "person",
        "session observed",
        "sessions observed",
        told=("area_id", "method", "on_day"),
    ),
    Reference(
        "observation",
        "recorded_by_id",
        "person",
        "observation written down",
        "observations written down",
        kept=Kept.PLACE,
        told=("area_id", "on_day", "recorded_at"),
    ),
    Reference("observation", "area_id", "area", "observation", "observations"),
    Reference("observation", "implementation_id", "implementation", "observation", "observations"),
    Reference("observation", "session_id", "group_session", "observation", "observations"),
    Reference("observation", "check_id", "fidelity_check", "observation", "observations"),
)
"""What here refers to people and areas (core/references.py)."""
