"""A mail as a value: what it says, once.

look.md, "Mail": the first line says it all, then what is open, one button, a few links, why you get it.
"""

from dataclasses import dataclass
from datetime import datetime

from scaleup.core.dates import LONDON, local_date, long_date

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True)
class Way:
    """A link and its words. `path` begins with / and is put behind the configured address, never the request's."""

    label: str
    path: str


@dataclass(frozen=True)
class Items:
    """A titled list inside a mail."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Linked:
    """A titled list inside a mail, each line with the page it is about."""

    title: str
    lines: tuple[Way, ...]


@dataclass(frozen=True)
class Letter:
    """One mail. `why` says why the reader gets it."""

    subject: str
    heading: str
    paragraphs: tuple[str, ...]
    button: Way
    why: str
    open_title: str = ""
    open_items: tuple[str, ...] = ()
    lists: tuple[Items, ...] = ()
    """More lists, in order, after what is open."""
    linked: tuple[Linked, ...] = ()
    """Lists whose lines are links; a letter with them is set narrow in plain text."""
    ways: tuple[Way, ...] = ()
    choice: Way | None = None
    """Where the reader changes how such mails come, if that can be changed (look.md, "Mail")."""


def should_have_come(due_at: datetime, now: datetime) -> str:
    """The sentence of a mail that goes late: it says when it should have come, nearer days by their name."""
    due, days = due_at.astimezone(LONDON), (local_date(now) - local_date(due_at)).days
    if days < 1:
        return f"This should have reached you today at {due:%H:%M}."
    if days < DAYS_OF_A_WEEK:
        return f"This should have reached you on {due:%A}."
    return f"This should have reached you on {long_date(due.date())}."
