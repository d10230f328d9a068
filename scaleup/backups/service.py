"""A backup is taken while work goes on, checked, and put back into an empty database, which then holds all sending."""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Table, bindparam, create_engine, delete, func, insert, select, text, update

from scaleup import audit
from scaleup.backups import adapters, queries
from scaleup.backups.rules import Manifest, Tally, differences, filled, row_of
from scaleup.config import Settings
from scaleup.core.base import Base
from scaleup.core.dates import counted
from scaleup.core.errors import refuse
from scaleup.extensions import db
from scaleup.outbox.models import Hold

VERSION = "0.1.0"
SECRETS = frozenset({"secret_key", "database_url", "redis_url", "smtp_url"})
BATCH = 1_000
RESTORED = "Restored from the backup of {taken_at}. Nothing is sent until somebody releases it."


@dataclass(frozen=True)
class Told:
    """What a backup holds, in figures."""

    manifest: Manifest

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(one.count for one in self.manifest.tables.values())

    @property
    def words(self) -> str:
        """One line."""
        said = self.manifest
        filled_tables = sum(1 for one in said.tables.values() if one.count)
        rows = f"{self.rows:,} {'row' if self.rows == 1 else 'rows'}"
        tables, files = counted(filled_tables, "table"), counted(len(said.files), "file")
        return f"{rows} in {tables} and {files}, at migration {said.head}"


def take(path: Path, settings: Settings, *, now: datetime) -> Told:
    """The backup stands at the path, whole: one instant of the database, and every file that its rows name."""
    with adapters.written(path) as archive:
        with queries.one_instant() as connection:
            head = queries.head(connection)
            tables = {
                table.name: adapters.put_table(archive, table.name, queries.lines(connection, table))
                for table in queries.TABLES
            }
            dialect = connection.dialect.name
        files = adapters.put_files(archive, settings.var)
        manifest = Manifest(now.isoformat(), VERSION, head, dialect, tables, files, settings_of(settings))
        archive.writestr(adapters.MANIFEST, manifest.as_json())
    return Told(manifest)


def settings_of(settings: Settings) -> dict[str, str]:
    """What the installation is set to; a secret is only named."""
    said = asdict(settings)
    return {name: "(kept elsewhere)" if name in SECRETS else str(value) for name, value in said.items() if value != ""}


def check(path: Path) -> Told:
    """The backup is whole, and comes back in a database of its own that is thrown away; refused with what is wrong."""
    with adapters.opened(path) as (archive, manifest):
        wrong = differences(manifest.files, adapters.files_found(archive), "The file")
        with thrown_away() as connection:
            Base.metadata.create_all(connection)
            wrong += fill(connection, archive, manifest)
    refuse_if(wrong)
    return Told(manifest)


@contextmanager
def thrown_away() -> Iterator[Connection]:
    """An empty database in a file that is gone afterwards: however large a backup is, it is not held in memory."""
    with TemporaryDirectory(prefix="scaleup-verify-") as folder:
        engine = create_engine(f"sqlite:///{folder}/database")
        try:
            with engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()


def refuse_if(wrong: Sequence[str]) -> None:
    """Raises with the first of what is wrong."""
    if wrong:
        more = f" And {len(wrong) - 5} more." if len(wrong) > 5 else ""  # noqa: PLR2004 - so many are read
        raise refuse(f"The backup does not hold what it says. {' '.join(wrong[:5])}{more}")


def look(path: Path) -> Told:
    """What the backup says of itself; refused where this database may not take it, before anything is written."""
    with queries.one_instant() as connection:
        others = filled(queries.filled(connection))
    if others:
        raise refuse(
            f"This database is not empty: {', '.join(others[:4])} hold{'s' if len(others) == 1 else ''} rows. "
            "A backup is put back into an empty one only: name another with SCALEUP_DATABASE_URL."
        )
    with adapters.opened(path) as (_, manifest):
        return Told(manifest)


def put_back(path: Path, settings: Settings, *, now: datetime) -> Told:
    """The empty, migrated database holds what the backup holds, row for row, and all sending is held."""
    with adapters.opened(path) as (archive, manifest), db.engine.begin() as connection:
        head = queries.head(connection)
        if manifest.head != head:
            raise refuse(
                f"The backup stands at migration {manifest.head} and this version of Scaleup at {head}. "
                f"Put it back with the version that took it ({manifest.version}), then migrate."
            )
        wrong = differences(manifest.files, adapters.files_found(archive), "The file")
        for table in reversed(queries.TABLES):
            connection.execute(delete(table))
        wrong += fill(connection, archive, manifest)
        refuse_if(wrong)
        count_on(connection)
        hold(connection, manifest, now=now)
        adapters.lay_files(archive, manifest.files, settings.var)
    return Told(manifest)


def fill(connection: Connection, archive: zipfile.ZipFile, manifest: Manifest) -> list[str]:
    """Every table holds its lines; in what the file or the database then differs from the manifest."""
    passed = {}
    for table in queries.TABLES:
        tally = Tally()
        if table.name in manifest.tables:
            put_rows(connection, table, adapters.lines_of(archive, table.name, tally))
        passed[table.name] = tally.said
    in_file = differences(manifest.tables, {**passed}, "The table")
    return in_file or differences(manifest.tables, queries.counted(connection), "The restored table")


def put_rows(connection: Connection, table: Table, lines: Iterator[bytes]) -> None:
    """The rows are in the table; what refers to another row of it is filled in when all are there."""
    readers, names = queries.readers(table), [column.name for column in table.columns]
    inward = queries.refers_to_itself(table)
    later: list[dict[str, object]] = []
    rows = (dict(zip(names, row_of(line, readers), strict=True)) for line in lines)
    while batch := list(islice(rows, BATCH)):
        for row in batch:
            if any(row[name] is not None for name in inward):
                later.append({"its_id": row["id"], **{name: row[name] for name in inward}})
                row.update(dict.fromkeys(inward))
        connection.execute(insert(table), batch)
    if later:
        columns: dict[str, object] = {name: bindparam(name) for name in inward}
        connection.execute(update(table).where(table.c.id == bindparam("its_id")).values(columns), later)


def count_on(connection: Connection) -> None:
    """New rows get ids after those that are there. (SQLite does so by itself.)"""
    if connection.dialect.name != "postgresql":
        return
    for table in queries.TABLES:
        if "id" in table.c:
            sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, "id")))
            highest = connection.scalar(select(func.max(table.c.id)))
            if sequence and highest is not None and highest > 0:
                connection.execute(
                    text("SELECT setval(:sequence, :highest)"), {"sequence": sequence, "highest": highest}
                )


def hold(connection: Connection, manifest: Manifest, *, now: datetime) -> None:
    """All sending is held, and that the backup was put back is on record."""
    reason = RESTORED.format(taken_at=datetime.fromisoformat(manifest.taken_at).strftime("%d %B %Y, %H:%M UTC"))
    connection.execute(insert(Hold).values(at=now, reason=reason))
    connection.execute(
        insert(audit.Entry).values(at=now, act="backup restored", subject="outbox_hold", fields=["taken_at"])
    )
