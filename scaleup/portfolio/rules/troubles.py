"""What needs attention in an area, worst first, from the dates on its line of the list. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scaleup.areas.rules import Exit
from scaleup.core.dates import counted, distance
from scaleup.licences.rules import State

DECISION_IN_DAYS = 180
"""A decision on renewal is wanted so long before the end (domain.md 3.4)."""
IDLE_AFTER_DAYS = 120
"""Trained so long without a first session is a warning (domain.md 3.4, from the DART evaluation)."""
NEAR_IN_DAYS = 3


class Need(StrEnum):
    """How urgently somebody is needed."""

    LATE = "late"
    SOON = "soon"
    HELD = "held"


NEED_WORDS: dict[Need, str] = {Need.LATE: "Late", Need.SOON: "Due soon", Need.HELD: "Held back"}
RANK: dict[Need, int] = {Need.LATE: 0, Need.SOON: 1, Need.HELD: 2}
NOTHING = 3
"""The rank of a line that needs nobody."""


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


def troubles(dates: Dates, today: date) -> list[Trouble]:
    """Everything that needs attention, worst first; nothing of an area that has left."""
    if dates.closed_on is not None:
        return [Trouble(Need.HELD, "Paused")] if dates.exit == Exit.PAUSED else []
    found = [*lateness(dates, today), *nearness(dates, today), *holding(dates)]
    return sorted(found, key=lambda trouble: RANK[trouble.need])


def lateness(dates: Dates, today: date) -> Iterator[Trouble]:
    """What is late."""
    if dates.contact_due_on is not None and dates.contact_due_on < today:
        yield Trouble(Need.LATE, f"Contact {distance(dates.contact_due_on, today)}")
    standing = dates.licence_state in (State.GRANTED, State.SUSPENDED)
    ends_on = dates.licence_ends_on
    if standing and dates.renewal is None and ends_on is not None:
        decide_on = ends_on - timedelta(days=DECISION_IN_DAYS)
        if decide_on < today <= ends_on:
            yield Trouble(Need.LATE, f"Renewal decision {distance(decide_on, today)}")
    if standing and dates.started_on is None and dates.trained_on is not None:
        idle = (today - dates.trained_on).days
        if idle > IDLE_AFTER_DAYS:
            yield Trouble(Need.LATE, f"Trained {counted(idle, 'day')} ago, no first session")
    if dates.action_due_on is not None and dates.action_due_on < today:
        yield Trouble(Need.LATE, f"Something agreed is {distance(dates.action_due_on, today)}")


def nearness(dates: Dates, today: date) -> Iterator[Trouble]:
    """What is due today or within days."""
    for due_on, what in ((dates.contact_due_on, "Contact"), (dates.action_due_on, "Something agreed")):
        if due_on is not None and today <= due_on <= today + timedelta(days=NEAR_IN_DAYS):
            when = distance(due_on, today)
            yield Trouble(Need.SOON, f"{what} {when if when.startswith('in') else f'is for {when}'}")


def holding(dates: Dates) -> Iterator[Trouble]:
    """What rests."""
    if dates.licence_state == State.SUSPENDED:
        yield Trouble(Need.HELD, "Licence suspended")
    if dates.held:
        yield Trouble(Need.HELD, "Reminders not started")
