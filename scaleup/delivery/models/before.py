"""What the record of a session said before it was corrected."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from scaleup.core.base import Base, Id
from scaleup.core.references import Reference

Said = dict[str, int | str | bool | list[int] | list[str] | None]


class SessionBefore(Base):
    """What a session's record said until then: figures and codes, by column."""

    __tablename__ = "session_before"
    __table_args__ = (Index(None, "session_id"), Index(None, "area_id"), Index(None, "person_id"))

    id: Mapped[Id]
    session_id: Mapped[int] = mapped_column(ForeignKey("group_session.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who corrected it."""
    was: Mapped[Said] = mapped_column(JSON)


REFERENCES = (
    Reference(
        "session_before",
        "person_id",
        "person",
        "correction of a session’s record",
        "corrections of sessions’ records",
        told=("area_id", "at"),
    ),
    Reference(
        "session_before", "area_id", "area", "correction of a session’s record", "corrections of sessions’ records"
    ),
    Reference(
        "session_before",
        "session_id",
        "group_session",
        "correction of a session’s record",
        "corrections of sessions’ records",
    ),
)
"""What corrections refer to."""
