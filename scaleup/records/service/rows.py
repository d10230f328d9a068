"""Rows of any table as values of a journal: read, written, recognised. Knows tables by their names only."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    Index,
    Table,
    Time,
    UniqueConstraint,
    and_,
    delete,
    insert,
    literal_column,
    select,
    tuple_,
    update,
)

from scaleup.core.base import Base, UtcDateTime
from scaleup.extensions import db

Values = dict[str, object]


def table_of(name: str) -> Table:
    """The table of this name."""
    return Base.metadata.tables[name]


def plain(row: Mapping[str, object]) -> Values:
    """The row as JSON can keep it."""
    return {name: value.isoformat() if isinstance(value, date | time) else value for name, value in row.items()}


def typed(table: Table, values: Mapping[str, object]) -> Values:
    """The same, as the table's columns want it."""
    return {name: read(table.c[name], value) for name, value in values.items()}


def read(column: Column[object], value: object) -> object:
    """One kept value, as its column wants it."""
    if value is None or not isinstance(value, str):
        return value
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    return time.fromisoformat(value) if isinstance(column.type, Time) else value


def key(table: Table, row: Mapping[str, object]) -> Values:
    """The primary key of a row."""
    return {column.name: row[column.name] for column in table.primary_key}


def number(row: Mapping[str, object], name: str) -> int:
    """A whole number of a row: an id, or a version."""
    value = row[name]
    if not isinstance(value, int):
        raise TypeError(f"{name} is no whole number")
    return value


def at(table: Table, row_key: Mapping[str, object]) -> ColumnElement[bool]:
    """The condition that a row is the one with this key."""
    return and_(*(table.c[name] == value for name, value in typed(table, row_key).items()))


def rows(table: Table, *conditions: ColumnElement[bool], only: Iterable[str] = ()) -> list[Values]:
    """The rows that meet these conditions, in the order of their keys; of their columns all, or `only` these."""
    columns = [table.c[name] for name in only or table.c.keys()]
    asked = select(*columns).where(*conditions).order_by(*table.primary_key)
    return [dict(row) for row in db.session.execute(asked).mappings()]


def locked(table: Table, ids: Sequence[int]) -> dict[int, Values]:
    """The rows with these ids, as they are now and ours until the commit."""
    asked = select(table).where(table.c.id.in_(ids)).order_by(table.c.id).with_for_update()
    return {row["id"]: dict(row) for row in db.session.execute(asked).mappings()}


def row_at(table: Table, row_key: Mapping[str, object]) -> Values | None:
    """The row with this key, if it is there."""
    found = rows(table, at(table, row_key))
    return found[0] if found else None


AT_ONCE = 1_000
"""Keys of one statement; a key may have several columns, and a database takes only so many values."""


def rows_at(table: Table, row_keys: Sequence[Mapping[str, object]]) -> dict[str, Values]:
    """The rows with these keys that are there, by the text of their key as the journal has it."""
    found = {}
    for start in range(0, len(row_keys), AT_ONCE):
        some = [typed(table, one) for one in row_keys[start : start + AT_ONCE]]
        columns = list(table.primary_key)
        listed = tuple_(*columns).in_([tuple(one[column.name] for column in columns) for one in some])
        if len(columns) == 1:
            listed = columns[0].in_([one[columns[0].name] for one in some])
        found.update({str(plain(key(table, row))): row for row in rows(table, listed)})
    return found


def change(table: Table, row_key: Mapping[str, object], values: Mapping[str, object]) -> None:
    """The row has these values."""
    db.session.execute(update(table).where(at(table, row_key)).values(typed(table, values)), execution_options=APART)


def remove(table: Table, row_key: Mapping[str, object]) -> None:
    """The row is gone."""
    db.session.execute(delete(table).where(at(table, row_key)), execution_options=APART)


def put_back(table: Table, row: Mapping[str, object]) -> None:
    """The row is there again, as it was."""
    db.session.execute(insert(table).values(typed(table, row)), execution_options=APART)


APART = {"synchronize_session": False}


def fingerprint(row: Mapping[str, object]) -> str:
    """What stands for all values of a row."""
    return hashlib.sha256(json.dumps(plain(row), sort_keys=True, default=str).encode()).hexdigest()


Unique = tuple[tuple[str, ...], str]
"""Columns that no two rows share, while a condition holds."""


def uniques(table: Table, column: str) -> list[Unique]:
    """What is unique in the table and has this column in it."""
    found: list[Unique] = [(tuple(one.name for one in table.primary_key), "")]
    found += [
        (tuple(one.name for one in rule.columns), "")
        for rule in table.constraints
        if isinstance(rule, UniqueConstraint)
    ]
    found += [(tuple(one.name for one in index.columns), condition(index)) for index in table.indexes if index.unique]
    return [(columns, while_) for columns, while_ in found if column in columns]


def condition(index: Index) -> str:
    """The condition of a partial index, as SQL of its one table."""
    where = index.dialect_options["postgresql"]["where"]
    return "" if where is None else str(where)


def twin(table: Table, row: Values, column: str, value: int, shared: Sequence[Unique]) -> Values | None:
    """The row that stands where this one would, had it this value in the column."""
    for columns, while_ in shared:
        same = [table.c[name] == row[name] for name in columns if name != column]
        if any(row[name] is None for name in columns if name != column):
            continue
        held = [literal_column(f"({while_})", Boolean)] if while_ else []
        if held and not rows(table, at(table, plain(key(table, row))), *held):
            continue
        found = rows(table, table.c[column] == value, *same, *held)
        if found:
            return found[0]
    return None
