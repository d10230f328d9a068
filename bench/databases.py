"""Where the bench keeps its areas: a PostgreSQL that is given, else one of its own, and SQLite files.

`SCALEUP_BENCH_DATABASE_URL` names a server on which databases may be made; every database made here goes again.
"""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, make_url, text

from bench.portfolio import fill
from scaleup.app import create_app
from scaleup.config import Env, Settings
from scaleup.extensions import db, upgrade
from tests.servers import postgres

SECRET = "bench-" * 8


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The URL of a PostgreSQL: the one given, else the one installed, else the wheel's, started here."""
    given = os.environ.get("SCALEUP_BENCH_DATABASE_URL", "")
    if given:
        yield Settings(database_url=given).database
    else:
        with postgres() as own:
            yield own.url()


@contextlib.contextmanager
def empty(address: str, label: str) -> Iterator[str]:
    """The URL of a new database without tables."""
    name = f"bench_{label}_{secrets.token_hex(3)}"
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(address).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


@contextlib.contextmanager
def on_postgresql(address: str, size: int) -> Iterator[str]:
    """The URL of a new database with so many areas."""
    with empty(address, str(size)) as url:
        yield filled(url, size)


def on_sqlite(folder: Path, size: int) -> str:
    """The URL of a new SQLite file with so many areas."""
    return filled(f"sqlite:///{folder}/bench-{size}.sqlite3", size)


def product(url: str) -> Flask:
    """The product on this database as it stands."""
    return create_app(Settings(env=Env.TEST, database_url=url, secret_key=SECRET, now=os.environ["SCALEUP_NOW"]))


def application(url: str) -> Flask:
    """The product on this database, migrated."""
    app = product(url)
    with app.app_context():
        upgrade()
    return app


def filled(url: str, size: int) -> str:
    """The same URL, once so many areas stand there."""
    app = application(url)
    with app.app_context():
        fill(size)
        db.session.remove()
        db.engine.dispose()
    return url
