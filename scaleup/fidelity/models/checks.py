"""Fidelity checks: what the ladder of support reads, however each was made; and who was observed."""

from datetime import date

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from scaleup.core.base import Base, Code, Id, one_of
from scaleup.core.references import Clash, Kept, Reference
from scaleup.fidelity.rules import Method


class FidelityCheck(Base):
    """One check of one area on one day."""

    __tablename__ = "fidelity_check"
    __table_args__ = (
        one_of("method", Method),
        CheckConstraint("percent >= 0 AND percent <= 100", name="percent"),
        Index(None, "implementation_id", "on_day"),
        Index(None, "area_id"),
    )

    id: Mapped[Id]
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    on_day: Mapped[date]
    method: Mapped[Code]
    percent: Mapped[float] = mapped_column(Float)
    flag: Mapped[str | None] = mapped_column(String(120))
    """Why the row needs a second look, in words."""
    source: Mapped[str] = mapped_column(String(80))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("delivery_group.id"), unique=True)
    """The group whose own records came to this, where it is the result of one."""


class Observed(Base):
    """A facilitator whose delivery a check looked at."""

    __tablename__ = "observed"
    __table_args__ = (Index(None, "facilitator_id"),)

    check_id: Mapped[int] = mapped_column(ForeignKey("fidelity_check.id"), primary_key=True)
    facilitator_id: Mapped[int] = mapped_column(ForeignKey("facilitator.id"), primary_key=True)


REFERENCES = (
    Reference("observed", "facilitator_id", "facilitator", "fidelity check of theirs", "fidelity checks of theirs"),
    Reference(
        "fidelity_check",
        "group_id",
        "delivery_group",
        "fidelity check",
        "fidelity checks",
        kept=Kept.PLACE,
        clash=Clash.FOLD,
    ),
    Reference("observed", "check_id", "fidelity_check", "person observed", "people observed"),
    Reference("fidelity_check", "area_id", "area", "fidelity check", "fidelity checks"),
    Reference("fidelity_check", "implementation_id", "implementation", "fidelity check", "fidelity checks"),
)
"""What here refers to people and areas (core/references.py)."""
