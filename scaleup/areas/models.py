"""Areas and what belongs to them. Every scoped table elsewhere carries `area_id`."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.rules import AreaRole, Exit, HandoverState, OrganisationRole
from scaleup.core.base import Base, Code, Id, Versioned, one_of
from scaleup.core.references import Clash, Reference
from scaleup.programmes.models import ProgrammeVersion

NATIONS = ("England", "Wales", "Scotland", "Northern Ireland", "Jersey", "Guernsey", "Isle of Man")


class LocalAuthority(Base):
    """One of the 361 lower-tier and unitary authorities, shipped as reference (THIRD_PARTY_NOTICES)."""

    __tablename__ = "local_authority"

    code: Mapped[str] = mapped_column(String(9), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), index=True)
    kind: Mapped[str] = mapped_column(String(60))
    county_name: Mapped[str | None] = mapped_column(String(80))
    region_name: Mapped[str] = mapped_column(String(80))
    nation: Mapped[str] = mapped_column(String(20))
    hex_q: Mapped[int] = mapped_column(Integer)
    hex_r: Mapped[int] = mapped_column(Integer)


class Area(Versioned, Base):
    """A place that takes up programmes. Not an organisation: several work in it."""

    __tablename__ = "area"
    __table_args__ = (one_of("nation", NATIONS), UniqueConstraint("name_key"))

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(120))
    name_key: Mapped[str] = mapped_column(String(120))
    """The name without case and doubled spaces: two areas never differ by these alone."""
    nation: Mapped[Code]
    created_at: Mapped[datetime]
    reminders_started_at: Mapped[datetime | None]
    """Empty while an imported area is held: no reminder is planned for it until a person starts them."""
    authorities: Mapped[list[LocalAuthority]] = relationship(
        secondary="area_authority", viewonly=True, order_by="LocalAuthority.name"
    )
    implementations: Mapped[list["Implementation"]] = relationship(viewonly=True, order_by="Implementation.id")


class AreaAuthority(Base):
    """An authority that an area covers; optional on the islands."""

    __tablename__ = "area_authority"

    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True)
    authority_code: Mapped[str] = mapped_column(ForeignKey("local_authority.code"), primary_key=True, index=True)


class Organisation(Base):
    """A body that works in areas: a council, a trust, a charity."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("name_key"),)

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(160))
    name_key: Mapped[str] = mapped_column(String(160))


class AreaOrganisation(Base):
    """What an organisation is in an area; several roles are several rows."""

    __tablename__ = "area_organisation"
    __table_args__ = (
        one_of("role", OrganisationRole),
        UniqueConstraint("area_id", "organisation_id", "role"),
    )

    id: Mapped[Id]
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[Code]
    organisation: Mapped[Organisation] = relationship(viewonly=True)


class AreaPerson(Base):
    """What a person is in an area, from a date until a date."""

    __tablename__ = "area_person"
    __table_args__ = (
        one_of("role", AreaRole),
        Index(
            "uq_area_person_current",
            "area_id",
            "person_id",
            "role",
            unique=True,
            sqlite_where=text("until_on IS NULL"),
            postgresql_where=text("until_on IS NULL"),
        ),
        Index(None, "area_id"),
        Index(None, "person_id"),
    )

    id: Mapped[Id]
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Code]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    """The last day, both ends included."""
    person: Mapped[Person] = relationship(viewonly=True)


class Access(Base):
    """Who may see an area, in which role, from when until when, through what. It scopes every query."""

    __tablename__ = "access"
    __table_args__ = (one_of("role", Role), Index(None, "person_id", "area_id"), Index(None, "area_id"))

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    role: Mapped[Code]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    through: Mapped[str] = mapped_column(String(80))
    """The reason for the access, in words: "manager of the implementation", "project lead"."""
    person: Mapped[Person] = relationship(viewonly=True)


class Implementation(Versioned, Base):
    """One area taking up one programme. Readiness, contacts before a licence, and licences refer to it."""

    __tablename__ = "implementation"
    __table_args__ = (
        one_of("exit", Exit),
        Index(
            "uq_implementation_open",
            "area_id",
            "programme_id",
            unique=True,
            sqlite_where=text("closed_on IS NULL"),
            postgresql_where=text("closed_on IS NULL"),
        ),
        Index(None, "area_id"),
        Index(None, "manager_id"),
    )

    id: Mapped[Id]
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    programme_version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"))
    """The version that it was opened under. A licence keeps its own."""
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    exit: Mapped[Code | None]
    exit_reason: Mapped[str | None] = mapped_column(String(400))
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """The implementation manager: the member of the unit who looks after it."""
    readiness_note: Mapped[str | None] = mapped_column(String(200))
    """What an old tracker said of readiness; a labelled note, never a verdict."""
    readiness_note_on: Mapped[date | None]
    pairs_planned: Mapped[int | None]
    """How many pairs the area means to field; fewer accredited ones are an alert."""
    area: Mapped[Area] = relationship(viewonly=True)
    manager: Mapped[Person | None] = relationship(viewonly=True, foreign_keys=[manager_id])
    programme_version: Mapped[ProgrammeVersion] = relationship(viewonly=True)


