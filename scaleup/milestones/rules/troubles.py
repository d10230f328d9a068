"""What needs attention in an area, worst first, from the dates on its line of the list. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from scaleup.areas.rules import Exit
from scaleup.core.dates import counted, distance
from scaleup.licences.rules import STANDING, Rest, State

DECISION_IN_DAYS = 180
"""A decision on renewal is wanted so long before the end (domain.md 3.4)."""
IDLE_AFTER_DAYS = 120
"""Trained so long without a first session is a warning (domain.md 3.4, from the DART evaluation)."""
FORGOTTEN_AFTER_DAYS = 240
"""So long after its day, 60 days after the licence's end, a decision on renewal is not asked for any more."""
FUNDING_IN_DAYS = 180
"""Funding that ends before the licence is to be seen to so long before: as long as a renewal takes (our own)."""
NEAR_IN_DAYS = 3
NEAR, IDLE, DECISION = timedelta(NEAR_IN_DAYS), timedelta(IDLE_AFTER_DAYS), timedelta(DECISION_IN_DAYS)
FORGOTTEN, FUNDING = timedelta(FORGOTTEN_AFTER_DAYS), timedelta(FUNDING_IN_DAYS)
NEVER = date(9999, 12, 31)
"""The day by which nobody is wanted: a date, because it sorts behind every other on both databases."""


class Need(StrEnum):
    """How urgently somebody is needed."""

    LATE = "late"
    SOON = "soon"
    HELD = "held"


NEED_WORDS: dict[Need, str] = {Need.LATE: "Late", Need.SOON: "Due soon", Need.HELD: "Held back"}
RANK: dict[Need, int] = {Need.LATE: 0, Need.SOON: 1, Need.HELD: 2}
NOTHING = 3
"""The rank of a line that needs nobody."""


class Wrong(StrEnum):
    """What somebody is needed for."""

    CONTACT = "contact"
    DECISION = "decision"
    SESSION = "session"
    FUNDING = "funding"
    ACTION = "action"
    SUSPENDED = "suspended"
    HELD = "reminders"
    PAUSED = "paused"
    NOBODY = "nobody"
    GATE = "gate"
    CHANGE = "change"


WRONG_WORDS: dict[Wrong, str] = {
    Wrong.CONTACT: "Contact late",
    Wrong.DECISION: "Renewal decision late",
    Wrong.SESSION: "Trained, no first session",
    Wrong.FUNDING: "Funding ends before the licence",
    Wrong.ACTION: "Something agreed is late",
    Wrong.SUSPENDED: "Licence suspended",
    Wrong.HELD: "Reminders not started",
    Wrong.NOBODY: "No manager",
    Wrong.GATE: "Granted past readiness",
    Wrong.CHANGE: "Red change in use",
}
"""What a list is narrowed to. Paused is a stage of its own there; a grant past readiness wants nobody, and is found.
A red change in use stands beside the days by which somebody is wanted: it comes and goes with days of its own."""


class Dates(NamedTuple):
    """What a line is judged by. Contacts and actions are the earliest open ones.

    A tuple, because a file of 100,000 lines makes as many, and a frozen dataclass of eleven fields takes ten times as
    long.
    """

    contact_due_on: date | None = None
    action_due_on: date | None = None
    licence_state: str | None = None
    licence_ends_on: date | None = None
    renewal: str | None = None
    trained_on: date | None = None
    started_on: date | None = None
    closed_on: date | None = None
    exit: str | None = None
    held: bool = False
    """Reminders have not been started."""
    funded_until_on: date | None = None
    rest: Rest | None = None
    """The latest suspension, of a licence whose state is suspended."""


@dataclass(frozen=True)
class Trouble:
    """One thing that needs attention."""

    need: Need
    words: str
    wrong: Wrong
    due_on: date | None = None
    """The day by which somebody was, or is, wanted."""


def troubles(dates: Dates, today: date) -> list[Trouble]:
    """Everything that needs attention, worst first and the oldest of it first; nothing of an area that has left."""
    if dates.closed_on is not None:
        return [PAUSED] if dates.exit == Exit.PAUSED else []
    near_on = today + NEAR
    found = [judge(wrong, due_on, today) for wrong, due_on in wants(dates, today) if due_on <= near_on]
    if dates.licence_state == State.SUSPENDED and (dates.rest is None or dates.rest.covers(today)):
        found.append(SUSPENDED)
    if dates.held:
        found.append(HELD)
    if len(found) > 1:
        found.sort(key=by_urgency)
    return found


def by_urgency(trouble: Trouble) -> tuple[int, date]:
    """Its place among the others."""
    return RANK[trouble.need], trouble.due_on or NEVER


def wants(dates: Dates, today: date) -> list[tuple[Wrong, date]]:
    """What this line wants somebody for, and by which day."""
    found = []
    if dates.contact_due_on is not None:
        found.append((Wrong.CONTACT, dates.contact_due_on))
    if dates.action_due_on is not None:
        found.append((Wrong.ACTION, dates.action_due_on))
    ends_on = dates.licence_ends_on
    if ends_on is None or dates.licence_state not in STANDING:
        return found
    if dates.started_on is None and dates.trained_on is not None:
        found.append((Wrong.SESSION, dates.trained_on + IDLE))
    funded_until_on = dates.funded_until_on
    if funded_until_on is not None and funded_until_on < ends_on:
        found.append((Wrong.FUNDING, funded_until_on - FUNDING))
    if dates.renewal is None and today <= ends_on - DECISION + FORGOTTEN:
        found.append((Wrong.DECISION, ends_on - DECISION))
    return found


WANTED = {
    Wrong.CONTACT: "Contact",
    Wrong.ACTION: "Something agreed",
    Wrong.SESSION: "First session",
    Wrong.DECISION: "Renewal decision",
    Wrong.FUNDING: "Further funding",
}
PAUSED = Trouble(Need.HELD, "Paused", Wrong.PAUSED)
SUSPENDED = Trouble(Need.HELD, "Licence suspended", Wrong.SUSPENDED)
"""On the days of the suspension alone."""
HELD = Trouble(Need.HELD, "Reminders not started", Wrong.HELD)


@lru_cache(maxsize=4096)
def judge(wrong: Wrong, due_on: date, today: date) -> Trouble:
    """What is wanted by a day that is near or past, in words; said once for the lines that share it."""
    when = distance(due_on, today)
    if due_on >= today:
        said = f"{WANTED[wrong]} {when if when.startswith('in') else f'is for {when}'}"
        return Trouble(Need.SOON, said, wrong, due_on)
    if wrong is Wrong.FUNDING:
        said = funding_words(due_on + FUNDING, today)
    elif wrong is Wrong.SESSION:
        said = f"Trained {counted((today - due_on + IDLE).days, 'day')} ago, no first session"
    else:
        said = f"{WANTED[wrong]}{' is' if wrong is Wrong.ACTION else ''} {when}"
    return Trouble(Need.LATE, said, wrong, due_on)


def funding_words(funded_until_on: date, today: date) -> str:
    """That funding ends, or ended, before the licence does."""
    if funded_until_on < today:
        return f"Funding ended {counted((today - funded_until_on).days, 'day')} ago, before the licence"
    return f"Funding ends in {counted((funded_until_on - today).days, 'day')}, before the licence"
