"""Connections to PostgreSQL outlast the application of a test: a new one reads the catalogue anew, 10 to 20 ms a test.

Between two tests a connection is made as good as new by DISCARD ALL, which leaves nothing but what the server has read
of its own catalogue. One that was left in a transaction, or has died, is closed.
"""

import select
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

MOST = 3
"""Connections that rest, of one address."""
POOL = "the pool that it was taken from"
RESTING: dict[str, list[psycopg.Connection[Any]]] = {}


def outlast(engine: Engine) -> None:
    """Afterwards this engine takes connections that rest, and lays those to rest that it would close."""
    dialect = engine.dialect
    address, connect, close = engine.url.render_as_string(), dialect.connect, dialect.do_close

    def taken(*args: Any, **given: Any) -> Any:
        resting = RESTING.get(address, [])
        while resting:
            one = resting.pop()
            if lives(one):
                return one
            one.close()
        return connect(*args, **given)

    def let_go(connection: psycopg.Connection[Any]) -> None:
        resting = RESTING.setdefault(address, [])
        if len(resting) < MOST and as_new(connection):
            resting.append(connection)
        else:
            close(connection)

    dialect.connect = taken  # type: ignore[method-assign]  # of this engine alone
    dialect.do_close = dialect.do_terminate = let_go  # type: ignore[method-assign]  # as above
    event.listen(engine, "checkout", note_pool(engine))
    event.listen(engine, "checkin", close_the_late(engine))


def note_pool(engine: Engine) -> Callable[[object, ConnectionPoolEntry, object], None]:
    """What writes down from which pool a connection was taken."""

    def taken(_connection: object, entry: ConnectionPoolEntry, _fairy: object) -> None:
        entry.info[POOL] = engine.pool

    return taken


def close_the_late(engine: Engine) -> Callable[[object, ConnectionPoolEntry], None]:
    """What closes a connection that comes back once its pool was disposed of.

    A request that a browser or a thread still had when its test was over gives its connection to a pool that nobody
    has any more; it was then found open by whichever test the next collection of garbage fell into.
    """

    def came_back(_connection: object, entry: ConnectionPoolEntry) -> None:
        if entry.info.get(POOL) is not engine.pool:
            entry.invalidate()

    return came_back


def lives(connection: psycopg.Connection[Any]) -> bool:
    """Whether the server has not said that it closed it."""
    if connection.closed:
        return False
    heard = select.poll()
    heard.register(connection.fileno(), select.POLLIN)
    return not heard.poll(0)


def as_new(connection: psycopg.Connection[Any]) -> bool:
    """Whether nothing is left of what was done with it; what is in a transaction is left alone."""
    if connection.closed or connection.info.transaction_status != TransactionStatus.IDLE:
        return False
    try:
        connection.autocommit = True
        connection.read_only = connection.isolation_level = None
        connection.execute("DISCARD ALL")
        connection.autocommit = False
    except psycopg.Error:
        return False
    connection._prepared.clear()  # psycopg sees by itself only the first DISCARD ALL of a connection
    connection._notice_handlers.clear()
    return True


def resting() -> list[int]:
    """The server's processes of all that rest."""
    return [one.info.backend_pid for each in RESTING.values() for one in each if not one.closed]


def close_all() -> None:
    """None rests."""
    for each in RESTING.values():
        while each:
            each.pop().close()
