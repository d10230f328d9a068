"""The conditions that licences had before readiness existed are there afterwards, by the same ids, and back again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import make_url, text

from scaleup.app import create_app
from scaleup.extensions import bind_migrations, db
from tests.databases import OnPostgres, OnSqlite, administer, settings

LAID = (
    "INSERT INTO programme (id, slug, name) VALUES (1, 'baby-steps', 'Baby Steps')",
    "INSERT INTO programme_version (id, programme_id, version, content, digest, loaded_at)"
    " VALUES (1, 1, 1, '{}', '0', '2024-01-01')",
    "INSERT INTO area (id, name, name_key, nation, created_at, version)"
    " VALUES (1, 'Marlbury', 'marlbury', 'England', '2024-01-01', 1)",
    "INSERT INTO implementation (id, area_id, programme_id, programme_version_id, opened_on, version)"
    " VALUES (7, 1, 1, 1, '2024-01-23', 1)",
    "INSERT INTO licence (id, implementation_id, area_id, programme_version_id, number, starts_on, ends_on, places,"
    " state, granted_before_system, created_at, version)"
    " VALUES (4, 7, 1, 1, 'BS-001', '2024-04-01', '2027-03-31', 12, 'granted', false, '2024-01-01', 1)",
    "INSERT INTO licence_condition (id, licence_id, wording, due_on, version)"
    " VALUES (9, 4, 'Name a deputy lead.', '2024-04-30', 2)",
)


@pytest.fixture
def empty(dialect: str, databases: Callable[[str], OnSqlite | OnPostgres], tmp_path: Path) -> Iterator[Flask]:
    """The application on a database without tables."""
    if dialect == "sqlite":
        yield create_app(settings(f"sqlite:///{tmp_path / 'kept.sqlite3'}", tmp_path))
        return
    server = databases(dialect)
    assert isinstance(server, OnPostgres)
    name = f"{make_url(server.url).database}_kept"
    administer(server.url, f'CREATE DATABASE "{name}"')
    made = create_app(settings(server.url.set(database=name).render_as_string(hide_password=False), tmp_path))
    yield made
    with made.app_context():
        db.engine.dispose()
    administer(server.url, f'DROP DATABASE "{name}" WITH (FORCE)')


def rows(columns: str, table: str) -> list[tuple[object, ...]]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(f"SELECT {columns} FROM {table} ORDER BY id"))]


def test_a_condition_of_a_licence_is_kept_there_and_back(empty: Flask) -> None:
    with empty.app_context():
        bind_migrations(empty)
        upgrade(revision="0025")
        with db.engine.begin() as connection:
            for statement in LAID:
                connection.execute(text(statement))
        upgrade(revision="0026")
        kept = "id, implementation_id, area_id, licence_id, wording, version"
        assert rows(kept, "condition") == [(9, 7, 1, 4, "Name a deputy lead.", 2)]
        more = "INSERT INTO condition (implementation_id, area_id, wording, due_on, version) VALUES (7, 1, 'More.', "
        with db.engine.begin() as connection:
            connection.execute(text(f"{more}'2024-04-30', 1)"))
        assert rows("id, licence_id", "condition") == [(9, 4), (10, None)]
        downgrade(revision="0025")
        assert rows("id, licence_id, wording, version", "licence_condition") == [(9, 4, "Name a deputy lead.", 2)]
