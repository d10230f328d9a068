"""The plan as slots, the contacts that were logged, what was agreed, and what a corrected contact said before."""

from datetime import date, datetime, time

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    Time,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.accounts.models import Person
from scaleup.core.base import Base, Code, Id, Versioned, one_of
from scaleup.core.references import Reference
from scaleup.support import rules

SLOT_STATES = ("open", "held", "missed", "gone")
CHANNELS = ("call", "visit", "online")
OUTCOMES = ("held", "no_answer", "cancelled_by_area", "cancelled_by_unit")


class Slot(Versioned, Base):
    """One contact of the tapered plan. Held, missed and pinned ones are facts; the rest is derived."""

    __tablename__ = "slot"
    __table_args__ = (
        one_of("state", SLOT_STATES),
        Index(
            "uq_slot_sequence",
            "licence_id",
            "sequence",
            unique=True,
            sqlite_where=text("state <> 'gone'"),
            postgresql_where=text("state <> 'gone'"),
        ),
        Index(None, "implementation_id", "due_on"),
        Index(None, "area_id"),
        Index(
            "ix_slot_open_due",
            "due_on",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[Id]
    licence_id: Mapped[int] = mapped_column(ForeignKey("licence.id"))
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    sequence: Mapped[int]
    nominal_on: Mapped[date]
    due_on: Mapped[date]
    at_time: Mapped[time | None] = mapped_column(Time)
    """Local time, if agreed; without it the calendar entry is all-day."""
    meeting_link: Mapped[str | None] = mapped_column(String(400))
    interval_months: Mapped[int]
    provisional: Mapped[bool] = mapped_column(default=False)
    state: Mapped[Code] = mapped_column(default="open")
    pinned_because: Mapped[str | None] = mapped_column(String(200))
    """Set when a person chose the date: re-planning leaves it alone."""
    gone_because: Mapped[str | None] = mapped_column(String(200))
    anchor_version: Mapped[int] = mapped_column(Integer, default=1)
    """Grows when the due date moves: part of each reminder's key, and the SEQUENCE of the calendar entry."""


class Contact(Versioned, Base):
    """A support contact that was held, or tried, or cancelled. `held_on` is done on; `entered_at` is entered on."""

    __tablename__ = "contact"
    __table_args__ = (
        one_of("channel", CHANNELS),
        one_of("outcome", OUTCOMES),
        UniqueConstraint("nonce"),
        CheckConstraint("minutes BETWEEN 1 AND 600", name="minutes"),
        CheckConstraint("confidence BETWEEN 1 AND 5", name="confidence"),
        Index(
            "uq_contact_slot",
            "slot_id",
            unique=True,
            sqlite_where=text("slot_id IS NOT NULL AND settles"),
            postgresql_where=text("slot_id IS NOT NULL AND settles"),
        ),
        Index(None, "implementation_id", "held_on"),
        Index(None, "held_on"),
        Index(None, "area_id"),
    )

    id: Mapped[Id]
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slot.id"))
    """The slot that it counts for; empty for an additional contact."""
    settles: Mapped[bool] = mapped_column(default=True)
    """Whether it settled its slot as held or missed; a contact that the unit cancelled leaves the slot open."""
    held_on: Mapped[date]
    channel: Mapped[Code]
    outcome: Mapped[Code]
    reason: Mapped[str | None] = mapped_column(String(400))
    discussed: Mapped[str | None] = mapped_column(Text)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who spoke for the unit, if known."""
    staff_note: Mapped[str | None] = mapped_column(String(120))
    """The unit's person as an old tracker named them."""
    minutes: Mapped[int | None]
    topics: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    """What was on the agenda: by code, in the words that the form had on that day."""
    works: Mapped[str | None] = mapped_column(Text)
    """What works, in the words of who was there."""
    confidence: Mapped[int | None]
    """The project lead's own, from 1 to 5."""
    counts: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    """Groups, sessions and families since the last contact, as numbers that the area told."""
    known: Mapped[list[list[str]] | None] = mapped_column(JSON(none_as_null=True))
    """What was on record of the area on the day on which this was entered: label and words of each fact."""
    next_on: Mapped[date | None]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime]
    nonce: Mapped[str | None] = mapped_column(String(64))
    """One per form: a second click finds the first contact instead of making another."""
    source: Mapped[str] = mapped_column(String(80), default="logged")
    people: Mapped[list[Person]] = relationship(secondary="contact_person", viewonly=True)
    barriers: Mapped[list["Barrier"]] = relationship(viewonly=True, order_by="Barrier.id")


class ContactPerson(Base):
    """Who took part."""

    __tablename__ = "contact_person"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)


class Barrier(Base):
    """Something in the way, by code, with a severity of 1 to 3 (domain.md 3.3)."""

    __tablename__ = "barrier"
    __table_args__ = (CheckConstraint("severity BETWEEN 1 AND 3", name="severity"), Index(None, "contact_id"))

    id: Mapped[Id]
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    code: Mapped[Code]
    severity: Mapped[int]
    wording: Mapped[str | None] = mapped_column(String(400))


