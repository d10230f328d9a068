"""The shared extensions: database, migrations, sign-in, CSRF, Celery. Each is bound in create_app."""

import select
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from weakref import WeakKeyDictionary

from celery import Celery, Task
from flask import Flask, current_app
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from kombu import pools
from sqlalchemy import Connection, Engine, event
from sqlalchemy import select as choose
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

from scaleup.core import clock
from scaleup.core.base import Base

db = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True)
login = LoginManager()
csrf = CSRFProtect()


class AppTask(Task):  # type: ignore[misc]  # celery ships no types
    """A task runs inside the application that was bound last, however early the task itself was made."""

    serves: Flask

    def __call__(self, *args: object, **kwargs: object) -> object:
        """Within the application's context and by the database's clock."""
        with self.serves.app_context(), by_the_databases_clock():
            return self.run(*args, **kwargs)


celery = Celery("scaleup", task_cls=AppTask)

CELERY: dict[str, object] = {
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "task_ignore_result": True,
    "task_time_limit": 300,
    "task_soft_time_limit": 240,
    "task_serializer": "json",
    "accept_content": ["json"],
    "task_default_queue": "low",
    "task_create_missing_queues": False,
    "timezone": "UTC",
    "enable_utc": True,
    "worker_prefetch_multiplier": 1,
    "worker_max_tasks_per_child": 500,
    "worker_hijack_root_logger": False,
    "broker_connection_retry_on_startup": True,
    "broker_connection_timeout": 2,
    "broker_transport_options": {
        "visibility_timeout": 900,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_timeout": 30,
        "socket_connect_timeout": 2,
        "health_check_interval": 25,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0.1,
        "interval_max": 0.2,
    },
}
"""Why each: docs/decisions/0004-broker-is-a-doorbell.md."""

reading: ContextVar[bool] = ContextVar("reading", default=False)
"""Set by the edge for GETs: SQLite then begins a deferred read instead of taking the write lock, and PostgreSQL a
transaction in which it takes no write at all."""
NOTED_READS = "noted reads"
"""Under this name the session holds lines that are written at the end of an act, be it done or refused."""
ONLY_READS = "only reads"
"""Noted on a PostgreSQL connection whose transaction can write nothing, so that it may end by a COMMIT."""
RESTS_SINCE = "rests since"
RESTED = 5.0
"""Seconds after which a connection is asked whether it still lives; before, it is enough that nothing came from it."""
ASKED_EVERY = 30.0
"""Seconds."""
_heard: WeakKeyDictionary[Engine, clock.Heard] = WeakKeyDictionary()
"""What each database said last."""


def bind(app: Flask) -> None:
    """Afterwards the extensions serve this app."""
    db.init_app(app)
    with app.app_context():
        tune(db.engine)
    login.init_app(app, add_context_processor=False)  # else the 503 page would ask the database for the user
    csrf.init_app(app)
    bind_celery(app)


def bind_migrations(app: Flask) -> None:
    """Afterwards the acts of flask_migrate know where this app's migrations are."""
    from flask_migrate import Migrate  # noqa: PLC0415 - Alembic takes 12 MB and 0.4 s that no page or task needs

    Migrate(app, db, directory=app.config["MIGRATIONS"], render_as_batch=True)


def upgrade() -> None:
    """The tables of the present app's database are as the last migration says."""
    from flask_migrate import upgrade as up  # noqa: PLC0415 - as above

    bind_migrations(current_app)
    up()


def tune(engine: Engine) -> None:
    """SQLite keeps every write: WAL, a busy wait, and BEGIN IMMEDIATE, because its default loses updates silently.

    PostgreSQL sees to it that a GET writes nothing, and keeps the plans of statements from one GET to the next.
    """
    if engine.dialect.name != "sqlite":
        tune_postgresql(engine)
    elif not event.contains(engine, "begin", begin_on_sqlite):
        event.listen(engine, "connect", connect_to_sqlite)
        event.listen(engine, "begin", begin_on_sqlite)


def tune_postgresql(engine: Engine) -> None:
    """What a connection does when it is taken, when it begins and when it comes back (docs/performance.md)."""
    if event.contains(engine, "begin", begin_on_postgresql):
        return
    event.listen(engine, "connect", connect_to_postgresql)
    event.listen(engine, "begin", begin_on_postgresql)
    event.listen(engine, "checkin", rests)
    dialect = engine.dialect

    @event.listens_for(engine, "checkout")
    def still_lives(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        try:
            if doubtful(connection, record):
                dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error


def connect_to_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """The connection leaves transactions to us and enforces foreign keys."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA busy_timeout=15000")
    connection.execute("PRAGMA foreign_keys=ON")


def connect_to_postgresql(connection: Any, _record: object) -> None:
    """Statements are not compiled to machine code: that takes 50 ms where a page has 10, and no list is so long."""
    connection.autocommit = True
    connection.execute("SET jit = off")
    connection.autocommit = False


def begin_on_sqlite(connection: Connection) -> None:
    """A write transaction takes its lock at once; a GET only reads."""
    connection.exec_driver_sql("BEGIN" if reading.get() else "BEGIN IMMEDIATE")


def begin_on_postgresql(connection: Connection) -> None:
    """A GET's transaction is begun READ ONLY: the server refuses a write, whoever forgot that a GET makes none."""
    only_reads = reading.get()
    connection.info[ONLY_READS] = only_reads
    driver = connection.connection.driver_connection
    if driver is not None and driver.read_only is not only_reads:
        driver.read_only = only_reads


def rests(_connection: object, record: ConnectionPoolEntry) -> None:
    """The connection came back to the pool at this instant."""
    record.info[RESTS_SINCE] = clock.elapsed()


def doubtful(connection: Any, record: ConnectionPoolEntry) -> bool:
    """Whether the connection is to be asked if it lives, before it is used; asking costs three messages.

    A server that closed it has said so on its socket, which costs nothing to look at. One that went without a word is
    found by asking, but only a connection that has rested for a while can be so.
    """
    since = record.info.get(RESTS_SINCE)
    if since is None:
        return False
    if connection.closed or clock.elapsed() - since > RESTED:
        return True
    heard = select.poll()
    heard.register(connection.fileno(), select.POLLIN)
    return bool(heard.poll(0))


@contextmanager
def by_the_databases_clock() -> Iterator[None]:
    """Within this the present is the database's, so that hosts agree on it; SQLite's clock is the host's own anyway.

    The database is asked every half minute at most; in between a clock that never jumps counts on.
    """
    if db.engine.dialect.name == "sqlite":
        yield
        return
    heard = _heard.get(db.engine)
    if heard is None or clock.elapsed() - heard.elapsed > ASKED_EVERY:
        instant = db.session.scalars(choose(clock.DatabaseNow())).one()
        heard = _heard[db.engine] = clock.Heard(instant, clock.elapsed())
    with clock.going_by(heard):
        yield


def bind_celery(app: Flask) -> None:
    """From now on tasks run inside this app's context. Figures: docs/decisions/0004-broker-is-a-doorbell.md."""
    AppTask.serves = app
    celery.conf.update(app.config["CELERY"])
    bind_broker(app.config["CELERY"]["broker_url"])
    celery.set_default()
    app.extensions["celery"] = celery


def bind_broker(url: str | None) -> None:
    """From now on doorbells ring at this broker: Celery would go on ringing where the first one of the process rang."""
    celery.conf.broker_url = url
    pools.reset()  # type: ignore[no-untyped-call]  # kombu is typed but for this
    del celery.amqp
