"""How many failed tries are allowed, and how long somebody waits after too many. Pure.

Ten for an account, then a wait that doubles up to an hour; a link by mail is always a way in, so nobody can lock
a named person out. Fifty in five minutes for a network address, and never a wait of more than five minutes, because a
whole office may share one.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta

ACCOUNT_LIMIT = 10
ADDRESS_LIMIT = 50
MAIL_LIMIT = 3
"""How many links to one address in five minutes."""

MINUTE = timedelta(minutes=1)
SPELL = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)
MEMORY = timedelta(hours=24)
MOST_DOUBLINGS = 4

Counts = Mapping[datetime, int]
"""Failed tries by the minute that they fell in."""


def about(kind: str, value: str, key: str) -> str:
    """A keyed hash of who or where, so that the counts name nobody."""
    return hmac.new(key.encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def minute(now: datetime) -> datetime:
    """The minute that a try is counted in."""
    return now.replace(second=0, microsecond=0)


def account_wait(counts: Counts, now: datetime) -> datetime | None:
    """Until when no further try for this account is looked at; None when one may be made now."""
    known = {at: failed for at, failed in counts.items() if now - at < MEMORY and failed > 0}
    total = sum(known.values())
    if total < ACCOUNT_LIMIT:
        return None
    doubled: timedelta = SPELL * 2 ** min(total - ACCOUNT_LIMIT, MOST_DOUBLINGS)
    until = max(known) + MINUTE + min(doubled, LONGEST_WAIT)
    return until if now < until else None


def spell_wait(counts: Counts, now: datetime, limit: int) -> datetime | None:
    """Until when no further try is looked at, where only those of the last five minutes count."""
    recent = sorted(at for at, failed in counts.items() if now - at < SPELL + MINUTE and failed > 0)
    total = sum(counts[at] for at in recent)
    if total < limit:
        return None
    for at in recent:
        total -= counts[at]
        if total < limit:
            return at + SPELL + MINUTE
    return None
