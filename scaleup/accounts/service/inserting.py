"""Inserts that may clash: two at once make one row."""

from collections.abc import Mapping

from sqlalchemy import inspect

from scaleup.core.base import Base
from scaleup.core.rows import inserting
from scaleup.extensions import db


def insert_new(table: type[Base], values: Mapping[str, object]) -> int | None:
    """The row is there; its id if it is new, None if one like it was there already."""
    (key,) = inspect(table).primary_key
    insert = inserting(table, db.session.get_bind().dialect.name).values(dict(values))
    made: int | None = db.session.scalar(insert.on_conflict_do_nothing().returning(key))
    return made
