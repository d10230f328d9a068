"""The shared extensions: database, migrations, sign-in, CSRF, Celery. Each is bound in create_app."""

import sqlite3
from contextvars import ContextVar
from typing import Any

from celery import Celery
from flask import Flask, current_app
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Connection, Engine, event

from scaleup.core.base import Base

db = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True)
login = LoginManager()
csrf = CSRFProtect()
celery = Celery("scaleup")
PLAIN_TASK: Any = celery.Task
"""What the tasks of each app are made from; of one another they would keep every app alive."""

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
"""Set by the edge for GETs: SQLite then begins a deferred read instead of taking the write lock."""


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
    """SQLite keeps every write: WAL, a busy wait, and BEGIN IMMEDIATE, because its default loses updates silently."""
    if engine.dialect.name != "sqlite" or event.contains(engine, "begin", begin_on_sqlite):
        return
    event.listen(engine, "connect", connect_to_sqlite)
    event.listen(engine, "begin", begin_on_sqlite)


def connect_to_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """The connection leaves transactions to us and enforces foreign keys."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA busy_timeout=15000")
    connection.execute("PRAGMA foreign_keys=ON")


def begin_on_sqlite(connection: Connection) -> None:
    """A write transaction takes its lock at once; a GET only reads."""
    connection.exec_driver_sql("BEGIN" if reading.get() else "BEGIN IMMEDIATE")


def bind_celery(app: Flask) -> None:
    """Tasks run inside this app's context. Facts behind the figures: docs/decisions/0004-broker-is-a-doorbell.md."""

    class AppTask(PLAIN_TASK):  # type: ignore[misc]  # celery ships no types
        def __call__(self, *args: object, **kwargs: object) -> object:
            with app.app_context():
                return self.run(*args, **kwargs)

    celery.Task = AppTask
    celery.conf.update(app.config["CELERY"])
    celery.set_default()
    app.extensions["celery"] = celery
