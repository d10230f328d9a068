"""The edge: one commit per request or item, and the doorbells that ring after it.

The database is the truth and the broker a doorbell: a task is published only after the rows it would look at
are committed, and a broker that is away costs a wait of one tick, never a loss.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog
from flask import Flask, Response, request
from kombu.exceptions import OperationalError as BrokerAway

from scaleup.extensions import celery, db, reading

log = structlog.get_logger()
Item = TypeVar("Item")
DOORBELLS = "doorbells"
SAFE = {"GET", "HEAD", "OPTIONS"}


def bind(app: Flask) -> None:
    """Afterwards every request that writes commits once, on success, at its end."""

    @app.before_request
    def begin() -> None:
        reading.set(request.method in SAFE)

    @app.after_request
    def finish(response: Response) -> Response:
        if request.method in SAFE or response.status_code >= 400:  # noqa: PLR2004 - refused, as HTTP has it
            db.session.rollback()
        else:
            now()
        return response


def ring(task: str) -> None:
    """The task is published once, after the commit of this transaction."""
    db.session.info.setdefault(DOORBELLS, set()).add(task)


def now() -> None:
    """Everything written is committed, and the doorbells rung. For edges only."""
    db.session.commit()
    for task in sorted(db.session.info.pop(DOORBELLS, set())):
        publish(task)


def publish(task: str) -> None:
    """The task is on its queue, or its absence is in the log: the next tick does the work anyway."""
    try:
        celery.send_task(task, ignore_result=True, retry=False)
    except (BrokerAway, OSError) as error:
        log.warning("doorbell_not_rung", task=task, reason=type(error).__name__)


def broker_answers() -> bool:
    """Whether the broker takes a connection within a moment."""
    try:
        with celery.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=2)
    except (BrokerAway, OSError):
        return False
    return True


def each(items: Iterable[Item], act: Callable[[Item], object]) -> int:
    """Each item was acted on in a transaction of its own; a failed one is logged, stops no other. Returns how many."""
    done = 0
    for item in items:
        try:
            act(item)
            now()
            done += 1
        except Exception as error:
            db.session.rollback()
            db.session.info.pop(DOORBELLS, None)
            log.exception("item_failed", act=getattr(act, "__name__", "act"), error=type(error).__name__)
    return done
