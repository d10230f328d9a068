"""One-time links and sessions: what they are for, how long they live, and what is said of one that no longer works."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Purpose(StrEnum):
    """What a one-time link is for; a link serves its own purpose only."""

    INVITATION = "invitation"
    NEW_PASSWORD = "new_password"  # noqa: S105 - the name of a purpose
    SIGN_IN = "sign_in"


LIFETIME: dict[Purpose, timedelta] = {
    Purpose.INVITATION: timedelta(days=7),
    Purpose.NEW_PASSWORD: timedelta(minutes=30),
    Purpose.SIGN_IN: timedelta(minutes=30),
}

PATHS: dict[Purpose, str] = {
    Purpose.INVITATION: "/invitation/",
    Purpose.NEW_PASSWORD: "/new-password/",
    Purpose.SIGN_IN: "/sign-in/",
}
"""Where a link of each purpose leads; the token follows."""

SESSION_IDLE = timedelta(minutes=30)
SESSION_LIFE = timedelta(hours=12)
"""ASVS 5.0 V7.3: a session ends after half an hour unused, and in any case after twelve hours."""

KEPT_AFTER_USE = timedelta(days=30)
"""How long a session or link that no longer works is kept, to answer who came in when."""

TOUCH_EVERY = timedelta(minutes=1)
"""How often the use of a session is written down at most."""


class Ended(StrEnum):
    """Why a session ended before its time."""

    SIGN_OUT = "sign out"
    NEW_PASSWORD = "new password"  # noqa: S105 - a reason
    ROLE_CHANGE = "role change"
    DEACTIVATION = "deactivation"
    ADDRESS_CHANGE = "address change"
    ELSEWHERE = "ended from another session"
    REPLACED = "signed in again"


class Standing(StrEnum):
    """Whether a one-time link works, and if not, why."""

    USABLE = "usable"
    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class LinkDates:
    """The instants that a link's standing is read from."""

    expires_at: datetime
    used_at: datetime | None
    withdrawn_at: datetime | None


NEXT_STEP: dict[Purpose, str] = {
    Purpose.INVITATION: "Ask the unit to invite you again, or sign in if you have chosen a password already.",
    Purpose.NEW_PASSWORD: "Ask for a new link on the page “I can’t sign in”.",
    Purpose.SIGN_IN: "Sign in with your password, or ask whoever runs this system for a new link.",
}

WHAT_HAPPENED: dict[Standing, str] = {
    Standing.UNKNOWN: "This link is not known here. Perhaps it was cut off: copy the whole of it.",
    Standing.USED: "This link has been used already. Each link works once.",
    Standing.EXPIRED: "This link has expired.",
    Standing.WITHDRAWN: "This link no longer works, because a newer one was sent or the account was changed.",
}


def token_hash(token: str) -> str:
    """What is kept of a token of 256 random bits: its SHA-256, from which nobody finds the token."""
    return hashlib.sha256(token.encode()).hexdigest()


def standing(dates: LinkDates, now: datetime) -> Standing:
    """Whether the link works at this instant."""
    if dates.used_at:
        return Standing.USED
    if dates.withdrawn_at:
        return Standing.WITHDRAWN
    return Standing.USABLE if now < dates.expires_at else Standing.EXPIRED


def says(standing: Standing, purpose: Purpose) -> str:
    """What happened to the link, and what to do."""
    return f"{WHAT_HAPPENED[standing]} {NEXT_STEP[purpose]}"
