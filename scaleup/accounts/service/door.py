"""Signing in with a password or a link, and asking for a new password. Nothing here tells who exists."""

from datetime import datetime

import structlog

from scaleup import commit
from scaleup.accounts import adapters, queries
from scaleup.accounts.rules import LONGEST_PASSWORD, Purpose, address
from scaleup.accounts.service import links, mails, sessions, tries
from scaleup.extensions import db
from scaleup.outbox.service import DISPATCH

log = structlog.get_logger()


def sign_in(email: str, password: str, *, caller: str, secret: str, now: datetime) -> str | None:
    """The person is signed in with the token returned; None if the address or the password is wrong.

    Raises tries.TooMany before anything is looked at. Takes as long for an unknown address as for a known one.
    The hash is compared outside of any transaction: on SQLite it would keep every writer waiting.
    """
    account, place = tries.account(address(email), secret), tries.caller(caller, secret)
    tries.count([account, place], now)
    found = queries.credentials(address(email))
    db.session.rollback()
    kept = found.password_hash if found else None
    if not adapters.matches(kept, password[: LONGEST_PASSWORD + 1]) or found is None or kept is None:
        log.info("sign_in_refused", account=account.key[:12], caller=place.key[:12])
        return None
    person = queries.person(found.person_id)
    if person is None or person.password_hash != kept or person.deactivated_at:
        return None
    if adapters.outdated(kept):
        person.password_hash = adapters.hashed(password)
    tries.forgive(account, place, now)
    return sessions.begin(found.person_id, now)


def sign_in_by_link(token: str, *, now: datetime) -> str:
    """The link is used up and its person is signed in with the token returned; refused with a sentence."""
    return sessions.begin(links.use_link(token, Purpose.SIGN_IN, now), now)


def ask_new_password(email: str, *, caller: str, secret: str, now: datetime) -> None:
    """A link to choose a new password is on its way if the address belongs to an active person; nothing tells which."""
    try:
        tries.count([tries.mail(address(email), secret), tries.caller(caller, secret)], now)
    except tries.TooMany:
        log.info("new_password_refused")
        return
    found = queries.credentials(address(email))
    commit.ring(DISPATCH)  # also for nobody, so that time tells nothing
    if found:
        mails.send_new_password(found.person_id, now)
