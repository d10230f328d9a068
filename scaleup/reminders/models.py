"""The unit's own versions of the rules of reminding; what stands in people's calendars because we put it there."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scaleup.core.base import Base, Id
from scaleup.core.references import Kept, Reference


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


REFERENCES = (
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
