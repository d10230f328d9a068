"""Short transactions of their own: what must be kept although the request is refused (house 'Writing' 2 and 9)."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from scaleup.extensions import db, reading


@contextmanager
def apart() -> Iterator[Connection]:
    """What is written inside is committed at its end, whatever becomes of the request.

    It must come before the request's own transaction or after it: SQLite has one writer, which would wait for itself.
    """
    if db.session().in_transaction():
        raise RuntimeError("a transaction of its own must not begin inside another one")
    told = reading.set(False)
    try:
        with db.engine.begin() as connection:
            yield connection
    finally:
        reading.reset(told)
