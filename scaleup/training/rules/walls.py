"""The code on the wall: it changes every half-minute, and who has scanned it has ten minutes to say that they are here.

Signed with the time and the half-day, so that nothing is stored. Pure: the key and the instant are arguments.
"""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

from scaleup.training.rules.register import Column

EVERY = 30
"""Seconds that a code stands on the wall."""
PATIENCE = 2
"""So many codes before the present one are still taken: a telephone takes its time."""
SCANNED = 20
"""So many half-minutes after it was scanned the page may be sent."""
LENGTH = 32
"""Hexadecimal figures of a code: 128 bits."""
OPENS_BEFORE = timedelta(minutes=30)
CLOSES_AFTER = timedelta(minutes=30)


def window(now: datetime) -> int:
    """The half-minute of this instant, since 1970."""
    return int(now.timestamp()) // EVERY


def wall_code(half_day_id: int, now: datetime, *, key: str) -> str:
    """The code of this half-day in this half-minute."""
    return signed(half_day_id, window(now), key=key)


def signed(half_day_id: int, number: int, *, key: str) -> str:
    """The number of a half-minute and its signature."""
    made = hmac.new(key.encode(), f"here:{half_day_id}:{number}".encode(), sha256)
    return f"{number:x}-{made.hexdigest()[:LENGTH]}"


def is_fresh(code: str, half_day_id: int, now: datetime, *, key: str) -> bool:
    """Whether the code stands on the wall, or stood there a moment ago."""
    return age_of(code, half_day_id, now, key=key) in range(PATIENCE + 1)


def may_be_sent(code: str, half_day_id: int, now: datetime, *, key: str) -> bool:
    """Whether the page that was opened with this code may still be sent."""
    return age_of(code, half_day_id, now, key=key) in range(SCANNED + 1)


def age_of(code: str, half_day_id: int, now: datetime, *, key: str) -> int:
    """How many half-minutes old the code is; -1 for one that is not ours."""
    number = code.partition("-")[0]
    if not number.isalnum() or not code.isascii() or len(code) > 2 * LENGTH:
        return -1
    try:
        told = int(number, 16)
    except ValueError:
        return -1
    if not hmac.compare_digest(code, signed(half_day_id, told, key=key)):
        return -1
    return window(now) - told


def is_open(column: Column, now: datetime) -> bool:
    """Whether people may say that they are here: from half an hour before the half-day until half an hour after."""
    return column.begins - OPENS_BEFORE <= now <= column.over + CLOSES_AFTER