class Handover(Base):
    """That somebody else will look after an implementation from a day to come. The tick carries it out."""

    __tablename__ = "handover"
    __table_args__ = (
        one_of("state", HandoverState),
        Index(
            "uq_handover_pending",
            "implementation_id",
            unique=True,
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
        Index(None, "area_id"),
        Index(None, "implementation_id"),
    )

    id: Mapped[Id]
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    from_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    on_day: Mapped[date]
    """The first day of the one who takes over; the day before is the last of the one who hands over."""
    until_on: Mapped[date | None]
    """The last day of the one who takes over, where it then goes back by itself."""
    asked_at: Mapped[datetime]
    """The same for all that were handed over in one act."""
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[Code] = mapped_column(default=HandoverState.PENDING)
    dropped_because: Mapped[str | None] = mapped_column(String(200))


class ClosureDay(Base):
    """A day on which a nation, or all of them, does not work; kept by managers, besides the bank holidays."""

    __tablename__ = "closure_day"
    __table_args__ = (UniqueConstraint("nation", "on_day"),)

    id: Mapped[Id]
    nation: Mapped[str] = mapped_column(String(20), default="all")
    on_day: Mapped[date]
    reason: Mapped[str] = mapped_column(String(120))


class CalendarFeed(Base):
    """A secret address at which calendar programs read what stands of a person's work, or of an area.

    Only the hash of its token is kept; one at a time is in use by a person, and one by an area.
    """

    __tablename__ = "calendar_feed"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index(
            "uq_calendar_feed_person",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL AND area_id IS NULL"),
            postgresql_where=text("ended_at IS NULL AND area_id IS NULL"),
        ),
        Index(
            "uq_calendar_feed_area",
            "area_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL AND area_id IS NOT NULL"),
            postgresql_where=text("ended_at IS NULL AND area_id IS NOT NULL"),
        ),
        Index(None, "person_id"),
        Index(None, "area_id"),
    )

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Whose it is; of an area's, who made it: it is read for as long as they see what it shows."""
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    """Empty for a person's own."""
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(viewonly=True)


class Setting(Base):
    """A fact about the whole installation, by key: that its areas are the demonstration's."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(String(400))


REFERENCES = (
    Reference("handover", "from_id", "person", "handing over", "handings over"),
    Reference("handover", "to_id", "person", "taking over", "takings over", told=("area_id", "on_day", "state")),
    Reference("handover", "asked_by_id", "person", "handover asked for", "handovers asked for"),
    Reference("handover", "area_id", "area", "handover", "handovers"),
    Reference("handover", "implementation_id", "implementation", "handover", "handovers"),
    Reference(
        "area_person",
        "person_id",
        "person",
        "role in an area",
        "roles in areas",
        told=("area_id", "role", "from_on", "until_on"),
    ),
    Reference(
        "access",
        "person_id",
        "person",
        "access to an area",
        "access to areas",
        moving=(
            "{whose}’s access to 1 area moves to the one {what}.",
            "{whose}’s access to {count} areas moves to the one {what}.",
        ),
        counted="area_id",
        same=("area_id", "role"),
        same_while="until_on IS NULL",
        told=("area_id", "role", "from_on", "until_on", "through"),
    ),
    Reference(
        "implementation",
        "manager_id",
        "person",
        "programme looked after",
        "programmes looked after",
        told=("area_id", "opened_on", "closed_on"),
    ),
    Reference("implementation", "closed_by_id", "person", "programme closed", "programmes closed"),
    Reference(
        "calendar_feed",
        "person_id",
        "person",
        "calendar address",
        "calendar addresses",
        clash=Clash.END,
        end_with="ended_at",
        told=("area_id", "made_at", "ended_at"),
    ),
    Reference(
        "calendar_feed",
        "area_id",
        "area",
        "calendar address",
        "calendar addresses",
        clash=Clash.END,
        end_with="ended_at",
    ),
    Reference("area_authority", "area_id", "area", "local authority", "local authorities"),
    Reference("area_organisation", "area_id", "area", "organisation", "organisations"),
    Reference("area_person", "area_id", "area", "role of a person", "roles of people"),
    Reference(
        "access",
        "area_id",
        "area",
        "access of a person",
        "access of people",
        moving=(
            "1 person’s access to {whose} moves to the one {what}.",
            "{count} people’s access to {whose} moves to the one {what}.",
        ),
        counted="person_id",
        same=("person_id", "role"),
        same_while="until_on IS NULL",
    ),
    Reference("implementation", "area_id", "area", "programme", "programmes", clash=Clash.FOLD),
)
"""What here refers to people and areas (core/references.py)."""
