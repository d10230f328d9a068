"""The unit's own versions of the rules of reminding; what stands in people's calendars because we
put it there; and how people want to be written to."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scaleup.core.base import Base, Id, one_of
from scaleup.core.references import Kept, Reference
from scaleup.reminders.rules import Manner


class CalendarEntry(Base):
    """A contact in one person's calendar, as last sent: when the contact moves or goes, this person is told."""

    __tablename__ = "calendar_entry"
    __table_args__ = (Index(None, "area_id"), Index(None, "on_day"))

    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    sequence: Mapped[int]
    """The slot's anchor version that was sent."""
    on_day: Mapped[date]
    withdrawn: Mapped[bool] = mapped_column(default=False)
    """Taken out of the calendar again."""


class RuleVersion(Base):
    """One version of a rule as the unit confirmed it. The highest number acts; none is ever changed."""

    __tablename__ = "reminder_rule_version"
    __table_args__ = (UniqueConstraint("code", "programme", "number"),)

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(60))
    programme: Mapped[str] = mapped_column(String(60), default="")
    """The slug of the only programme it is for; empty for all."""
    number: Mapped[int]
    terms: Mapped[dict[str, object]] = mapped_column(JSON)
    """As rules.book.terms_of writes them."""
    rhythm: Mapped[int]
    """The number of the version since which its days are as they are."""
    is_on: Mapped[bool] = mapped_column(default=True)
    acts_from: Mapped[datetime]
    """When it was confirmed: what is due before goes by the version before."""
    reason: Mapped[str] = mapped_column(String(400))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class MailChoice(Base):
    """How one person wants reminders to come. Who has no row chose nothing."""

    __tablename__ = "mail_choice"
    __table_args__ = (
        one_of("manner", Manner),
        CheckConstraint("from_hour < until_hour", name="hours"),
        Index(None, "stand_in_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    manner: Mapped[Manner] = mapped_column(String(10))
    days: Mapped[str] = mapped_column(String(7))
    """The days of the week on which mail comes, as figures; Monday is 0."""
    from_hour: Mapped[int]
    until_hour: Mapped[int]
    """Local hours; mail goes before the second."""
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who gets the reminders while the person is away (accounts.models.Leave)."""
    changed_at: Mapped[datetime]


REFERENCES = (
    Reference(
        "mail_choice",
        "person_id",
        "person",
        "choice about mail",
        "choices about mail",
        kept=Kept.PLACE,
        told=("manner", "days", "from_hour", "until_hour", "stand_in_id", "changed_at"),
    ),
    Reference("mail_choice", "stand_in_id", "person", "stand-in of somebody", "stand-ins of people", kept=Kept.PLACE),
    Reference(
        "reminder_rule_version",
        "by_id",
        "person",
        "rule of reminding changed",
        "rules of reminding changed",
        told=("code", "acts_from"),
    ),
    Reference(
        "calendar_entry",
        "person_id",
        "person",
        "calendar entry",
        "calendar entries",
        kept=Kept.PLACE,
        told=("area_id", "on_day"),
    ),
    Reference("calendar_entry", "area_id", "area", "calendar entry", "calendar entries", kept=Kept.PLACE),
)
"""What here refers to people and areas (core/references.py)."""
