"""The versions of a plan, what people decided about the pace of support, and the proposals that wait for them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from scaleup.core.base import Base, Code, Id, one_of
from scaleup.core.references import Kept, Reference

RUNGS = ("dense", "tighten", "wait", "hold", "step_down")


class PlanVersion(Base):
    """What a plan became: how it differs from the version before, and why. The first has every contact as added."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("licence_id", "number"), Index(None, "area_id"))

    id: Mapped[Id]
    licence_id: Mapped[int] = mapped_column(ForeignKey("licence.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Whose act it was; empty where the system made it."""
    cause: Mapped[str] = mapped_column(String(400))
    staff_only: Mapped[bool] = mapped_column(default=False)
    """Whether the cause is a step decision, which a project lead does not read (decisions.md, Words)."""
    changes: Mapped[str] = mapped_column(Text)
    """What changed, as rules.written says it."""


class StepDecision(Base):
    """What somebody decided about the pace of support. One that declines a proposal changes no contact."""

    __tablename__ = "step_decision"
    __table_args__ = (
        one_of("rung", RUNGS),
        CheckConstraint("accepted = (after IS NOT NULL)", name="pace"),
        Index(None, "licence_id"),
        Index(None, "area_id"),
    )

    id: Mapped[Id]
    licence_id: Mapped[int] = mapped_column(ForeignKey("licence.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    rung: Mapped[Code]
    accepted: Mapped[bool]
    after: Mapped[int | None]
    """The number of the last contact that kept its day."""
    every_months: Mapped[int | None]
    """Empty: the programme's steps go on."""
    first_months: Mapped[int | None]
    """Months to the first contact, where it is not as far off as the others."""
    answers: Mapped[str | None] = mapped_column(String(60))
    """The key of the proposal that was decided about."""
    facts: Mapped[str | None] = mapped_column(String(800))
    """What the proposal said, in its sentence."""
    reason: Mapped[str] = mapped_column(String(400))
    decided_on: Mapped[date]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class StepProposal(Base):
    """A proposal that waits for somebody, kept for lists: the plan's own page reads it from the facts."""

    __tablename__ = "step_proposal"
    __table_args__ = (
        one_of("rung", RUNGS),
        Index(
            "uq_step_proposal_open",
            "licence_id",
            unique=True,
            sqlite_where=text("settled_on IS NULL"),
            postgresql_where=text("settled_on IS NULL"),
        ),
        Index(
            "ix_step_proposal_waiting",
            "implementation_id",
            sqlite_where=text("settled_on IS NULL"),
            postgresql_where=text("settled_on IS NULL"),
        ),
        Index(None, "licence_id", "key"),
        Index(None, "area_id"),
    )

    id: Mapped[Id]
    licence_id: Mapped[int] = mapped_column(ForeignKey("licence.id"))
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    rung: Mapped[Code]
    key: Mapped[str] = mapped_column(String(60))
    sentence: Mapped[str] = mapped_column(String(800))
    escalated: Mapped[bool]
    """Whether so many contacts were missed in a row that it is the unit manager's too."""
    since_on: Mapped[date]
    settled_on: Mapped[date | None]
    """When somebody decided, or the facts no longer asked for it."""


REFERENCES = (
    Reference(
        "plan_version",
        "person_id",
        "person",
        "plan made anew",
        "plans made anew",
        told=("area_id", "at", "cause"),
    ),
    Reference(
        "step_decision",
        "decided_by_id",
        "person",
        "decision about the pace of support",
        "decisions about the pace of support",
        told=("area_id", "decided_on", "reason"),
    ),
    Reference("plan_version", "area_id", "area", "version of a plan", "versions of plans"),
    Reference(
        "step_decision", "area_id", "area", "decision about the pace of support", "decisions about the pace of support"
    ),
    Reference(
        "step_proposal",
        "area_id",
        "area",
        "proposal about the pace of support",
        "proposals about the pace of support",
        kept=Kept.PLACE,
    ),
    Reference(
        "step_proposal",
        "implementation_id",
        "implementation",
        "proposal about the pace of support",
        "proposals about the pace of support",
        kept=Kept.PLACE,
    ),
)
"""What here refers to people and areas (core/references.py)."""
