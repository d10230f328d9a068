"""Training events, the half-days they are made of, who trains, who is booked, and every mark of the register."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, Time, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.accounts.models import Person
from scaleup.core.base import Base, BigId, Code, Id, Versioned, one_of
from scaleup.core.references import Clash, Reference
from scaleup.facilitators.models import Facilitator
from scaleup.training.rules import Answer, Attendance, BookingState, EventState, Half


class Event(Versioned, Base):
    """A training event of one kind of a programme, for one area or several."""

    __tablename__ = "training_event"
    __table_args__ = (
        one_of("state", EventState),
        CheckConstraint("capacity >= 1", name="capacity"),
        Index(None, "programme_id"),
        Index(None, "first_on"),
        Index(None, "last_on"),
    )

    id: Mapped[Id]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    programme_version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"))
    """The version whose kinds of events and rule of completion this event keeps."""
    part: Mapped[Code]
    """The code of the programme's event: initial, top_up, verp, stakeholders or another of its kinds."""
    state: Mapped[Code] = mapped_column(default=EventState.PLANNED)
    capacity: Mapped[int]
    venue: Mapped[str] = mapped_column(String(200), default="")
    link: Mapped[str] = mapped_column(String(400), default="")
    joining: Mapped[str] = mapped_column(Text, default="")
    """Joining instructions, mailed to those who come."""
    materials_version: Mapped[str] = mapped_column(String(40), default="")
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    """The UID of its calendar entry, the same for every invitation, change and cancellation."""
    sequence: Mapped[int] = mapped_column(default=0)
    """Grows with every change that calendars must follow (RFC 5545, SEQUENCE)."""
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    """The days of its first and last half-day, kept here for lists."""
    cancelled_at: Mapped[datetime | None]
    cancelled_because: Mapped[str | None] = mapped_column(String(400))
    created_at: Mapped[datetime]
    half_days: Mapped[list["HalfDay"]] = relationship(viewonly=True, order_by="HalfDay.on_day, HalfDay.starts")
    areas: Mapped[list["EventArea"]] = relationship(viewonly=True, order_by="EventArea.id")
    trainers: Mapped[list["EventTrainer"]] = relationship(viewonly=True, order_by="EventTrainer.id")


class EventArea(Base):
    """An area that the event serves, through its implementation of the programme."""

    __tablename__ = "event_area"
    __table_args__ = (UniqueConstraint("event_id", "implementation_id"), Index(None, "area_id"))

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(ForeignKey("training_event.id"))
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"), index=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))


