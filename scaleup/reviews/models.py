"""Reviews: the planned ones with what became of them, the record of each held, and what was said before and later."""

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.accounts.models import Person
from scaleup.core.base import Base, Code, Id, Versioned, one_of
from scaleup.core.references import Clash, Kept, Reference
from scaleup.reviews.rules import Kind, Outcome
from scaleup.support.models import Action

STATES = ("open", "done", "left_out", "gone")


class AreaReview(Versioned, Base):
    """One review of an implementation. Those held, left out or moved by hand are facts; the rest is derived."""

    __tablename__ = "area_review"
    __table_args__ = (
        one_of("state", STATES),
        one_of("kind", Kind),
        UniqueConstraint("implementation_id", "month"),
        Index(None, "area_id"),
        Index(None, "left_out_by_id"),
        Index(
            "ix_area_review_open_due",
            "due_on",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[Id]
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    month: Mapped[int]
    """Months after the first licence began."""
    kind: Mapped[Code]
    nominal_on: Mapped[date]
    due_on: Mapped[date]
    provisional: Mapped[bool] = mapped_column(default=False)
    why: Mapped[str | None] = mapped_column(Text)
    """Why it is not due on its nominal day."""
    state: Mapped[Code] = mapped_column(default="open")
    moved_to: Mapped[date | None]
    """The day that a person chose; it holds while a review may stand there."""
    moved_because: Mapped[str | None] = mapped_column(String(200))
    left_out_because: Mapped[str | None] = mapped_column(String(400))
    left_out_on: Mapped[date | None]
    left_out_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    anchor_version: Mapped[int] = mapped_column(default=1)
    """Grows when the day moves: part of each reminder's key, and the SEQUENCE of the calendar entry."""


class ReviewRecord(Versioned, Base):
    """What a review said. `held_on` is done on; `entered_at` is entered on."""

    __tablename__ = "review_record"
    __table_args__ = (
        one_of("outcome", Outcome),
        UniqueConstraint("nonce"),
        Index(None, "held_on"),
        Index(None, "area_id"),
        Index(None, "staff_id"),
        Index(None, "entered_by_id"),
    )

    review_id: Mapped[int] = mapped_column(ForeignKey("area_review.id"), primary_key=True, autoincrement=False)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    held_on: Mapped[date]
    outcome: Mapped[Code]
    agreed: Mapped[str] = mapped_column(Text)
    """What was agreed, for the area too."""
    went_well: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    """For the unit alone."""
    ratings: Mapped[dict[str, list[int | str]] | None] = mapped_column(JSON(none_as_null=True))
    """Mark and words, by domain; for the unit alone."""
    barriers: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    """Severity by code; for the unit alone."""
    next_on: Mapped[date | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who held it for the unit."""
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime]
    nonce: Mapped[str | None] = mapped_column(String(64))
    """One per form: a second click finds the first."""
    review: Mapped[AreaReview] = relationship(viewonly=True)


class ReviewPerson(Base):
    """Who of the area took part."""

    __tablename__ = "review_person"

    review_id: Mapped[int] = mapped_column(ForeignKey("area_review.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    person: Mapped[Person] = relationship(viewonly=True)


class ReviewAction(Base):
    """An action of support that was agreed at a review."""

    __tablename__ = "review_action"

    review_id: Mapped[int] = mapped_column(ForeignKey("area_review.id"), primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), primary_key=True)
    action: Mapped[Action] = relationship(viewonly=True)


class ReviewBefore(Base):
    """What a review said before it was corrected."""

    __tablename__ = "review_before"
    __table_args__ = (Index(None, "review_id"), Index(None, "area_id"))

    id: Mapped[Id]
    review_id: Mapped[int] = mapped_column(ForeignKey("area_review.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(400))
    was: Mapped[dict[str, str | None]] = mapped_column(JSON)


class ReviewAddendum(Base):
    """Words added to a review later: never changed, never taken out. For the unit alone."""

    __tablename__ = "review_addendum"
    __table_args__ = (
        UniqueConstraint("nonce"),
        CheckConstraint("text <> ''", name="text"),
        Index(None, "review_id"),
        Index(None, "area_id"),
    )

    id: Mapped[Id]
    review_id: Mapped[int] = mapped_column(ForeignKey("area_review.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    nonce: Mapped[str | None] = mapped_column(String(64))


REFERENCES = (
    Reference(
        "area_review",
        "left_out_by_id",
        "person",
        "review left out",
        "reviews left out",
        kept=Kept.PLACE,
        told=("area_id", "left_out_on", "left_out_because"),
    ),
    Reference(
        "review_record",
        "staff_id",
        "person",
        "review held for the unit",
        "reviews held for the unit",
        told=("area_id", "held_on", "outcome"),
    ),
    Reference(
        "review_record",
        "entered_by_id",
        "person",
        "review written down",
        "reviews written down",
        told=("area_id", "held_on", "entered_at"),
    ),
    Reference(
        "review_person", "person_id", "person", "review taken part in", "reviews taken part in", told=("review_id",)
    ),
    Reference(
        "review_before",
        "person_id",
        "person",
        "correction of a review",
        "corrections of reviews",
        told=("at", "reason"),
    ),
    Reference(
        "review_addendum",
        "person_id",
        "person",
        "note added to a review",
        "notes added to reviews",
        told=("area_id", "at", "text"),
    ),
    Reference("area_review", "area_id", "area", "review", "reviews", kept=Kept.PLACE),
    Reference("review_record", "area_id", "area", "record of a review", "records of reviews"),
    Reference("review_before", "area_id", "area", "correction of a review", "corrections of reviews"),
    Reference("review_addendum", "area_id", "area", "note added to a review", "notes added to reviews"),
    Reference(
        "area_review", "implementation_id", "implementation", "review", "reviews", kept=Kept.PLACE, clash=Clash.FOLD
    ),
    Reference("review_record", "review_id", "area_review", "record of a review", "records of reviews"),
    Reference("review_person", "review_id", "area_review", "participant", "participants"),
    Reference("review_action", "review_id", "area_review", "action agreed at a review", "actions agreed at reviews"),
    Reference("review_before", "review_id", "area_review", "correction of a review", "corrections of reviews"),
    Reference("review_addendum", "review_id", "area_review", "note added to a review", "notes added to reviews"),
)
"""What here refers to people and areas (core/references.py)."""
