"""Programmes and the versions of what each asks for. What is granted keeps its version."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.core.base import Base, Id
from scaleup.programmes.rules import UNIT_WORDS, DeliveryUnit, UnitWords


class Programme(Base):
    """A family programme that the unit licenses."""

    __tablename__ = "programme"
    __table_args__ = (UniqueConstraint("slug"),)

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))


class ProgrammeVersion(Base):
    """One version of what a programme asks for, as loaded from the catalogue."""

    __tablename__ = "programme_version"
    __table_args__ = (UniqueConstraint("programme_id", "version"),)

    id: Mapped[Id]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    version: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime]
    programme: Mapped[Programme] = relationship(viewonly=True)

    @property
    def unit(self) -> UnitWords:
        """What its unit of delivery is called; a group where it says nothing of delivery."""
        return UNIT_WORDS[self.content.get("delivery", {}).get("unit", DeliveryUnit.GROUP)]
