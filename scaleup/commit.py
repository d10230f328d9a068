"""The edge: one commit per request or item, what is kept level before it, and the doorbells that ring after it.

The database is the truth and the broker a doorbell: a task is published only after the rows it would look at
are committed, and a broker that is away costs a wait of one tick, never a loss.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import structlog
from flask import Flask, Response, request
from kombu.exceptions import OperationalError as BrokerAway
from sqlalchemy import event
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from scaleup.extensions import NOTED_READS, ONLY_READS, celery, db, reading

log = structlog.get_logger()
Item = TypeVar("Item")
DOORBELLS = "doorbells"
TOUCHED = "touched"
SAFE = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True)
class Keeper:
    """What keeps derived rows level with their facts: which records feed them, and the act that makes them anew."""

    feeds: Mapping[type, tuple[str, str]]
    """By table: the attribute that says what a record belongs to, and the kind of thing that is."""
    keep: Callable[[Mapping[str, Collection[int]]], None]
    """Given, by kind, the ids of what was touched in this transaction."""
    whole: str = "area"
    """The kind by which an area is named all of whose records were touched."""


_keepers: list[Keeper] = []


def install_keepers(keepers: Iterable[Keeper]) -> None:
    """Afterwards these run before each commit that touched what feeds them, whoever commits."""
    _keepers[:] = keepers


def bind(app: Flask) -> None:
    """Afterwards every request that writes commits once, on success, at its end."""
    for name, act in (("after_flush", note), ("before_commit", keep_level), ("after_rollback", forget)):
        if not event.contains(db.session.session_factory, name, act):
            event.listen(db.session.session_factory, name, act)

    @app.before_request
    def begin() -> None:
        reading.set(request.method in SAFE)

    @app.after_request
    def finish(response: Response) -> Response:
        if response.status_code >= 400:  # noqa: PLR2004 - refused, as HTTP has it
            refused()
        elif request.method in SAFE:
            let_go(db.session())
        else:
            return committed(app, response)
        return response

    @app.teardown_request
    def over(_error: BaseException | None) -> None:
        reading.set(False)


def refused() -> None:
    """Nothing of the request stands, but that somebody was shown evaluation data again beside what was refused."""
    db.session.rollback()
    if put_reads_down():
        db.session.commit()


def put_reads_down() -> int:
    """Who was shown evaluation data by this act is on record; returns how many lines that makes."""
    noted = db.session.info.pop(NOTED_READS, [])
    for line in noted:
        db.session.execute(line)
    return len(noted)


def committed(app: Flask, response: Response) -> Response:
    """The response of a request that is committed; where the database takes no commit, the page that says so."""
    try:
        put_reads_down()
        now()
    except (OperationalError, InterfaceError) as error:
        db.session.rollback()
        db.session.info.pop(DOORBELLS, None)
        return app.make_response(app.handle_user_exception(error))
    return response


def let_go(session: Session) -> None:
    """What was read is read, and nothing is written.

    Where the server took no write, the transaction ends by a COMMIT: at a ROLLBACK psycopg drops every prepared
    statement, and PostgreSQL would plan those of the next page anew, which takes longer than carrying them out.
    """
    clean = not (session.new or session.deleted or session.dirty)
    if session.in_transaction() and clean and session.connection().info.get(ONLY_READS):
        session.commit()
    else:
        session.rollback()


def note(session: Session, _context: object) -> None:
    """What the records of this flush belong to is remembered until the commit."""
    for record in (*session.new, *session.dirty, *session.deleted):
        for keeper in _keepers:
            if (fed := keeper.feeds.get(type(record))) is not None:
                attribute, kind = fed
                if (named := getattr(record, attribute)) is not None:  # an enquiry need not be of any area
                    remember(session, kind, [named])


def remember(session: Session, kind: str, ids: Iterable[int]) -> None:
    """The keepers are handed these before the commit."""
    session.info.setdefault(TOUCHED, {}).setdefault(kind, set()).update(ids)


def touched(area_ids: Iterable[int], *tables: type) -> None:
    """What is derived from these areas is kept level at the commit: for writes that no flush sees.

    Where tables are named, only what they feed is looked at.
    """
    ids = list(area_ids)
    for keeper in _keepers:
        if not tables or any(table in keeper.feeds for table in tables):
            remember(db.session(), keeper.whole, ids)


def keep_level(session: Session) -> None:
    """Everything derived says what this transaction wrote."""
    if session.in_nested_transaction():
        return
    session.flush()
    found = session.info.pop(TOUCHED, None)
    if found:
        for keeper in _keepers:
            keeper.keep(found)


def forget(session: Session) -> None:
    """What was taken back touched nothing. A savepoint takes back only a part: what it touched is kept level anyway."""
    if session.in_nested_transaction():
        return
    session.info.pop(TOUCHED, None)


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
