"""The mark of a database that holds the demonstration: every page, mail and document then says so."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from scaleup.core.base import Base, Id


class Demonstration(Base):
    """One row, written when the demonstration was filled in; none in a database with real data."""

    __tablename__ = "demonstration"

    id: Mapped[Id]
    filled_at: Mapped[datetime]
