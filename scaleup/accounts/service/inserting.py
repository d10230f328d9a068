"""Inserts that may clash: ON CONFLICT in the words of the database's dialect, so that two at once make one row."""

from collections.abc import Mapping

from sqlalchemy import Table, inspect
from sqlalchemy.dialects import postgresql, sqlite

from scaleup.core.base import Base
from scaleup.extensions import db


def inserting(table: type[Base], dialect: str) -> postgresql.Insert | sqlite.Insert:
    """An insert that knows ON CONFLICT."""
    rows = inspect(table).local_table
    if not isinstance(rows, Table):
        raise TypeError(f"{table.__name__} is no table")
    return postgresql.insert(rows) if dialect == "postgresql" else sqlite.insert(rows)


def insert_new(table: type[Base], values: Mapping[str, object]) -> int | None:
    """The row is there; its id if it is new, None if one like it was there already."""
    (key,) = inspect(table).primary_key
    insert = inserting(table, db.session.get_bind().dialect.name).values(dict(values))
    made: int | None = db.session.scalar(insert.on_conflict_do_nothing().returning(key))
    return made
