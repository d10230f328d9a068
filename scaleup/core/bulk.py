"""Many rows of one table at once: COPY on PostgreSQL, one executemany on SQLite, whatever the number.

Rows go past the session: whoever writes so tells the audit log and what is derived from the rows by themselves.
"""

import gc
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import JSON, Column, Table, func, select, text
from sqlalchemy.orm import Session

from scaleup.core.base import Base

Row = Mapping[str, object]
Name = TypeVar("Name", int, str)
"""What names a row: its id, or its key."""
AT_ONCE = 10_000
"""Rows of one executemany on SQLite."""
MOST_LISTED = 10_000
"""A database takes only so many values in a list."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Python's collector of cycles rests meanwhile.

    A workbook is a million objects that all live to the end. The collector goes through them again and again, finds
    nothing, and takes a third of the time; what it leaves lying is 1 MB in 250 (docs/performance.md, B11).
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def next_ids(session: Session, table: type[Base], count: int) -> list[int]:
    """So many ids that no row of the table has or will be given. On SQLite the caller is the only writer."""
    made = table_of(table)
    if not count:
        return []
    if session.get_bind().dialect.name == "postgresql":
        drawn = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
        return sorted(session.scalars(drawn, {"name": made.name, "count": count}))
    last: int = session.scalar(select(func.coalesce(func.max(made.c.id), 0))) or 0
    return list(range(last + 1, last + 1 + count))


def put(session: Session, table: type[Base], rows: Sequence[Row]) -> None:
    """These rows, which all name the same columns, are in the table; columns that they do not name have defaults."""
    if rows:
        names = tuple(rows[0])
        put_lines(session, table, names, (tuple(row[name] for name in names) for row in rows))


def put_lines(session: Session, table: type[Base], names: Sequence[str], lines: Iterable[Sequence[object]]) -> None:
    """The same for values in the order of these columns, which may be made while they are written."""
    session.flush()
    made = table_of(table)
    filled = {
        column.name: value
        for column in made.columns
        if column.name not in names and (value := default(column)) is not None
    }
    if session.get_bind().dialect.name == "postgresql":
        copy_in(session, made, (*names, *filled), (*filled.values(),), lines)
        return
    insert, waiting = made.insert(), iter(lines)
    while some := list(islice(waiting, AT_ONCE)):
        session.connection().execute(insert, [{**dict(zip(names, line, strict=True)), **filled} for line in some])


def copy_in(
    session: Session, made: Table, names: Sequence[str], filled: Sequence[object], lines: Iterable[Sequence[object]]
) -> None:
    """The lines, each with the filled values after its own, go in by one COPY."""
    listed = ", ".join(f'"{name}"' for name in names)
    documents = [number for number, name in enumerate(names) if isinstance(made.c[name].type, JSON)]
    raw: Any = session.connection().connection.driver_connection
    with raw.cursor() as cursor, cursor.copy(f'COPY "{made.name}" ({listed}) FROM STDIN') as copy:
        for line in lines:
            values = [*line, *filled]
            for number in documents:
                values[number] = json.dumps(values[number], ensure_ascii=False)
            copy.write_row(values)


def count_anew(session: Session, tables: Iterable[type[Base]]) -> None:
    """PostgreSQL's planner knows how many rows this transaction has put into these tables; SQLite needs it not.

    It counts by itself only after a commit, and takes a table that was empty before for empty until then.
    """
    if session.get_bind().dialect.name == "postgresql":
        names = ", ".join(sorted(f'"{table_of(table).name}"' for table in tables))
        session.execute(text(f"ANALYZE {names}"))


def table_of(table: type[Base]) -> Table:
    """The table of a mapped class."""
    found = table.__table__
    if not isinstance(found, Table):
        raise TypeError(f"{table.__name__} is no table of its own")
    return found


def default(column: Column[Any]) -> object:
    """What a row that does not name the column has there, as the mapping says."""
    given = column.default
    if given is None:
        return None
    if given.is_scalar:
        return given.arg  # type: ignore[attr-defined]  # a scalar default has it
    return given.arg(None) if given.is_callable else None  # type: ignore[attr-defined]  # as above


def portions(ids: Iterable[Name], at_once: int = MOST_LISTED) -> Iterator[list[Name]]:
    """The ids, or whatever names rows, in order, so many at a time as a statement takes."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), at_once):
        yield ordered[start : start + at_once]
