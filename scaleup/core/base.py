"""The declarative base of every table: typed columns, named constraints, aware UTC instants."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    String,
    Text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant in UTC. SQLite would hand it back naive; a naive one is refused on the way in."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The instant in UTC; naive for SQLite, which keeps no offset."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must be aware: pass it through scaleup.core.clock")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The instant, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigId = BigInteger().with_variant(Integer, "sqlite")

Id = Annotated[int, mapped_column(BigId, primary_key=True)]
"""A primary key: 64 bits on PostgreSQL, the rowid on SQLite."""

Code = Annotated[str, mapped_column(String(40))]
"""A short name from a closed list, held by a named CHECK."""

Long = Annotated[str, mapped_column(Text)]


class Base(DeclarativeBase):
    """Every table's base. Constraints have names, so that migrations can name them on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        date: Date(),
        int: Integer(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
    }


class Versioned:
    """A row that two people may edit: the form carries `version`, and a save with an old one is a conflict."""

    version: Mapped[int] = mapped_column(default=1)


def one_of(column: str, values: type[StrEnum] | Iterable[str]) -> CheckConstraint:
    """A named CHECK that the column holds one of these words, on both databases."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=column)
