"""Sessions as rows: begun, touched, ended at once. `begin` is the one door, and the place of a second factor."""

from datetime import datetime

import structlog
from sqlalchemy import ColumnElement, update
from sqlalchemy.exc import DBAPIError

from scaleup import audit
from scaleup.accounts import adapters
from scaleup.accounts.models import SignedIn
from scaleup.accounts.rules import TOUCH_EVERY, Ended, token_hash
from scaleup.accounts.service.apart import apart
from scaleup.extensions import db

log = structlog.get_logger()


def begin(person_id: int, now: datetime) -> str:
    """The person is signed in with the token returned, of which only the hash is kept.

    Passwords and links all end here. A second factor will stand between them and this
    (docs/decisions/0009-sign-in.md).
    """
    token = adapters.new_token()
    db.session.add(SignedIn(token_hash=token_hash(token), person_id=person_id, begun_at=now, seen_at=now))
    audit.record("signed in", subject="person", subject_id=person_id, person_id=person_id)
    db.session.flush()
    return token


def sign_out(token: str, now: datetime) -> None:
    """The session of this token has ended, if it was in force."""
    _end(now, Ended.SIGN_OUT, SignedIn.token_hash == token_hash(token))


def replace(token: str, now: datetime) -> None:
    """The session that a browser had before it signed in again has ended."""
    _end(now, Ended.REPLACED, SignedIn.token_hash == token_hash(token))


def end_sessions(person_id: int, because: Ended, now: datetime) -> int:
    """None of the person's sessions is in force; how many were open."""
    return _end(now, because, SignedIn.person_id == person_id)


def end_others(person_id: int, session_id: int, now: datetime) -> int:
    """Of the person's sessions only this one is in force; how many others were open."""
    return _end(now, Ended.ELSEWHERE, SignedIn.person_id == person_id, SignedIn.id != session_id)


def touch(session_id: int, seen_at: datetime, now: datetime) -> None:
    """The session's use is written down, at most once a minute, in a transaction of its own, after the request's."""
    if now - seen_at < TOUCH_EVERY or db.session().in_transaction():
        return
    used = update(SignedIn).where(SignedIn.id == session_id, SignedIn.ended_at.is_(None), SignedIn.seen_at < now)
    try:
        with apart() as connection:
            connection.execute(used.values(seen_at=now))
    except DBAPIError as error:  # the page is made already: it is not lost for this
        log.warning("session_not_touched", error=type(error).__name__)


def _end(now: datetime, because: Ended, *which: ColumnElement[bool]) -> int:
    ended = db.session.execute(
        update(SignedIn)
        .where(SignedIn.ended_at.is_(None), *which)
        .values(ended_at=now, ended_because=because)
        .returning(SignedIn.id)
        .execution_options(synchronize_session=False)
    )
    return len(ended.all())
