"""Migrations are numbered, stand in one line, go up, down and up on both databases, and say what the models say."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.pool import NullPool

from scaleup.app import create_app
from scaleup.core.base import Base
from scaleup.extensions import db, upgrade
from tests.databases import OnPostgres, OnSqlite, administer, settings
from tests.house.sources import Source, sources

NAME = re.compile(r"(\d{4})_[a-z][a-z_]*\.py")


def migrations() -> tuple[Source, ...]:
    return tuple(source for source in sources("migrations/versions"))


def said(source: Source, name: str) -> object:
    for node in source.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name:
            return ast.literal_eval(node.value)
    raise AssertionError(f"{source.path} does not say its {name}")


def test_migrations_are_numbered_one_after_the_other_and_each_follows_the_one_before() -> None:
    before = None
    for number, source in enumerate(migrations(), start=1):
        file = NAME.fullmatch(Path(source.path).name)
        assert file, source.path
        assert said(source, "revision") == file.group(1) == f"{number:04d}"
        assert said(source, "down_revision") == before, f"{source.path} makes a second head"
        before = file.group(1)
    assert before, "there are no migrations"


def test_a_migration_imports_nothing_of_ours() -> None:
    ours = [
        source.path
        for source in migrations()
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("scaleup"))
        or (isinstance(node, ast.Import) and any(name.name.startswith("scaleup") for name in node.names))
    ]
    assert ours == []


def test_a_migration_can_be_taken_back_or_says_why_not() -> None:
    for source in migrations():
        back = next(f for f in source.functions if f.name == "downgrade")
        empty = all(isinstance(node, ast.Pass | ast.Expr) and not _acts(node) for node in back.body)
        assert not empty or ast.get_docstring(back), f"{source.path} cannot be taken back and does not say why"


def _acts(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)


@pytest.fixture
def empty(dialect: str, databases: Callable[[str], OnSqlite | OnPostgres], tmp_path: Path) -> Iterator[Flask]:
    """The application on a database without tables."""
    if dialect == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        yield create_app(settings(url, tmp_path))
        return
    server = databases(dialect)
    assert isinstance(server, OnPostgres)
    name = f"{make_url(server.url).database}_empty"
    administer(server.url, f'CREATE DATABASE "{name}"')
    made = create_app(settings(server.url.set(database=name).render_as_string(hide_password=False), tmp_path))
    yield made
    with made.app_context():
        db.engine.dispose()
    administer(server.url, f'DROP DATABASE "{name}" WITH (FORCE)')


def tables(connection: Connection) -> set[str]:
    return set(db.inspect(connection).get_table_names()) - {"alembic_version"}


def test_migrations_go_up_down_and_up_again_and_say_what_the_models_say(empty: Flask) -> None:
    with empty.app_context():
        engine = create_engine(db.engine.url, poolclass=NullPool)
        upgrade()
        with engine.connect() as connection:
            once = tables(connection)
        assert once == set(Base.metadata.tables)
        downgrade(revision="base")
        with engine.connect() as connection:
            assert tables(connection) == set()
        upgrade()
        with engine.connect() as connection:
            assert tables(connection) == once
            context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
            assert compare_metadata(context, Base.metadata) == []


def test_every_named_check_of_the_models_is_in_the_database(empty: Flask, dialect: str) -> None:
    """Alembic compares no CHECK constraints, and states are CHECKs here."""
    with empty.app_context():
        upgrade()
        with db.engine.connect() as connection:
            inspector = db.inspect(connection)
            missing = {}
            for table in Base.metadata.sorted_tables:
                checks = {c.name for c in table.constraints if type(c).__name__ == "CheckConstraint"}
                found = {check["name"] for check in inspector.get_check_constraints(table.name)}
                if {str(name) for name in checks} - {str(name) for name in found}:
                    missing[table.name] = checks - found
            assert missing == {}