class EventTrainer(Base):
    """A person who trains at the event."""

    __tablename__ = "event_trainer"
    __table_args__ = (UniqueConstraint("event_id", "person_id"), Index(None, "person_id"))

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(ForeignKey("training_event.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    person: Mapped[Person] = relationship(viewonly=True)


class HalfDay(Base):
    """A morning or an afternoon of the event: one column of its register. Times are local (Europe/London)."""

    __tablename__ = "half_day"
    __table_args__ = (
        one_of("half", Half),
        CheckConstraint("starts < ends", name="hours"),
        UniqueConstraint("event_id", "on_day", "half"),
        Index(None, "on_day"),
    )

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(ForeignKey("training_event.id"))
    on_day: Mapped[date]
    half: Mapped[Code]
    starts: Mapped[time] = mapped_column(Time)
    ends: Mapped[time] = mapped_column(Time)
    repeats: Mapped[int | None]
    """Which half-day of the part it is, from 1, where the event has fewer than its part: whoever missed that one."""


class Booking(Versioned, Base):
    """Somebody who comes, waits for a seat, or withdrew: one row of the register while it is booked.

    A walk-in stands by name alone until they are joined to a facilitator.
    """

    __tablename__ = "booking"
    __table_args__ = (
        one_of("state", BookingState),
        one_of("answer", Answer),
        CheckConstraint("(state = 'booked') = (seat IS NOT NULL)", name="seat"),
        CheckConstraint("facilitator_id IS NOT NULL OR walk_in <> ''", name="somebody"),
        Index(
            "uq_booking_seat",
            "event_id",
            "seat",
            unique=True,
            sqlite_where=text("seat IS NOT NULL"),
            postgresql_where=text("seat IS NOT NULL"),
        ),
        Index(
            "uq_booking_person",
            "event_id",
            "facilitator_id",
            unique=True,
            sqlite_where=text("state <> 'withdrawn' AND facilitator_id IS NOT NULL"),
            postgresql_where=text("state <> 'withdrawn' AND facilitator_id IS NOT NULL"),
        ),
        Index(None, "area_id"),
        Index(None, "facilitator_id"),
    )

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(ForeignKey("training_event.id"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    facilitator_id: Mapped[int | None] = mapped_column(ForeignKey("facilitator.id"))
    catches_up: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """The half-days of the part that somebody comes for, as "5,6", who lacks no others; empty for all of the event."""
    walk_in: Mapped[str] = mapped_column(String(120), default="")
    """The name of somebody who came unannounced; it stays once it is said which facilitator that was."""
    state: Mapped[Code]
    seat: Mapped[int | None]
    """1 to the event's capacity; the database lets one booking hold it."""
    answer: Mapped[Code] = mapped_column(default=Answer.NONE)
    answered_at: Mapped[datetime | None]
    needs: Mapped[str] = mapped_column(String(300), default="")
    """Access and dietary needs: for the trainers of this event alone, emptied 30 days after it."""
    booked_at: Mapped[datetime]
    """Also the order of the waiting list."""
    withdrawn_at: Mapped[datetime | None]
    withdrawn_because: Mapped[str | None] = mapped_column(String(400))
    facilitator: Mapped[Facilitator | None] = relationship(viewonly=True)


class Mark(Base):
    """What the register says now of a booking and a half-day; the entries tell how it came to that."""

    __tablename__ = "mark"
    __table_args__ = (
        one_of("attendance", Attendance),
        CheckConstraint("minutes >= 0", name="minutes"),
        UniqueConstraint("booking_id", "half_day_id"),
        Index(None, "half_day_id"),
    )

    id: Mapped[Id]
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"))
    half_day_id: Mapped[int] = mapped_column(ForeignKey("half_day.id"))
    attendance: Mapped[Code]
    minutes: Mapped[int | None]
    """Minutes attended, where partial; of the make-up, where made up. Empty means all of the half-day."""
    made_up_on: Mapped[date | None]
    """The day of the make-up; the half-day itself stays the one that was missed."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    marked_at: Mapped[datetime]
    """When it was tapped, on the device that did."""
    entered_at: Mapped[datetime]
    """When it came here: "attended on" and "entered on" are two dates."""


class MarkEntry(Base):
    """One tap, once: the key that the device made keeps a tap sent twice from counting twice. Append-only."""

    __tablename__ = "mark_entry"
    __table_args__ = (
        one_of("attendance", Attendance),
        UniqueConstraint("key"),
        Index(None, "booking_id", "half_day_id"),
    )

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(64))
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"))
    half_day_id: Mapped[int] = mapped_column(ForeignKey("half_day.id"))
    attendance: Mapped[Code | None]
    """Empty where a mark was taken back."""
    minutes: Mapped[int | None]
    made_up_on: Mapped[date | None]
    through: Mapped[str] = mapped_column(String(40))
    """How it came in: tap, form, paper, csv, self."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    marked_at: Mapped[datetime]
    entered_at: Mapped[datetime]
    won: Mapped[bool]
    """Whether the register changed by it: a later tap of another device may have been here first."""


class AnswerLink(Base):
    """A link by which somebody says whether they come: only the hash of its token is kept.

    Each mail carries one of its own, and all of them work until the event begins.
    """

    __tablename__ = "answer_link"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "booking_id"))

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(String(64))
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"))
    made_at: Mapped[datetime]


class AskedAgain(Base):
    """Somebody booked was asked anew whether they come, because the event moved: what they had said stays here."""

    __tablename__ = "asked_again"
    __table_args__ = (one_of("answer", Answer), Index(None, "booking_id"))

    id: Mapped[Id]
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"))
    asked_at: Mapped[datetime]
    days: Mapped[str] = mapped_column(String(400))
    """The former days, in the words in which they stood in mails."""
    answer: Mapped[Code]
    """What was answered for the former days; none where nothing was."""
    answered_at: Mapped[datetime | None]


class Certificate(Base):
    """A paper that says who may deliver, under a code that anybody can ask about; it ends with the accreditation."""

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("code"), Index(None, "facilitator_id"), Index(None, "implementation_id"))

    id: Mapped[Id]
    facilitator_id: Mapped[int] = mapped_column(ForeignKey("facilitator.id"))
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    code: Mapped[str] = mapped_column(String(40))
    issued_on: Mapped[date]
    """It belongs to the stretch of accreditation that this day lies in; one a stretch."""


class PracticeReview(Base):
    """A practice review of one facilitator: never a clip, never a score, no words."""

    __tablename__ = "practice_review"
    __table_args__ = (
        CheckConstraint("cycle >= 1", name="cycle"),
        CheckConstraint("attended OR NOT goal_set", name="goal"),
        UniqueConstraint("facilitator_id", "on_day"),
    )

    id: Mapped[Id]
    facilitator_id: Mapped[int] = mapped_column(ForeignKey("facilitator.id"))
    on_day: Mapped[date]
    cycle: Mapped[int]
    attended: Mapped[bool]
    goal_set: Mapped[bool]
    filming_confirmed: Mapped[bool]
    """By the area; the consents themselves stay there."""


class FeedbackLink(Base):
    """That somebody was asked for feedback, and whether they gave it: never when, and never which.

    One a booking: asked again, they have another token and the one before is dead.
    """

    __tablename__ = "feedback_link"
    __table_args__ = (UniqueConstraint("booking_id"), UniqueConstraint("token_hash"))

    id: Mapped[Id]
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"))
    token_hash: Mapped[str] = mapped_column(String(64))
    answered: Mapped[bool] = mapped_column(default=False)


class FeedbackAnswer(Base):
    """What somebody said of a day of an event. No person, no link, no instant; its id is drawn, not counted."""

    __tablename__ = "feedback_answer"
    __table_args__ = (
        CheckConstraint("practical BETWEEN 1 AND 5", name="practical"),
        CheckConstraint("clear BETWEEN 1 AND 5", name="clear"),
        CheckConstraint("ready BETWEEN 1 AND 5", name="ready"),
        Index(None, "event_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(ForeignKey("training_event.id"))
    on_day: Mapped[date]
    practical: Mapped[int]
    clear: Mapped[int]
    ready: Mapped[int]


class FeedbackWords(Base):
    """What somebody wrote about an event, apart from what they said of its days."""

    __tablename__ = "feedback_words"
    __table_args__ = (Index(None, "event_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(ForeignKey("training_event.id"))
    words: Mapped[str] = mapped_column(Text)


REFERENCES = (
    Reference("event_area", "area_id", "area", "training event", "training events"),
    Reference("event_area", "implementation_id", "implementation", "training event", "training events"),
    Reference("event_trainer", "person_id", "person", "event trained at", "events trained at", told=("event_id",)),
    Reference("booking", "area_id", "area", "booking", "bookings"),
    Reference(
        "booking",
        "facilitator_id",
        "facilitator",
        "booking",
        "bookings",
        clash=Clash.FOLD,
        told=("area_id", "state", "answer", "answered_at", "needs", "walk_in", "booked_at", "withdrawn_because"),
    ),
    Reference("mark", "booking_id", "booking", "mark of a register", "marks of registers"),
    Reference("mark_entry", "booking_id", "booking", "entry of a register", "entries of registers"),
    Reference("answer_link", "booking_id", "booking", "link to answer", "links to answer"),
    Reference("asked_again", "booking_id", "booking", "former answer", "former answers"),
    Reference("mark", "by_id", "person", "mark of a register", "marks of registers"),
    Reference("mark_entry", "by_id", "person", "entry of a register", "entries of registers"),
    Reference(
        "certificate", "facilitator_id", "facilitator", "certificate", "certificates", told=("code", "issued_on")
    ),
    Reference("certificate", "implementation_id", "implementation", "certificate", "certificates"),
    Reference("practice_review", "facilitator_id", "facilitator", "practice review", "practice reviews"),
    Reference("feedback_link", "booking_id", "booking", "request for feedback", "requests for feedback"),
)
"""What here refers to people and areas (core/references.py)."""
