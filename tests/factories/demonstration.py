"""The demonstration, laid out once a run, dialect and instant, and copied afterwards: laying it out takes seconds."""

import fcntl
import pickle
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import psycopg
from sqlalchemy import Connection

from scaleup import commit
from scaleup.core.base import Base
from scaleup.demo import service as demo
from scaleup.extensions import db

IN_SQLITE: dict[datetime, sqlite3.Connection] = {}
IN_POSTGRES: dict[datetime, dict[str, bytes]] = {}
"""What was laid out, by when: a database, and what each table copies out."""
FOLDERS: list[Path] = []
"""Where the processes of one run put what they laid out, for each other; none where there is but one process."""
ALL_AFTER = "SELECT setval(pg_get_serial_sequence('{0}', 'id'), (SELECT max(id) FROM \"{0}\"))"


def lay_out(now: datetime) -> None:
    """The demonstration of this instant is in the test's empty database."""
    commit.now()
    with db.engine.connect() as connection:
        if db.engine.dialect.name == "sqlite":
            lay_out_in_sqlite(connection, now)
        else:
            lay_out_in_postgres(connection, now)


def lay_out_in_sqlite(connection: Connection, now: datetime) -> None:
    """The database is copied as it is."""
    live = connection.connection.driver_connection
    assert isinstance(live, sqlite3.Connection)
    if now in IN_SQLITE:
        IN_SQLITE[now].backup(live)
        return
    with alone(f"{now:%Y%m%dT%H%M%S}.sqlite3") as file:
        if file is not None and file.exists():
            with closing(sqlite3.connect(file)) as kept:
                kept.backup(live)
        else:
            demo.fill(now)
            commit.now()
            if file is not None:
                with closing(sqlite3.connect(file)) as kept:
                    live.backup(kept)
    IN_SQLITE[now] = sqlite3.connect(":memory:")
    live.backup(IN_SQLITE[now])


def lay_out_in_postgres(connection: Connection, now: datetime) -> None:
    """Each table is copied out and in, past the keys between them, as a superuser may; ids go on after the last."""
    live = connection.connection.driver_connection
    assert isinstance(live, psycopg.Connection)
    if now not in IN_POSTGRES:
        with alone(f"{now:%Y%m%dT%H%M%S}.pickle") as file:
            if file is None or not file.exists():
                demo.fill(now)
                commit.now()
                copied = {table.name: copied_out(live, table.name) for table in Base.metadata.sorted_tables}
                IN_POSTGRES[now] = {name: rows for name, rows in copied.items() if rows}
                if file is not None:
                    file.write_bytes(pickle.dumps(IN_POSTGRES[now]))
                return
            IN_POSTGRES[now] = pickle.loads(file.read_bytes())  # what another process of this run wrote
    if live.info.parameter_status("is_superuser") != "on":
        demo.fill(now)
        commit.now()
        return
    live.execute("SET LOCAL session_replication_role = replica")
    for name, rows in IN_POSTGRES[now].items():
        with live.cursor().copy(f'COPY "{name}" FROM STDIN') as into:  # type: ignore[call-overload]
            into.write(rows)
    for table in Base.metadata.sorted_tables:
        if "id" in table.c and table.name in IN_POSTGRES[now]:
            live.execute(ALL_AFTER.format(table.name))  # type: ignore[call-overload]
    live.commit()


@contextmanager
def alone(name: str) -> Iterator[Path | None]:
    """The file of this name, if processes share any; no other process is at it meanwhile."""
    if not FOLDERS:
        yield None
        return
    with (FOLDERS[0] / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield FOLDERS[0] / name


def copied_out(live: "psycopg.Connection[tuple[object, ...]]", name: str) -> bytes:
    """The rows of a table, as the server writes them."""
    with live.cursor().copy(f'COPY "{name}" TO STDOUT') as out:  # type: ignore[call-overload]
        return b"".join(bytes(part) for part in out)
