"""Migrated databases for tests: one template a process, and a clean one for each test, on SQLite and on PostgreSQL."""

import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text

from scaleup.app import create_app
from scaleup.config import Settings
from scaleup.extensions import db, upgrade
from scaleup.programmes.adapters import digest
from scaleup.programmes.models import ProgrammeVersion
from tests import backends, servers


def answer_backwards() -> None:
    """From now on SQLite hands rows out backwards where nobody asked for an order.

    Else a missing ORDER BY is only ever seen on PostgreSQL, and there by chance.
    """

    @event.listens_for(Engine, "connect")
    def backwards(connection: object, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA reverse_unordered_selects=ON")


def digest_what_is_put() -> None:
    """From now on a stored version that a test gives another content has the digest of that content.

    What a version says is remembered by its digest for as long as the process lives, so the next test would read it.
    """

    @event.listens_for(ProgrammeVersion.content, "set")
    def follow(version: ProgrammeVersion, content: dict[str, object], _before: object, _how: object) -> None:
        if inspect(version).persistent:
            version.digest = digest(content)


def migrate(url: str, var: Path) -> None:
    """The database stands at the newest migration."""
    with create_app(settings(url, var)).app_context():
        upgrade()
        db.engine.dispose()  # the last connection to a SQLite file folds its write-ahead log in
    backends.close_all()  # PostgreSQL copies no database that somebody is connected to


def settings(url: str, var: Path, **others: object) -> Settings:
    """The settings of a test: cheap passwords, a fixed key, and servers only where the test names them."""
    fixed: dict[str, object] = {
        "env": "test",
        "database_url": url,
        "redis_url": f"unix://{var}/no-valkey-here.sock",
        "smtp_url": "smtp://127.0.0.1:9",
        "secret_key": "a key of more than thirty-two characters",
        "base_url": "http://127.0.0.1:8000",
        "var": var,
    }
    return Settings(**(fixed | others))  # type: ignore[arg-type]


def environment(given: Settings) -> dict[str, str]:
    """The same settings as variables, for a process of its own."""
    written = {
        name: str(int(value)) if isinstance(value, bool) else str(value) for name, value in asdict(given).items()
    }
    return {f"SCALEUP_{name.upper()}": value for name, value in written.items() if value}


class OnSqlite:
    """SQLite: the migrated file is copied for each test."""

    def __init__(self, folder: Path) -> None:
        self.template = folder / "template.sqlite3"
        migrate(f"sqlite:///{self.template}", folder)

    @contextmanager
    def clean(self, folder: Path) -> Iterator[str]:
        """The URL of a database without rows."""
        shutil.copy(self.template, folder / "scaleup.sqlite3")
        yield f"sqlite:///{folder / 'scaleup.sqlite3'}"


class OnPostgres:
    """PostgreSQL: one database of this process is migrated once; after a test the tables that it filled are emptied."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        given = os.environ.get("SCALEUP_TEST_DATABASE_URL", "").replace("postgres://", "postgresql://", 1)
        server = make_url(given or stack.enter_context(servers.postgres()).url()).set(drivername="postgresql+psycopg")
        name = f"scaleup_test_{uuid.uuid4().hex[:12]}"
        administer(server, f'CREATE DATABASE "{name}"')
        stack.callback(administer, server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.url = server.set(database=name)
        migrate(self.url.render_as_string(hide_password=False), folder)
        self.engine = create_engine(self.url)
        stack.callback(self.engine.dispose)
        stack.callback(backends.close_all)
        with self.engine.connect() as connection:
            self.tables = self.all_tables(connection)
            filled = self.filled(connection)
            if filled:
                raise AssertionError(f"migrations make tables, never rows: {filled} would be emptied between tests")

    @contextmanager
    def clean(self, _folder: Path) -> Iterator[str]:
        """The URL of a database without rows."""
        yield self.url.render_as_string(hide_password=False)
        with self.engine.begin() as connection:
            connection.execute(text(CUT_OTHERS), {"resting": backends.resting()})
            filled = self.filled(connection)
            if filled:
                self.empty(connection, filled)
            else:
                connection.execute(text(BEGIN_ANEW))  # what was rolled back has used up numbers all the same

    def empty(self, connection: Connection, filled: list[str]) -> None:
        """These tables hold no rows, and every identity begins anew.

        Truncating writes the files of every table that refers to them, 60 to 90 ms; deleting takes a fifth of that, but
        only a superuser may do so past the keys between the tables.
        """
        if connection.scalar(text("SHOW is_superuser")) != "on":
            connection.execute(text(f"TRUNCATE {', '.join(filled)} RESTART IDENTITY CASCADE"))
            return
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("; ".join(f"DELETE FROM {table}" for table in filled)))
        connection.execute(text(BEGIN_ANEW))

    def all_tables(self, connection: Connection) -> list[str]:
        """Every table but Alembic's own."""
        rows = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"))
        return [f'"{name}"' for name in rows if name != "alembic_version"]

    def filled(self, connection: Connection) -> list[str]:
        """The tables that hold rows."""
        asked = [f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in self.tables]
        return list(connection.scalars(text(" UNION ALL ".join(asked)))) if asked else []


CUT_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND pid <> ALL (CAST(:resting AS integer[]))
"""
"""A connection that a test left in its work would hold its locks against the emptying."""


BEGIN_ANEW = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL
"""


def administer(server: URL, statement: str) -> None:
    """The statement was run outside any transaction."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()
