"""The delivery start of an implementation."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from scaleup.core.base import Base, Versioned
from scaleup.core.references import Reference


class DeliveryStart(Versioned, Base):
    """The day of the first delivered session: the anchor of the top-up window."""

    __tablename__ = "delivery_start"
    __table_args__ = (Index(None, "area_id"),)

    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"), primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    started_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(80))


REFERENCES = (
    Reference("delivery_start", "area_id", "area", "first session", "first sessions"),
    Reference("delivery_start", "implementation_id", "implementation", "first session", "first sessions"),
)
"""What the first session refers to."""
