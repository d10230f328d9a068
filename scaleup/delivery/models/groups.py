"""Groups, their sessions with what became of them, and who delivers each. Counts and codes: no word about anybody."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from scaleup.areas.models import Area, Implementation
from scaleup.core.base import Base, Code, Id, Versioned, one_of
from scaleup.core.references import Clash, Kept, Reference
from scaleup.delivery.rules import LONGEST_NAME, Reason, State
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.rules import UNIT_WORDS, DeliveryUnit, UnitWords


class DeliveryGroup(Versioned, Base):
    """A group, a case or whatever the programme delivers: one course of its sessions."""

    __tablename__ = "delivery_group"
    __table_args__ = (
        UniqueConstraint("implementation_id", "name"),
        one_of("unit", DeliveryUnit),
        CheckConstraint("places > 0", name="places"),
        CheckConstraint("families >= 0", name="families"),
        CheckConstraint("meeting_criteria >= 0 AND meeting_criteria <= families", name="meeting_criteria"),
        Index(None, "area_id"),
        Index(None, "set_up_by_id"),
    )

    id: Mapped[Id]
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    programme_version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"))
    """The version that it is measured by: that of the licence in force on its first day."""
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    unit: Mapped[Code] = mapped_column(default=DeliveryUnit.GROUP)
    """What it is: a group, a family, a viewing; as its version said when it was set up."""
    as_it_goes: Mapped[bool] = mapped_column(default=False)
    """Whether its version planned no sessions: each is planned as it comes, until somebody says that it is over."""
    variant: Mapped[Code]
    """How it is delivered: a code of the programme's version."""
    first_on: Mapped[date]
    """The day of its first group session, as planned."""
    places: Mapped[int]
    """For how many families it was planned."""
    families: Mapped[int | None]
    """How many enrolled; empty while nobody has said."""
    meeting_criteria: Mapped[int | None]
    """How many of them meet the area's criteria; empty while nobody has said."""
    ended_on: Mapped[date | None]
    """The day on which somebody said that it is over; empty while it goes on, and always where its plan says so."""
    set_up_at: Mapped[datetime]
    set_up_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    source: Mapped[str] = mapped_column(String(80), default="recorded")
    area: Mapped[Area] = relationship(viewonly=True)
    implementation: Mapped[Implementation] = relationship(viewonly=True)
    programme_version: Mapped[ProgrammeVersion] = relationship(viewonly=True)
    closed_on: Mapped[date | None] = column_property(
        select(Implementation.closed_on).where(Implementation.id == implementation_id).scalar_subquery()
    )
    """The day on which the area left the programme: nothing is to be held after it."""

    @property
    def words(self) -> UnitWords:
        """What it is called."""
        return UNIT_WORDS[self.unit]


class GroupSession(Versioned, Base):
    """A session of a group: its plan, and what was recorded of it."""

    __tablename__ = "group_session"
    __table_args__ = (
        one_of("state", State),
        one_of("because", Reason),
        UniqueConstraint("group_id", "code"),
        CheckConstraint("on_day IS NOT NULL OR state NOT IN ('held', 'moved')", name="on_day"),
        CheckConstraint("because IS NOT NULL OR state NOT IN ('cancelled', 'moved')", name="reason"),
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint("mothers >= 0 AND partners >= 0 AND interpreters >= 0", name="counts"),
        CheckConstraint("parents >= 0 AND children >= 0", name="others"),
        Index(
            "ix_group_session_area_id_due_on_lacking",
            "area_id",
            "due_on",
            sqlite_where=text("state IN ('planned', 'moved')"),
            postgresql_where=text("state IN ('planned', 'moved')"),
        ),
        Index(None, "code", "due_on"),
        Index(None, "area_id"),
        Index(None, "recorded_by_id"),
    )

    id: Mapped[Id]
    group_id: Mapped[int] = mapped_column(ForeignKey("delivery_group.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    code: Mapped[Code]
    name: Mapped[str] = mapped_column(String(80))
    """As the programme's version calls it."""
    kind: Mapped[Code]
    planned_on: Mapped[date]
    minutes_planned: Mapped[int | None]
    components_planned: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The codes of what the session is to deliver."""
    state: Mapped[Code] = mapped_column(default=State.PLANNED)
    on_day: Mapped[date | None]
    """The day on which it was held, or to which it was moved."""
    because: Mapped[Code | None]
    """Why it was cancelled or moved."""
    minutes: Mapped[int | None]
    components: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The codes of what was delivered."""
    mothers: Mapped[int | None]
    partners: Mapped[int | None]
    parents: Mapped[int | None]
    """Of a programme that does not tell mothers and partners apart; which are counted says its version."""
    children: Mapped[int | None]
    interpreters: Mapped[int | None]
    supervised: Mapped[bool | None]
    due_on: Mapped[date]
    """From when it counts, kept by the service: SessionRecord.due_on."""
    recorded_at: Mapped[datetime | None]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    group: Mapped[DeliveryGroup] = relationship(viewonly=True)


class SessionDeliverer(Base):
    """A facilitator who delivers a session, or is to."""

    __tablename__ = "session_deliverer"
    __table_args__ = (Index(None, "facilitator_id"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("group_session.id"), primary_key=True)
    facilitator_id: Mapped[int] = mapped_column(ForeignKey("facilitator.id"), primary_key=True)


REFERENCES = (
    Reference(
        "delivery_group",
        "set_up_by_id",
        "person",
        "group set up",
        "groups set up",
        kept=Kept.PLACE,
        told=("area_id", "name", "set_up_at"),
    ),
    Reference(
        "group_session",
        "recorded_by_id",
        "person",
        "session recorded",
        "sessions recorded",
        kept=Kept.PLACE,
        told=("area_id", "planned_on", "recorded_at"),
    ),
    Reference("delivery_group", "area_id", "area", "group", "groups", kept=Kept.PLACE),
    Reference("group_session", "area_id", "area", "session of a group", "sessions of groups", kept=Kept.PLACE),
    Reference(
        "delivery_group",
        "implementation_id",
        "implementation",
        "group",
        "groups",
        kept=Kept.PLACE,
        clash=Clash.NUMBER,
        named="name",
    ),
    Reference(
        "group_session",
        "group_id",
        "delivery_group",
        "session of a group",
        "sessions of groups",
        kept=Kept.PLACE,
        clash=Clash.FOLD,
    ),
    Reference("session_deliverer", "session_id", "group_session", "name at a session", "names at sessions"),
    Reference("session_deliverer", "facilitator_id", "facilitator", "session delivered", "sessions delivered"),
)
"""What groups and their sessions refer to."""
