"""Where a person's name or address stands: every text of every table is read, so no new one is forgotten."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from re import Pattern

from sqlalchemy import JSON, Column, ColumnElement, String, Table, Text, cast, func, or_, select

from scaleup.core.base import Base
from scaleup.core.references import Reference
from scaleup.extensions import db
from scaleup.privacy.rules import Sought, replaced, tombstone

NOT_READ = {
    "person": "the record itself is erased by name, and a namesake's is not touched",
    "area": "names of places",
    "progress": "names of places",
    "name_word": "made from names, and made anew",
    "word_piece": "made from names, and made anew",
    "local_authority": "as the ONS publishes them",
    "programme": "as the catalogue has them",
    "programme_version": "as the catalogue has them, with a digest",
    "tries": "keyed hashes",
    "outbox_tick": "names of tasks",
}
"""Tables whose texts are not read for names, and why."""

KEY = "_key"
"""How a column ends that holds a name in lower case, to find it by."""


@dataclass(frozen=True)
class Found:
    """One row that holds what is sought, and the values that it should have."""

    table: Table
    key: dict[str, object]
    values: dict[str, object]


def texts_of(table: Table) -> list[Column[object]]:
    """The columns that hold words, documents of JSON too."""
    return [one for one in table.columns if isinstance(one.type, String | Text | JSON) and not one.primary_key]


@cache
def tables() -> tuple[Table, ...]:
    """Every table whose texts are read."""
    return tuple(one for one in Base.metadata.sorted_tables if one.name not in NOT_READ and texts_of(one))


def mentions(one: Sought, references: Sequence[Reference]) -> Iterator[Found]:
    """Every row that holds the person's name or address, table by table."""
    for table in tables():
        own = [table.c[ref.column] for ref in references if ref.table == table.name]
        yield from in_table(one, table, own)


def in_table(one: Sought, table: Table, own: Sequence[Column[object]]) -> Iterator[Found]:
    """The rows of one table; what is ambiguous counts only in rows that refer to the person."""
    columns = texts_of(table)
    keys = list(table.primary_key)
    refers = or_(*(column == one.person_id for column in own)) if own else None
    asked = select(*keys, *columns, *([refers.label("refers")] if refers is not None else []))
    for row in db.session.execute(asked.where(may_hold(one, columns))).mappings():
        patterns = one.near if row.get("refers") else one.patterns
        if values := otherwise(one, row_of(row, columns), patterns):
            yield Found(table, {key.name: row[key.name] for key in keys}, values)


def row_of(row: object, columns: Sequence[Column[object]]) -> dict[str, object]:
    """The texts of a row by column."""
    return {column.name: row[column.name] for column in columns}  # type: ignore[index]  # a row mapping


def otherwise(one: Sought, row: dict[str, object], patterns: Sequence[Pattern[str]]) -> dict[str, object]:
    """What would be otherwise in the row."""
    stone = tombstone(one.person_id)
    folded = [re.compile(pattern.pattern, re.IGNORECASE) for pattern in patterns]
    new = {
        name: replaced(value, folded, stone.lower()) if name.endswith(KEY) else replaced(value, patterns, stone)
        for name, value in row.items()
    }
    return {name: value for name, value in new.items() if value != row[name]}


def may_hold(one: Sought, columns: Sequence[Column[object]]) -> ColumnElement[bool]:
    """The condition that a text may hold what is sought; the rest is seen to when it is read."""
    if not one.pieces:
        return or_(*(column.is_not(None) for column in columns))
    return or_(
        *(func.lower(cast(column, Text)).contains(piece, autoescape=True) for column in columns for piece in one.pieces)
    )
