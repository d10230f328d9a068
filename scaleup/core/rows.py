"""Inserts that know ON CONFLICT; and some dozens of rows by one: a document on PostgreSQL, an executemany on SQLite.

A statement of so many VALUES is read anew each time, which takes longer than carrying it out; COPY knows no conflict.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import JSON, Text, bindparam, cast, column, func, select
from sqlalchemy.dialects import postgresql, sqlite

from scaleup.core import bulk
from scaleup.core.base import Base

ROWS = "rows"
Given = dict[str, object] | list[dict[str, object]]


def inserting(table: type[Base], dialect: str) -> postgresql.Insert | sqlite.Insert:
    """An insert that knows ON CONFLICT in the words of the dialect."""
    made = bulk.table_of(table)
    return postgresql.insert(made) if dialect == "postgresql" else sqlite.insert(made)


def inserting_rows(
    table: type[Base], names: Sequence[str], *, alike: Sequence[str], dialect: str
) -> postgresql.Insert | sqlite.Insert:
    """An insert of rows that differ in these columns and are alike in those; it knows ON CONFLICT."""
    insert, made = inserting(table, dialect), bulk.table_of(table)
    if dialect != "postgresql":
        return insert
    typed = [column(name, made.c[name].type) for name in names]
    document = cast(bindparam(ROWS, type_=Text()), JSON())
    given = func.json_to_recordset(document).table_valued(*typed, name="given").render_derived(with_types=True)
    same = [bindparam(name, type_=made.c[name].type) for name in alike]
    return insert.from_select([*names, *alike], select(*given.c, *same))


def given_rows(rows: Sequence[Mapping[str, object]], *, alike: Mapping[str, object], dialect: str) -> Given:
    """What such an insert is given."""
    if dialect != "postgresql":
        return [{**one, **alike} for one in rows]
    return {ROWS: json.dumps(rows, default=iso, ensure_ascii=False), **alike}


def iso(value: object) -> str:
    """A day or an instant as the database reads it out of a document."""
    if isinstance(value, date):  # an instant is one too, and says so in its own way
        return value.isoformat()
    raise TypeError(f"a row may not hold {type(value).__name__}")
