"""One narrow row per line of the lists, derived from the facts of the domains below; and activities dated by hand.

The row holds acts and dates, never anything that depends on today: queries choose by `:today`.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.accounts.models import Person
from scaleup.core.base import Base, BigId, Code, Id, Versioned
from scaleup.core.references import Kept, Reference

LONGEST_EVIDENCE = 1000


class Progress(Base):
    """An implementation, or an area that has taken up nothing yet, as the lists know it."""

    __tablename__ = "progress"
    __table_args__ = (
        Index(None, "area_id"),
        Index(None, "programme_id"),
        Index(None, "manager_id"),
        Index(None, "manager_id", "contact_due_on"),
        Index(
            "ix_progress_idle",
            "trained_on",
            sqlite_where=text("delivering_on IS NULL AND closed_on IS NULL AND trained_on IS NOT NULL"),
            postgresql_where=text("delivering_on IS NULL AND closed_on IS NULL AND trained_on IS NOT NULL"),
        ),
        Index(None, "region"),
        Index(None, "name_key", "id"),
        Index(None, "due_on", "name_key", "id"),
        Index(None, "decide_on", "name_key", "id"),
        Index(
            "ix_progress_paused",
            "due_on",
            "name_key",
            "id",
            sqlite_where=text("exit = 'paused'"),
            postgresql_where=text("exit = 'paused'"),
        ),
        Index(
            "ix_progress_resting",
            "due_on",
            "name_key",
            "id",
            sqlite_where=text("resting"),
            postgresql_where=text("resting"),
        ),
        Index(None, "contact_due_on", "name_key", "id"),
        Index(None, "licence_ends_on", "name_key", "id"),
        Index(
            "ix_progress_unfunded",
            "funded_until_on",
            sqlite_where=text("funded_until_on < licence_ends_on"),
            postgresql_where=text("funded_until_on < licence_ends_on"),
        ),
        Index(None, "ended_on"),
        Index(None, "embedded_on", "ended_on"),
        Index(None, "delivering_on", "ended_on"),
        Index(None, "training_on", "ended_on"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    """The implementation's id; minus the area's where it has taken up nothing yet."""
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    implementation_id: Mapped[int | None] = mapped_column(ForeignKey("implementation.id"))
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"))
    nation: Mapped[Code]
    region: Mapped[str | None] = mapped_column(String(80))
    """Of the authorities that the area covers, the first by name; outside England the nation."""
    name_key: Mapped[str] = mapped_column(String(120))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who looks after it, unless they are deactivated."""
    closed_on: Mapped[date | None]
    exit: Mapped[Code | None]
    held: Mapped[bool]
    """Reminders of the area have not been started."""
    licence_id: Mapped[int | None] = mapped_column(ForeignKey("licence.id"))
    """Of the licences that were granted, the one that starts last."""
    licence_state: Mapped[Code | None]
    licence_ends_on: Mapped[date | None]
    renewal: Mapped[Code | None]
    trained_on: Mapped[date | None]
    """The first day on which a facilitator had completed initial training."""
    contact_due_on: Mapped[date | None]
    """The earliest contact that is open, late or to come."""
    action_due_on: Mapped[date | None]
    """The earliest day of something agreed that is open."""
    enquiry_on: Mapped[date | None]
    readiness_on: Mapped[date | None]
    preparing_on: Mapped[date | None]
    training_on: Mapped[date | None]
    delivering_on: Mapped[date | None]
    embedded_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    """The first day of each stage; a day to come is one that is planned. `ended_on` is also that of a pause."""
    due_on: Mapped[date]
    """The earliest day by which somebody is wanted: by a contact, by something agreed, by a first session that has not
    come so long after training. 9999-12-31 where nobody is."""
    decide_on: Mapped[date]
    """The day by which a decision on renewal is wanted; it is forgotten 240 days later. 9999-12-31 where none is."""
    suspended_on: Mapped[date | None]
    suspended_until_on: Mapped[date | None]
    """The first and last day of the latest suspension, while the licence's state is suspended; open without a last."""
    funded_until_on: Mapped[date | None]
    """The last day that any funder pays for."""
    past_readiness: Mapped[bool | None]
    """The licence was granted although readiness stood in the way. Empty only until the row is made anew."""
    resting: Mapped[bool]
    """Held back on some day: paused, its reminders not started, or suspended, now or as planned."""


class DatedActivity(Versioned, Base):
    """What somebody said of an activity of a programme's stages. What the system knows by itself is not kept again."""

    __tablename__ = "dated_activity"
    __table_args__ = (
        UniqueConstraint("implementation_id", "code"),
        Index(None, "area_id"),
        Index(None, "owner_id"),
        Index(
            "ix_dated_activity_open",
            "due_on",
            sqlite_where=text("done_on IS NULL"),
            postgresql_where=text("done_on IS NULL"),
        ),
    )

    id: Mapped[Id]
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    code: Mapped[str] = mapped_column(String(60))
    """The activity's in the catalogue."""
    due_on: Mapped[date | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done_on: Mapped[date | None]
    evidence: Mapped[str] = mapped_column(String(LONGEST_EVIDENCE), default="")
    said_at: Mapped[datetime]
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    owner: Mapped[Person | None] = relationship(viewonly=True, foreign_keys=[owner_id])


REFERENCES = (
    Reference(
        "dated_activity",
        "owner_id",
        "person",
        "activity owned",
        "activities owned",
        told=("area_id", "code", "due_on", "done_on"),
    ),
    Reference("dated_activity", "said_by_id", "person", "activity dated", "activities dated"),
    Reference("dated_activity", "area_id", "area", "activity", "activities"),
    Reference("dated_activity", "implementation_id", "implementation", "activity", "activities"),
    Reference("progress", "manager_id", "person", "line of the lists", "lines of the lists", kept=Kept.DERIVED),
    Reference("progress", "area_id", "area", "line of the lists", "lines of the lists", kept=Kept.DERIVED),
    Reference(
        "progress", "implementation_id", "implementation", "line of the lists", "lines of the lists", kept=Kept.DERIVED
    ),
)
"""What here refers to people and areas (core/references.py)."""
