"""Fidelity checks as they came in."""

from datetime import date

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from scaleup.core.base import Base, Code, Id, one_of
from scaleup.core.references import Reference
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


REFERENCES = (
    Reference("fidelity_check", "area_id", "area", "fidelity check", "fidelity checks"),
    Reference("fidelity_check", "implementation_id", "implementation", "fidelity check", "fidelity checks"),
)
"""What here refers to people and areas (core/references.py)."""
