"""Licences, the moves that brought each where it is, and its suspensions. Their conditions are readiness's."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.core.base import Base, Code, Id, Versioned, one_of
from scaleup.core.references import Reference
from scaleup.documents.models import Document
from scaleup.licences.rules import Renewal, State


class Licence(Versioned, Base):
    """The permission of an area to deliver a programme for a term, with a number of places."""

    __tablename__ = "licence"
    __table_args__ = (
        one_of("state", State),
        one_of("renewal", Renewal),
        CheckConstraint("starts_on <= ends_on", name="term"),
        CheckConstraint("places >= 1", name="places"),
        UniqueConstraint("number"),
        Index(None, "implementation_id"),
        Index(None, "area_id"),
        Index(None, "ends_on"),
        Index(None, "renews_id"),
    )

    id: Mapped[Id]
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    programme_version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"))
    """What was granted keeps the version that it was granted under."""
    number: Mapped[str] = mapped_column(String(40))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    places: Mapped[int]
    state: Mapped[Code] = mapped_column(default=State.DRAFT)
    granted_before_system: Mapped[bool] = mapped_column(default=False)
    """Came in from an old tracker: no verdict stands behind it here."""
    renews_id: Mapped[int | None] = mapped_column(ForeignKey("licence.id"))
    renewal: Mapped[Code | None]
    renewal_decided_on: Mapped[date | None]
    renewal_decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    implementation: Mapped[Implementation] = relationship(viewonly=True)
    moves: Mapped[list["LicenceMove"]] = relationship(viewonly=True, order_by="LicenceMove.id")
    suspensions: Mapped[list["Suspension"]] = relationship(viewonly=True, order_by="Suspension.from_on")


class LicenceBasis(Base):
    """What a licence rests on since it was granted: a signed verdict, or the decision to grant it without one."""

    __tablename__ = "licence_basis"
    __table_args__ = (UniqueConstraint("licence_id"), Index(None, "area_id"))

    id: Mapped[Id]
    licence_id: Mapped[int] = mapped_column(ForeignKey("licence.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id"))
    """The signed round; with an override the latest one, if there was any."""
    override: Mapped[str | None] = mapped_column(String(400))
    """Why it was granted although readiness stood in the way."""
    obstacles: Mapped[list[str]] = mapped_column(JSON)
    """What stood in the way then, in sentences."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    by: Mapped[Person | None] = relationship(viewonly=True)


class LicenceMove(Base):
    """One move along the table, with its date, person and reason."""

    __tablename__ = "licence_move"
    __table_args__ = (Index(None, "licence_id"),)

    id: Mapped[Id]
    licence_id: Mapped[int] = mapped_column(ForeignKey("licence.id"))
    from_state: Mapped[Code]
    to_state: Mapped[Code]
    on_day: Mapped[date]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(400))
    at: Mapped[datetime]


class Funding(Versioned, Base):
    """What a funder gives an area for a programme, and until when. Funding of one licence may come from several."""

    __tablename__ = "funding"
    __table_args__ = (
        CheckConstraint("from_on <= to_on", name="days"),
        CheckConstraint("pence > 0", name="pence"),
        Index(None, "implementation_id"),
        Index(None, "area_id"),
    )

    id: Mapped[Id]
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    funder: Mapped[str] = mapped_column(String(120))
    pence: Mapped[int] = mapped_column(BigInteger)
    """Pounds sterling, in pence."""
    from_on: Mapped[date]
    to_on: Mapped[date]
    """The last day that it pays for."""
    ended_because: Mapped[str | None] = mapped_column(String(400))
    """Why it ends earlier than was promised."""


class SignedCopy(Base):
    """The document that is the signed copy of a licence."""

    __tablename__ = "signed_copy"
    __table_args__ = (UniqueConstraint("licence_id"), UniqueConstraint("document_id"))

    id: Mapped[Id]
    licence_id: Mapped[int] = mapped_column(ForeignKey("licence.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    document: Mapped[Document] = relationship(viewonly=True)


class Suspension(Base):
    """A time without support: due contacts inside go, nothing after shifts."""

    __tablename__ = "suspension"
    __table_args__ = (Index(None, "licence_id"),)

    id: Mapped[Id]
    licence_id: Mapped[int] = mapped_column(ForeignKey("licence.id"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    """The last day, once known; open while it lasts."""
    reason: Mapped[str] = mapped_column(String(400))


REFERENCES = (
    Reference("licence", "area_id", "area", "licence", "licences"),
    Reference("funding", "area_id", "area", "funding", "fundings"),
    Reference("funding", "implementation_id", "implementation", "funding", "fundings"),
    Reference("licence_basis", "area_id", "area", "ground of a licence", "grounds of licences"),
    Reference(
        "licence_basis",
        "by_id",
        "person",
        "licence granted past a gate",
        "licences granted past a gate",
        told=("licence_id", "at"),
    ),
    Reference("licence", "implementation_id", "implementation", "licence", "licences"),
    Reference("licence", "renewal_decided_by_id", "person", "renewal decided", "renewals decided"),
    Reference(
        "licence_move",
        "person_id",
        "person",
        "move of a licence",
        "moves of licences",
        told=("licence_id", "to_state", "on_day"),
    ),
)
"""What here refers to people and areas (core/references.py)."""
