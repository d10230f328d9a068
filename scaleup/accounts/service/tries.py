"""Counting tries in the database, each in a transaction of its own, so that no flush and no refusal forgets it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from scaleup.accounts.models import Tries
from scaleup.accounts.rules import (
    ADDRESS_LIMIT,
    MAIL_LIMIT,
    MEMORY,
    Counts,
    about,
    account_wait,
    minute,
    spell_wait,
)
from scaleup.accounts.service.apart import apart
from scaleup.core.clock import LONDON
from scaleup.core.rows import inserting
from scaleup.extensions import db


@dataclass(frozen=True)
class Limit:
    """What is counted, under which keyed hash, and until when somebody waits at these counts."""

    key: str
    wait: Callable[[Counts, datetime], datetime | None]


class TooMany(Exception):
    """No further try is looked at until `until`."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__("too many tries")

    @property
    def sentence(self) -> str:
        """What happened, and what to do; the same whether or not there is such an account."""
        clock = self.until.astimezone(LONDON)
        return f"There were too many tries. Wait until {clock:%H:%M}, or choose “I can’t sign in” for a new password."


def account(email: str, secret: str) -> Limit:
    """The limit of one account, whether it exists or not."""
    return Limit(about("account", email, secret), account_wait)


def caller(address: str, secret: str) -> Limit:
    """The limit of one network address."""
    return Limit(about("address", address, secret), lambda counts, now: spell_wait(counts, now, ADDRESS_LIMIT))


def mail(email: str, secret: str) -> Limit:
    """The limit of links sent to one address."""
    return Limit(about("mail", email, secret), lambda counts, now: spell_wait(counts, now, MAIL_LIMIT))


def count(limits: Sequence[Limit], now: datetime) -> None:
    """One more try is counted under each limit; raises TooMany, and counts nothing, where one is reached."""
    with apart() as connection:
        for limit in limits:
            _one_more(connection, limit.key, now)
            until = limit.wait(_before(connection, limit.key, now), now)
            if until:
                raise TooMany(until)


def forgive(person: Limit, address: Limit, now: datetime) -> None:
    """The account's failures are forgotten, and this try does not count against the address."""
    db.session.execute(delete(Tries).where(Tries.about == person.key))
    _one_less(address, now)


def count_token(caller_address: str, secret: str, now: datetime) -> None:
    """One more token is tried from this address; raises TooMany."""
    count([_token(caller_address, secret)], now)


def forgive_token(caller_address: str, secret: str, now: datetime) -> None:
    """The token was right: it is not held against the address."""
    _one_less(_token(caller_address, secret), now)


def forget(limit: Limit) -> None:
    """Nothing is counted against this limit any more."""
    db.session.execute(delete(Tries).where(Tries.about == limit.key))


def _token(address: str, secret: str) -> Limit:
    key = about("token", address, secret)
    return Limit(key, lambda counts, now: spell_wait(counts, now, ADDRESS_LIMIT))


def _one_less(limit: Limit, now: datetime) -> None:
    db.session.execute(
        update(Tries)
        .where(Tries.about == limit.key, Tries.window_at == minute(now), Tries.failed > 0)
        .values(failed=Tries.failed - 1)
        .execution_options(synchronize_session=False)
    )


def _one_more(connection: Connection, key: str, now: datetime) -> None:
    connection.execute(delete(Tries).where(Tries.about == key, Tries.window_at <= now - MEMORY))
    first = inserting(Tries, connection.dialect.name).values(about=key, window_at=minute(now), failed=1)
    more = {"failed": Tries.__table__.c.failed + 1}
    connection.execute(first.on_conflict_do_update(index_elements=["about", "window_at"], set_=more))


def _before(connection: Connection, key: str, now: datetime) -> Counts:
    """The counts as they were before this try: its own minute's row is locked, so two tries see each other."""
    rows = connection.execute(select(Tries.window_at, Tries.failed).where(Tries.about == key)).all()
    own = minute(now)
    return {row.window_at: row.failed - (row.window_at == own) for row in rows}
