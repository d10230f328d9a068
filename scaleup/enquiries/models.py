"""Enquiries and the local authorities that they name. What the unit may forget after two years hangs on these dates."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.accounts.models import Person
from scaleup.areas.models import NATIONS, Area, LocalAuthority
from scaleup.core.base import Base, Code, Id, Long, Versioned, one_of
from scaleup.core.references import Reference
from scaleup.enquiries.rules import (
    LONGEST_BODY,
    LONGEST_EMAIL,
    LONGEST_NAME,
    LONGEST_PLACES,
    LONGEST_WORDS,
    Reason,
    State,
    Through,
)
from scaleup.programmes.models import Programme


class Enquiry(Versioned, Base):
    """Somebody asks for a programme. It belongs to the unit until it turns into an area's."""

    __tablename__ = "enquiry"
    __table_args__ = (
        one_of("state", State),
        one_of("through", Through),
        one_of("nation", NATIONS),
        one_of("ended_reason", Reason),
        Index(None, "state", "answer_by_on"),
        Index(None, "programme_id", "came_on"),
        Index(None, "organisation_key"),
        Index(None, "email"),
        Index(None, "area_id"),
        Index(None, "implementation_id"),
        Index(None, "manager_id"),
    )

    id: Mapped[Id]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    organisation: Mapped[str] = mapped_column(String(LONGEST_BODY))
    organisation_key: Mapped[str] = mapped_column(String(LONGEST_BODY))
    """The name without case and doubled spaces."""
    nation: Mapped[Code]
    places: Mapped[str] = mapped_column(String(LONGEST_PLACES))
    """What of the places was typed and is none of the table's."""
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    """Of who asks."""
    email: Mapped[str] = mapped_column(String(LONGEST_EMAIL))
    """At work, in small letters."""
    role: Mapped[str] = mapped_column(String(LONGEST_NAME))
    """What they are where they work, in their words."""
    wanted: Mapped[Long]
    """What for, in their words."""
    came_at: Mapped[datetime]
    """When it was written down here."""
    came_on: Mapped[date]
    """When they asked."""
    through: Mapped[Code]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answer_by_on: Mapped[date]
    """The last day on which it is answered in time."""
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """The member of the unit whose it is; every unit manager's without one."""
    state: Mapped[Code] = mapped_column(default=State.OPEN)
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_how: Mapped[str | None] = mapped_column(String(LONGEST_WORDS))
    settled_on: Mapped[date | None]
    """The day on which it was taken up or ended: two years after an end it may be forgotten (domain.md 6)."""
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_reason: Mapped[Code | None]
    ended_words: Mapped[str | None] = mapped_column(String(LONGEST_WORDS))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    implementation_id: Mapped[int | None] = mapped_column(ForeignKey("implementation.id"))
    programme: Mapped[Programme] = relationship(viewonly=True)
    manager: Mapped[Person | None] = relationship(viewonly=True, foreign_keys=[manager_id])
    area: Mapped[Area | None] = relationship(viewonly=True)
    authorities: Mapped[list[LocalAuthority]] = relationship(
        secondary="enquiry_authority", viewonly=True, order_by="LocalAuthority.name"
    )
    reopenings: Mapped[list["Reopening"]] = relationship(viewonly=True, order_by="Reopening.id.desc()")


class EnquiryAuthority(Base):
    """A local authority that an enquiry names."""

    __tablename__ = "enquiry_authority"

    enquiry_id: Mapped[int] = mapped_column(ForeignKey("enquiry.id"), primary_key=True)
    authority_code: Mapped[str] = mapped_column(ForeignKey("local_authority.code"), primary_key=True, index=True)


class Reopening(Base):
    """An enquiry that had ended and goes on: why, and how it had ended before."""

    __tablename__ = "enquiry_reopening"
    __table_args__ = (one_of("ended_reason", Reason), Index(None, "enquiry_id"), Index(None, "by_id"))

    id: Mapped[Id]
    enquiry_id: Mapped[int] = mapped_column(ForeignKey("enquiry.id"))
    on_day: Mapped[date]
    because: Mapped[str] = mapped_column(String(LONGEST_WORDS))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_on: Mapped[date]
    ended_reason: Mapped[Code]
    ended_words: Mapped[str | None] = mapped_column(String(LONGEST_WORDS))
    by: Mapped[Person | None] = relationship(viewonly=True)


REFERENCES = (
    Reference(
        "enquiry",
        "manager_id",
        "person",
        "enquiry looked after",
        "enquiries looked after",
        told=("organisation", "came_on", "state"),
    ),
    Reference("enquiry", "entered_by_id", "person", "enquiry typed in", "enquiries typed in"),
    Reference("enquiry", "answered_by_id", "person", "enquiry answered", "enquiries answered"),
    Reference("enquiry", "settled_by_id", "person", "enquiry settled", "enquiries settled"),
    Reference("enquiry_reopening", "by_id", "person", "enquiry opened again", "enquiries opened again"),
    Reference("enquiry", "area_id", "area", "enquiry", "enquiries"),
    Reference("enquiry", "implementation_id", "implementation", "enquiry", "enquiries"),
)
"""What here refers to people and areas (core/references.py)."""
