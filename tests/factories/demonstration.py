"""The demonstration, laid out once a process and instant, and copied afterwards: laying it out takes seconds."""

import sqlite3
from datetime import datetime

from scaleup import commit
from scaleup.demo import service as demo
from scaleup.extensions import db

LAID: dict[datetime, sqlite3.Connection] = {}
"""What was laid out, in memory, by when it was laid out."""


def lay_out(now: datetime) -> None:
    """The demonstration of this instant is in the test's empty database. On PostgreSQL it is laid out each time."""
    commit.now()
    if db.engine.dialect.name != "sqlite":
        demo.fill(now)
        commit.now()
        return
    with db.engine.connect() as connection:
        live = connection.connection.driver_connection
        assert isinstance(live, sqlite3.Connection)
        if now in LAID:
            LAID[now].backup(live)
            return
        demo.fill(now)
        commit.now()
        LAID[now] = sqlite3.connect(":memory:")
        live.backup(LAID[now])
