"""Facilitators, what they were trained in, and the ledger of places."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.accounts.models import Person
from scaleup.core.base import Base, Code, Id, Versioned, one_of
from scaleup.core.references import Clash, Kept, Reference
from scaleup.facilitators.rules import Profession


class Facilitator(Versioned, Base):
    """A person who delivers, or delivered, a programme in an area."""

    __tablename__ = "facilitator"
    __table_args__ = (
        one_of("profession", Profession),
        UniqueConstraint("implementation_id", "person_id"),
        Index(None, "area_id"),
        Index(None, "person_id"),
    )

    id: Mapped[Id]
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    profession: Mapped[Code]
    profession_note: Mapped[str | None] = mapped_column(String(80))
    """The words that a tracker or a person used, where they are no profession of the list."""
    left_on: Mapped[date | None]
    left: Mapped[bool] = mapped_column(default=False)
    """Left, also where the date is not known."""
    person: Mapped[Person] = relationship(viewonly=True)
    parts: Mapped[list["PartDone"]] = relationship(viewonly=True, order_by="PartDone.done_on")


class PartDone(Base):
    """A part of training that a facilitator completed: initial, top_up, verp or another of the programme's parts."""

    __tablename__ = "part_done"
    __table_args__ = (UniqueConstraint("facilitator_id", "part"),)

    id: Mapped[Id]
    facilitator_id: Mapped[int] = mapped_column(ForeignKey("facilitator.id"))
    part: Mapped[Code]
    done_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(80))


class Accreditation(Base):
    """Days on which a facilitator may deliver, both ends included; training derives them, nobody edits them."""

    __tablename__ = "accreditation"
    __table_args__ = (
        CheckConstraint("from_on <= until_on", name="days"),
        Index(None, "facilitator_id"),
        Index(None, "implementation_id"),
    )

    id: Mapped[Id]
    facilitator_id: Mapped[int] = mapped_column(ForeignKey("facilitator.id"))
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    from_on: Mapped[date]
    until_on: Mapped[date]


class Place(Base):
    """A training place under a licence; one holder a place, and a history of holders."""

    __tablename__ = "place"
    __table_args__ = (
        Index(
            "uq_place_held",
            "licence_id",
            "number",
            unique=True,
            sqlite_where=text("released_on IS NULL"),
            postgresql_where=text("released_on IS NULL"),
        ),
        Index(
            "uq_place_holder",
            "licence_id",
            "facilitator_id",
            unique=True,
            sqlite_where=text("released_on IS NULL"),
            postgresql_where=text("released_on IS NULL"),
        ),
    )

    id: Mapped[Id]
    licence_id: Mapped[int] = mapped_column(ForeignKey("licence.id"))
    number: Mapped[int]
    facilitator_id: Mapped[int] = mapped_column(ForeignKey("facilitator.id"), index=True)
    held_from: Mapped[date]
    released_on: Mapped[date | None]


REFERENCES = (
    Reference(
        "facilitator",
        "person_id",
        "person",
        "membership as facilitator",
        "memberships as facilitator",
        clash=Clash.FOLD,
        told=("area_id", "profession", "profession_note", "left", "left_on"),
    ),
    Reference("facilitator", "area_id", "area", "facilitator", "facilitators"),
    Reference("facilitator", "implementation_id", "implementation", "facilitator", "facilitators", clash=Clash.FOLD),
    Reference(
        "part_done",
        "facilitator_id",
        "facilitator",
        "part of training",
        "parts of training",
        told=("part", "done_on", "source"),
    ),
    Reference("accreditation", "facilitator_id", "facilitator", "accreditation", "accreditations", kept=Kept.DERIVED),
    Reference(
        "accreditation", "implementation_id", "implementation", "accreditation", "accreditations", kept=Kept.DERIVED
    ),
    Reference("place", "facilitator_id", "facilitator", "place", "places", clash=Clash.END, end_with="released_on"),
)
"""What here refers to people and areas (core/references.py)."""
