"""What needs attention in an area, worst first, from the dates on its line of the list. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scaleup.areas.rules import Exit
from scaleup.core.dates import counted, distance
from scaleup.licences.rules import STANDING, State

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
    found = [*(judged for want in wants(dates, today) if (judged := judge(want, today))), *holding(dates)]
    return sorted(found, key=lambda trouble: (RANK[trouble.need], trouble.due_on or NEVER))


@dataclass(frozen=True)
class Want:
    """Something that somebody is wanted for by a day: as it reads before that day, and after."""

    wrong: Wrong
    due_on: date
    words: str
    late: str


def wants(dates: Dates, today: date) -> Iterator[Want]:
    """What this line wants, and by when."""
    for due_on, wrong, words in (
        (dates.contact_due_on, Wrong.CONTACT, "Contact"),
        (dates.action_due_on, Wrong.ACTION, "Something agreed"),
    ):
        if due_on is not None:
            verb = " is" if wrong is Wrong.ACTION else ""
            yield Want(wrong, due_on, words, f"{words}{verb} {distance(due_on, today)}")
    ends_on = dates.licence_ends_on
    if dates.licence_state not in STANDING or ends_on is None:
        return
    if dates.started_on is None and dates.trained_on is not None:
        ago = counted((today - dates.trained_on).days, "day")
        expected_on = dates.trained_on + timedelta(days=IDLE_AFTER_DAYS)
        yield Want(Wrong.SESSION, expected_on, "First session", f"Trained {ago} ago, no first session")
    decide_on = ends_on - timedelta(days=DECISION_IN_DAYS)
    if dates.renewal is None and today <= decide_on + timedelta(days=FORGOTTEN_AFTER_DAYS):
        yield Want(Wrong.DECISION, decide_on, "Renewal decision", f"Renewal decision {distance(decide_on, today)}")


def judge(want: Want, today: date) -> Trouble | None:
    """The want as late or soon; None while it is far off."""
    if want.due_on < today:
        return Trouble(Need.LATE, want.late, want.wrong, want.due_on)
    if want.due_on <= today + timedelta(days=NEAR_IN_DAYS):
        when = distance(want.due_on, today)
        said = f"{want.words} {when if when.startswith('in') else f'is for {when}'}"
        return Trouble(Need.SOON, said, want.wrong, want.due_on)
    return None


def holding(dates: Dates) -> Iterator[Trouble]:
    """What rests."""
    if dates.licence_state == State.SUSPENDED:
        yield Trouble(Need.HELD, "Licence suspended", Wrong.SUSPENDED)
    if dates.held:
        yield Trouble(Need.HELD, "Reminders not started", Wrong.HELD)
