"""What of My work is kept: lines that a person has put off, and why. Everything else is derived."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scaleup.core.base import Base, Id
from scaleup.core.references import Kept, Reference
from scaleup.worklist.rules import LONGEST_KEY, LONGEST_REASON


class Snoozed(Base):
    """A line out of its person's list until a day, while it is what it was."""

    __tablename__ = "snooze"
    __table_args__ = (UniqueConstraint("person_id", "line_key"), Index(None, "area_id"))

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    """The line's area; empty where it is about none, or about several."""
    line_key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    stamp: Mapped[str] = mapped_column(String(LONGEST_KEY))
    """What of the line makes it new when it changes: its date, or how many it stands for."""
    until_on: Mapped[date]
    """The day on which the line is back."""
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    made_at: Mapped[datetime]


REFERENCES = (
    Reference(
        "snooze",
        "person_id",
        "person",
        "snoozed line of work",
        "snoozed lines of work",
        kept=Kept.PLACE,
        told=("area_id", "until_on", "reason"),
    ),
    Reference("snooze", "area_id", "area", "snoozed line of work", "snoozed lines of work", kept=Kept.PLACE),
)
"""What here refers to people and areas (core/references.py)."""
