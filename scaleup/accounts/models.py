"""Persons, their roles, hours and days away, sessions and one-time links, and the counts of tries."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.accounts.rules import Purpose, Role
from scaleup.core.base import Base, BigId, Code, Id, Versioned, one_of
from scaleup.core.references import Clash, Kept, Reference


class Person(Versioned, Base):
    """One human: sign-in, area person, facilitator and trainer refer to it, so that one human gets one mail."""

    __tablename__ = "person"
    __table_args__ = (
        Index(
            "uq_person_email",
            "email",
            unique=True,
            sqlite_where=text("email IS NOT NULL"),
            postgresql_where=text("email IS NOT NULL"),
        ),
    )

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(254))
    """The work address, in lower case, if known."""
    employer: Mapped[str | None] = mapped_column(String(160))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime]
    invited_at: Mapped[datetime | None]
    deactivated_at: Mapped[datetime | None]
    leaves_on: Mapped[date | None]
    """The last day of somebody who leaves; the hourly look closes the account after it."""
    roles: Mapped[list["RoleHeld"]] = relationship(
        primaryjoin="and_(Person.id == RoleHeld.person_id, RoleHeld.ended_at.is_(None))",
        foreign_keys="RoleHeld.person_id",
        viewonly=True,
        order_by="RoleHeld.id",
    )


class RoleHeld(Base):
    """A role that a person holds, or held until `ended_at`."""

    __tablename__ = "role_held"
    __table_args__ = (
        one_of("role", Role),
        Index(
            "uq_role_held_current",
            "person_id",
            "role",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(None, "role"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Code]
    since_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    last_on: Mapped[date | None]
    """The last day, where it is known beforehand; the hourly look ends the role after it."""


class SignedIn(Base):
    """A session on the server: ended by sign-out, a new password, a role change, deactivation, or time."""

    __tablename__ = "signed_in"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "person_id"))

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    """Touched at most once a minute."""
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str | None] = mapped_column(String(40))


class Link(Base):
    """A one-time link: only the hash of its token is kept."""

    __tablename__ = "link"
    __table_args__ = (one_of("purpose", Purpose), UniqueConstraint("token_hash"), Index(None, "person_id"))

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    purpose: Mapped[Code]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class Tries(Base):
    """Failed tries in a window, by a keyed hash of who or where. In the database: a flushed broker forgets none."""

    __tablename__ = "tries"
    __table_args__ = (UniqueConstraint("about", "window_at"),)

    id: Mapped[Id]
    about: Mapped[str] = mapped_column(String(64))
    window_at: Mapped[datetime]
    failed: Mapped[int] = mapped_column(BigId, default=0)


class WorkingWeek(Base):
    """How much a person works in a week, where somebody said so; without a row it is assumed."""

    __tablename__ = "working_week"
    __table_args__ = (UniqueConstraint("person_id"), CheckConstraint("minutes >= 0", name="minutes"))

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    minutes: Mapped[int]


class Leave(Base):
    """Days on which a person does not work, both ends included. Never why."""

    __tablename__ = "leave"
    __table_args__ = (CheckConstraint("from_on <= to_on", name="days"), Index(None, "person_id", "to_on"))

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    from_on: Mapped[date]
    to_on: Mapped[date]


REFERENCES = (
    Reference("working_week", "person_id", "person", "working week", "working weeks", told=("minutes",)),
    Reference("leave", "person_id", "person", "time away", "times away", told=("from_on", "to_on")),
    Reference(
        "role_held",
        "person_id",
        "person",
        "role",
        "roles",
        clash=Clash.END,
        end_with="ended_at",
        told=("role", "since_at", "ended_at", "last_on"),
    ),
    Reference("role_held", "given_by_id", "person", "role given to others", "roles given to others"),
    Reference(
        "signed_in",
        "person_id",
        "person",
        "session",
        "sessions",
        kept=Kept.PLACE,
        told=("begun_at", "seen_at", "ended_at", "ended_because"),
    ),
    Reference(
        "link",
        "person_id",
        "person",
        "one-time link",
        "one-time links",
        kept=Kept.PLACE,
        told=("purpose", "made_at", "used_at"),
    ),
)
"""What here refers to people and areas (core/references.py)."""
