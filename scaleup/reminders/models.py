"""What stands in people's calendars because we put it there."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from scaleup.core.base import Base
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


REFERENCES = (
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
