"""The database as a backup sees it: one instant of it, table by table, each row as a line; the same on both kinds."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from sqlalchemy import Connection, Date, Table, Time, inspect, select, text

from scaleup.backups.rules import Counted, Reader, Tally, line_of
from scaleup.core.base import Base, UtcDateTime
from scaleup.extensions import db, reading

BATCH = 1_000
KINDS = ((UtcDateTime, datetime.fromisoformat), (Date, date.fromisoformat), (Time, time.fromisoformat))
TABLES: tuple[Table, ...] = tuple(Base.metadata.sorted_tables)
"""Every table, those that others refer to first."""


@contextmanager
def one_instant() -> Iterator[Connection]:
    """A connection that sees the database as it was when this began, whatever is written meanwhile."""
    told = reading.set(True)
    try:
        with db.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901 - the same one
                connection.execute(text("SET TRANSACTION READ ONLY"))
            yield connection
            connection.rollback()
    finally:
        reading.reset(told)


def head(connection: Connection) -> str:
    """The migration that the tables stand at; empty where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


def lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """The rows of the table in the order of its key, as lines."""
    asked = select(table).order_by(*table.primary_key.columns)
    options = {"stream_results": True, "yield_per": BATCH}
    for row in connection.execute(asked, execution_options=options):
        yield line_of(row)


def counted(connection: Connection, tables: Iterable[Table] = TABLES) -> dict[str, Counted]:
    """How many rows each table has, and their digest."""
    found = {}
    for table in tables:
        tally = Tally()
        for line in lines(connection, table):
            tally.take(line)
        found[table.name] = tally.said
    return found


def filled(connection: Connection) -> list[tuple[str, bool]]:
    """Each table that is there, and whether it holds anything."""
    there = set(inspect(connection).get_table_names())
    return [
        (table.name, connection.execute(select(table).limit(1)).first() is not None)
        for table in TABLES
        if table.name in there
    ]


def readers(table: Table) -> list[Reader | None]:
    """What makes the values of each column of their text again."""
    return [next((reader for kind, reader in KINDS if isinstance(one.type, kind)), None) for one in table.columns]


def refers_to_itself(table: Table) -> list[str]:
    """The columns by which a row of the table refers to another one of it."""
    return [
        column.name
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table is table and not column.primary_key
    ]
