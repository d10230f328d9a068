"""Assessments with their answers, what the unit rates beside them, who signed, and the conditions that follow."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.core.base import Base, Code, Id, Versioned, one_of
from scaleup.core.references import Reference
from scaleup.programmes.models import ProgrammeVersion
from scaleup.readiness.rules import Decision, Finding, State


class Assessment(Versioned, Base):
    """One round of an implementation's readiness, under the version of the programme that it was begun under."""

    __tablename__ = "assessment"
    __table_args__ = (one_of("state", State), Index(None, "implementation_id"), Index(None, "area_id"))

    id: Mapped[Id]
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    programme_version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"))
    """Its items, their words and the rule stay those of this version for ever."""
    round: Mapped[int]
    """1 is the first. Not unique: areas that turn out to be one keep the rounds of both."""
    starts_from_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id"))
    """The round whose answers it began with."""
    begun_on: Mapped[date]
    state: Mapped[Code] = mapped_column(default=State.OPEN)
    handed_in_at: Mapped[datetime | None]
    handed_in_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    given_back_because: Mapped[str | None] = mapped_column(String(1000))
    """What the unit asked the area to look at again; empty once it is handed in anew."""
    implementation: Mapped[Implementation] = relationship(viewonly=True)
    programme_version: Mapped[ProgrammeVersion] = relationship(viewonly=True)
    handed_in_by: Mapped[Person | None] = relationship(viewonly=True)
    sign_off: Mapped["SignOff | None"] = relationship(viewonly=True)


class Answer(Versioned, Base):
    """What the area says of one item now. Each item has its own version, so two people lose nothing of each other's."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("assessment_id", "item"),)

    id: Mapped[Id]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    item: Mapped[str] = mapped_column(String(20))
    """The code of the item in the template."""
    rating: Mapped[int | None]
    evidence: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    """When it was last said; in a later round, the day of the earlier one until it is said anew."""
    owner: Mapped[Person | None] = relationship(viewonly=True, foreign_keys=[owner_id])
    answered_by: Mapped[Person | None] = relationship(viewonly=True, foreign_keys=[answered_by_id])


class AnswerEntry(Base):
    """One saying of an answer: append-only, so that who said what and when can be read later."""

    __tablename__ = "answer_entry"
    __table_args__ = (Index(None, "answer_id"),)

    id: Mapped[Id]
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"))
    rating: Mapped[int | None]
    evidence: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    by: Mapped[Person | None] = relationship(viewonly=True, foreign_keys=[by_id])


class Review(Base):
    """The unit's own rating of an item and why, beside the area's. Append-only: the latest of each person counts."""

    __tablename__ = "review"
    __table_args__ = (Index(None, "assessment_id"),)

    id: Mapped[Id]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    item: Mapped[str] = mapped_column(String(20))
    rating: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    by: Mapped[Person | None] = relationship(viewonly=True)


class SignOff(Base):
    """Who signed a round in which role, what was decided and why, and the verdict as it was then."""

    __tablename__ = "sign_off"
    __table_args__ = (
        one_of("decision", Decision),
        one_of("finding", Finding),
        UniqueConstraint("assessment_id"),
        Index(None, "area_id"),
    )

    id: Mapped[Id]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    name: Mapped[str] = mapped_column(String(120))
    """As it was typed in signing."""
    role: Mapped[str] = mapped_column(String(120))
    decision: Mapped[Code]
    reason: Mapped[str] = mapped_column(String(1000))
    signed_on: Mapped[date]
    entered_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    finding: Mapped[Code]
    told: Mapped[list[str]] = mapped_column(JSON)
    """The sentences of the verdict as they were then."""
    failing: Mapped[list[str]] = mapped_column(JSON)
    """The codes of the gates that stopped a licence then."""
    by: Mapped[Person | None] = relationship(viewonly=True)


class Condition(Versioned, Base):
    """Something that was agreed under a verdict or a licence, with an owner and a date.

    One of a signed verdict stands without a licence until one is granted; then the licence carries it.
    """

    __tablename__ = "condition"
    __table_args__ = (
        Index(None, "implementation_id"),
        Index(None, "area_id"),
        Index(None, "licence_id"),
        Index(
            "ix_condition_open",
            "due_on",
            sqlite_where=text("met_on IS NULL"),
            postgresql_where=text("met_on IS NULL"),
        ),
    )

    id: Mapped[Id]
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    licence_id: Mapped[int | None] = mapped_column(ForeignKey("licence.id"))
    """The licence that carries it; a licence is above readiness, so only its id is known here."""
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id"))
    """The round whose verdict asked for it."""
    item_code: Mapped[str | None] = mapped_column(String(20))
    """The item that it is about, if it is about one."""
    factor: Mapped[str | None] = mapped_column(String(20))
    """The factor that it is about, if it is about one."""
    wording: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date]
    met_on: Mapped[date | None]
    owner: Mapped[Person | None] = relationship(viewonly=True)

    @property
    def key(self) -> str:
        """The item or factor that it is about; empty where it is about neither."""
        return self.item_code or self.factor or ""


REFERENCES = (
    Reference("assessment", "area_id", "area", "round of readiness", "rounds of readiness"),
    Reference("assessment", "implementation_id", "implementation", "round of readiness", "rounds of readiness"),
    Reference("assessment", "handed_in_by_id", "person", "round handed in", "rounds handed in"),
    Reference("answer", "owner_id", "person", "readiness item to see to", "readiness items to see to"),
    Reference(
        "answer",
        "answered_by_id",
        "person",
        "readiness item answered",
        "readiness items answered",
        told=("assessment_id", "item", "answered_at"),
    ),
    Reference("answer_entry", "owner_id", "person", "earlier owner of an item", "earlier owners of items"),
    Reference(
        "answer_entry",
        "by_id",
        "person",
        "readiness answer given",
        "readiness answers given",
        told=("answer_id", "rating", "at"),
    ),
    Reference(
        "review", "by_id", "person", "readiness review", "readiness reviews", told=("assessment_id", "item", "at")
    ),
    Reference("sign_off", "area_id", "area", "signed readiness verdict", "signed readiness verdicts"),
    Reference(
        "sign_off", "implementation_id", "implementation", "signed readiness verdict", "signed readiness verdicts"
    ),
    Reference(
        "sign_off",
        "by_id",
        "person",
        "readiness verdict signed",
        "readiness verdicts signed",
        told=("assessment_id", "name", "role", "decision", "signed_on"),
    ),
    Reference("condition", "area_id", "area", "condition", "conditions"),
    Reference("condition", "implementation_id", "implementation", "condition", "conditions"),
    Reference(
        "condition",
        "owner_id",
        "person",
        "condition to meet",
        "conditions to meet",
        told=("licence_id", "wording", "due_on", "met_on"),
    ),
)
"""What here refers to people and areas (core/references.py)."""
