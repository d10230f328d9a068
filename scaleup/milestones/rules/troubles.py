"""What needs attention in an area, worst first, from the dates on its line of the list. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scaleup.areas.rules import Exit
from scaleup.core.dates import counted, distance
from scaleup.licences.rules import STANDING, Rest, State

DECISION_IN_DAYS = 180
"""A decision on renewal is wanted so long before the end (domain.md 3.4)."""
IDLE_AFTER_DAYS = 120
"""Trained so long without a first session is a warning (domain.md 3.4, from the DART evaluation)."""
FORGOTTEN_AFTER_DAYS = 240
"""So long after its day, 60 days after the licence's end, a decision on renewal is not asked for any more."""
NEAR_IN_DAYS = 3
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
    ACTION = "action"
    SUSPENDED = "suspended"
    HELD = "reminders"
    PAUSED = "paused"
    NOBODY = "nobody"


WRONG_WORDS: dict[Wrong, str] = {
    Wrong.CONTACT: "Contact late",
    Wrong.DECISION: "Renewal decision late",
    Wrong.SESSION: "Trained, no first session",
    Wrong.ACTION: "Something agreed is late",
    Wrong.SUSPENDED: "Licence suspended",
    Wrong.HELD: "Reminders not started",
    Wrong.NOBODY: "No manager",
}
"""What a list is narrowed to. Paused is a stage of its own there."""


@dataclass(frozen=True)
class Dates:
    """What a line is judged by. Contacts and actions are the earliest open ones."""

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
        return [Trouble(Need.HELD, "Paused", Wrong.PAUSED)] if dates.exit == Exit.PAUSED else []
    near_on = today + timedelta(days=NEAR_IN_DAYS)
    wanted = [judge(wrong, due_on, dates, today) for wrong, due_on in wants(dates, today) if due_on <= near_on]
    return sorted([*wanted, *holding(dates, today)], key=lambda trouble: (RANK[trouble.need], trouble.due_on or NEVER))


def wants(dates: Dates, today: date) -> Iterator[tuple[Wrong, date]]:
    """What this line wants somebody for, and by which day."""
    if dates.contact_due_on is not None:
        yield Wrong.CONTACT, dates.contact_due_on
    if dates.action_due_on is not None:
        yield Wrong.ACTION, dates.action_due_on
    ends_on = dates.licence_ends_on
    if dates.licence_state not in STANDING or ends_on is None:
        return
    if dates.started_on is None and dates.trained_on is not None:
        yield Wrong.SESSION, dates.trained_on + timedelta(days=IDLE_AFTER_DAYS)
    decide_on = ends_on - timedelta(days=DECISION_IN_DAYS)
    if dates.renewal is None and today <= decide_on + timedelta(days=FORGOTTEN_AFTER_DAYS):
        yield Wrong.DECISION, decide_on


WANTED = {
    Wrong.CONTACT: "Contact",
    Wrong.ACTION: "Something agreed",
    Wrong.SESSION: "First session",
    Wrong.DECISION: "Renewal decision",
}


def judge(wrong: Wrong, due_on: date, dates: Dates, today: date) -> Trouble:
    """What is wanted by a day that is near or past, in words."""
    when = distance(due_on, today)
    if due_on >= today:
        said = f"{WANTED[wrong]} {when if when.startswith('in') else f'is for {when}'}"
        return Trouble(Need.SOON, said, wrong, due_on)
    if wrong is Wrong.SESSION and dates.trained_on is not None:
        said = f"Trained {counted((today - dates.trained_on).days, 'day')} ago, no first session"
    else:
        said = f"{WANTED[wrong]}{' is' if wrong is Wrong.ACTION else ''} {when}"
    return Trouble(Need.LATE, said, wrong, due_on)


def holding(dates: Dates, today: date) -> Iterator[Trouble]:
    """What rests on this day; a suspension with its days, on those alone."""
    if dates.licence_state == State.SUSPENDED and (dates.rest is None or dates.rest.covers(today)):
        yield Trouble(Need.HELD, "Licence suspended", Wrong.SUSPENDED)
    if dates.held:
        yield Trouble(Need.HELD, "Reminders not started", Wrong.HELD)