class Action(Versioned, Base):
    """Something agreed, with an owner and a date; open until done."""

    __tablename__ = "action"
    __table_args__ = (
        Index(None, "implementation_id"),
        Index(None, "area_id"),
        Index(None, "contact_id"),
        Index(None, "owner_id"),
        Index(
            "ix_action_owned",
            "owner_id",
            "due_on",
            sqlite_where=text("done_on IS NULL AND dropped_on IS NULL"),
            postgresql_where=text("done_on IS NULL AND dropped_on IS NULL"),
        ),
        Index(
            "ix_action_open_due",
            "due_on",
            sqlite_where=text("done_on IS NULL AND dropped_on IS NULL"),
            postgresql_where=text("done_on IS NULL AND dropped_on IS NULL"),
        ),
    )

    id: Mapped[Id]
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    wording: Mapped[str] = mapped_column(String(400))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date | None]
    """Empty only where an old tracker gave none: such an action has no reminder."""
    done_on: Mapped[date | None]
    dropped_on: Mapped[date | None]
    dropped_because: Mapped[str | None] = mapped_column(String(200))
    anchor_version: Mapped[int] = mapped_column(Integer, default=1)
    owner: Mapped[Person | None] = relationship(viewonly=True)


class ContactBefore(Base):
    """What a contact said before it was corrected."""

    __tablename__ = "contact_before"
    __table_args__ = (Index(None, "contact_id"),)

    id: Mapped[Id]
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(400))
    was: Mapped[dict[str, str | None]] = mapped_column(JSON)


class ContactAddendum(Base):
    """Words added to a contact later: never changed, never taken out."""

    __tablename__ = "contact_addendum"
    __table_args__ = (UniqueConstraint("nonce"), Index(None, "contact_id"), Index(None, "area_id"))

    id: Mapped[Id]
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    nonce: Mapped[str | None] = mapped_column(String(64))
    """One per form: a second click adds nothing."""


class ContactRating(Versioned, Base):
    """How an area stands after a contact: proposed by rule, set by staff. For the unit alone."""

    __tablename__ = "contact_rating"
    __table_args__ = (
        one_of("proposed", rules.Rating),
        one_of("rating", rules.Rating),
        Index(None, "area_id"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), primary_key=True, autoincrement=False)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    proposed: Mapped[Code]
    because: Mapped[str] = mapped_column(Text)
    """The sentence that names why the rule proposes it."""
    rating: Mapped[Code | None]
    """What staff set; empty until somebody did."""
    reason: Mapped[str | None] = mapped_column(String(400))
    """Why it differs from what is proposed."""
    note: Mapped[str | None] = mapped_column(Text)
    """A note for the unit."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime | None]


class ContactSummary(Base):
    """A summary of a contact that was put into somebody's mail."""

    __tablename__ = "contact_summary"
    __table_args__ = (
        UniqueConstraint("contact_id", "person_id", "sending"),
        Index(None, "area_id"),
        Index(None, "person_id"),
    )

    id: Mapped[Id]
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sending: Mapped[int]
    """1 for the first, 2 after a correction, and so on."""
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


REFERENCES = (
    Reference(
        "contact_person", "person_id", "person", "contact taken part in", "contacts taken part in", told=("contact_id",)
    ),
    Reference(
        "contact",
        "staff_id",
        "person",
        "contact held for the unit",
        "contacts held for the unit",
        told=("area_id", "held_on", "channel", "outcome"),
    ),
    Reference(
        "contact",
        "entered_by_id",
        "person",
        "contact written down",
        "contacts written down",
        told=("area_id", "held_on", "entered_at"),
    ),
    Reference(
        "contact_before",
        "person_id",
        "person",
        "correction of a contact",
        "corrections of contacts",
        told=("at", "reason"),
    ),
    Reference(
        "action",
        "owner_id",
        "person",
        "action",
        "actions",
        told=("area_id", "wording", "due_on", "done_on", "dropped_on"),
    ),
    Reference(
        "contact_addendum",
        "person_id",
        "person",
        "note added to a contact",
        "notes added to contacts",
        told=("area_id", "at", "text"),
    ),
    Reference(
        "contact_rating",
        "person_id",
        "person",
        "rating of an area",
        "ratings of areas",
        told=("area_id", "at", "rating"),
    ),
    Reference(
        "contact_summary",
        "person_id",
        "person",
        "summary of a contact received",
        "summaries of contacts received",
        told=("area_id", "at"),
    ),
    Reference(
        "contact_summary",
        "by_id",
        "person",
        "summary of a contact sent",
        "summaries of contacts sent",
        told=("area_id", "at"),
    ),
    Reference("contact_addendum", "area_id", "area", "note added to a contact", "notes added to contacts"),
    Reference("contact_rating", "area_id", "area", "rating after a contact", "ratings after contacts"),
    Reference("contact_summary", "area_id", "area", "summary of a contact", "summaries of contacts"),
    Reference("slot", "area_id", "area", "planned contact", "planned contacts"),
    Reference("contact", "area_id", "area", "contact", "contacts"),
    Reference("action", "area_id", "area", "action", "actions"),
    Reference("contact_before", "area_id", "area", "correction of a contact", "corrections of contacts"),
    Reference("slot", "implementation_id", "implementation", "planned contact", "planned contacts"),
    Reference("contact", "implementation_id", "implementation", "contact", "contacts"),
    Reference("action", "implementation_id", "implementation", "action", "actions"),
)
"""What here refers to people and areas (core/references.py)."""
