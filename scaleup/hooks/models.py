"""The systems that are told of what happens."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from scaleup.core.base import Base, BigId, Id, Versioned, one_of
from scaleup.core.references import Kept, Reference
from scaleup.hooks.rules import Format


class Endpoint(Versioned, Base):
    """A system, or a channel of Teams or Slack, that is told of some kinds of event."""

    __tablename__ = "hook_endpoint"
    __table_args__ = (one_of("format", Format), Index(None, "made_by_id"))

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(100))
    address: Mapped[str] = mapped_column(String(1000))
    """Whoever knows it may write there: it is never shown whole again, and never logged."""
    format: Mapped[Format] = mapped_column(String(10))
    kinds: Mapped[list[str]] = mapped_column(JSON)
    is_on: Mapped[bool] = mapped_column(default=True)
    nonce: Mapped[str] = mapped_column(String(60))
    """What makes its secret, together with the installation's key: no secret is kept."""
    former_nonce: Mapped[str] = mapped_column(String(60), default="")
    rotated_at: Mapped[datetime | None]
    """When the secret was changed: the former signs too for some days."""
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    failing_since: Mapped[datetime | None]
    """The first of the failures since something last arrived."""
    failed_off_at: Mapped[datetime | None]
    """When it was switched off because nothing arrived; empty once somebody has looked after it."""


REFERENCES = (Reference("hook_endpoint", "made_by_id", "person", "web hook", "web hooks", kept=Kept.PLACE),)
"""What here refers to people (core/references.py)."""
