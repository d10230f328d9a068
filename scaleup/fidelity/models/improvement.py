"""Plans to improve what a check showed: what is to change, by whom and when, and what came of it."""

from datetime import date

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.accounts.models import Person
from scaleup.core.base import Base, Id, Versioned
from scaleup.core.references import Kept, Reference
from scaleup.fidelity.models.checks import FidelityCheck
from scaleup.fidelity.rules import LONGEST_WORDS


class ImprovementPlan(Versioned, Base):
    """What follows from a check that was not green."""

    __tablename__ = "improvement_plan"
    __table_args__ = (
        UniqueConstraint("check_id"),
        Index(None, "implementation_id"),
        Index(None, "area_id"),
        Index(
            "ix_improvement_plan_open",
            "owner_id",
            "due_on",
            sqlite_where=text("closed_on IS NULL"),
            postgresql_where=text("closed_on IS NULL"),
        ),
        Index(None, "owner_id"),
        Index(None, "opened_by_id"),
        Index(None, "closed_by_id"),
        Index(None, "outcome_check_id"),
    )

    id: Mapped[Id]
    check_id: Mapped[int] = mapped_column(ForeignKey("fidelity_check.id"))
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date]
    changes: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The codes of the parts of delivery, or of the items of the check, that are to change."""
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS), default="")
    opened_on: Mapped[date]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_on: Mapped[date | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome_check_id: Mapped[int | None] = mapped_column(ForeignKey("fidelity_check.id"))
    """The check that showed what came of it, where one was made."""
    check: Mapped[FidelityCheck] = relationship(viewonly=True, foreign_keys=[check_id])
    owner: Mapped[Person] = relationship(viewonly=True, foreign_keys=[owner_id])


REFERENCES = (
    Reference(
        "improvement_plan",
        "owner_id",
        "person",
        "plan to improve delivery",
        "plans to improve delivery",
        kept=Kept.PLACE,
        told=("area_id", "due_on", "words", "closed_on"),
    ),
    Reference(
        "improvement_plan",
        "opened_by_id",
        "person",
        "plan to improve made",
        "plans to improve made",
        kept=Kept.PLACE,
        told=("area_id", "opened_on"),
    ),
    Reference(
        "improvement_plan",
        "closed_by_id",
        "person",
        "plan to improve closed",
        "plans to improve closed",
        kept=Kept.PLACE,
        told=("area_id", "closed_on"),
    ),
    Reference(
        "improvement_plan", "area_id", "area", "plan to improve delivery", "plans to improve delivery", kept=Kept.PLACE
    ),
    Reference(
        "improvement_plan",
        "implementation_id",
        "implementation",
        "plan to improve delivery",
        "plans to improve delivery",
        kept=Kept.PLACE,
    ),
    *(
        Reference(
            "improvement_plan",
            column,
            "fidelity_check",
            "plan to improve delivery",
            "plans to improve delivery",
            kept=Kept.PLACE,
        )
        for column in ("check_id", "outcome_check_id")
    ),
)
"""What here refers to people and areas (core/references.py)."""
