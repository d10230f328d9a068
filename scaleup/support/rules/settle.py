"""Which contact of the plan a held one settles, and how a contact stands on a day (decisions.md, Time)."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from scaleup.core.dates import Calendar
from scaleup.support.rules.taper import PlannedContact

WINDOW = 10
"""Working days around its due date within which a contact counts as held for it."""
SOON = timedelta(days=7)
"""From here on a contact is due soon: the day of its first reminder."""


class Outcome(StrEnum):
    """What came of a contact."""

    HELD = "held"
    NO_ANSWER = "no_answer"
    CANCELLED_BY_AREA = "cancelled_by_area"
    CANCELLED_BY_UNIT = "cancelled_by_unit"


MISSES = frozenset({Outcome.NO_ANSWER, Outcome.CANCELLED_BY_AREA})
"""What counts as a miss on the ladder; a contact that the unit cancelled does not."""


class Standing(StrEnum):
    """How a contact of the plan stands on a day."""

    TO_COME = "to_come"
    EARLY = "early"
    """Its window has opened: a contact held now counts for it."""
    SOON = "soon"
    TODAY = "today"
    LATE = "late"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"
    """Cancelled by the unit."""


WORDS = {
    Standing.TO_COME: "to come",
    Standing.EARLY: "can be held",
    Standing.SOON: "due soon",
    Standing.TODAY: "due today",
    Standing.LATE: "late",
    Standing.HELD: "held",
    Standing.MISSED: "missed",
    Standing.CANCELLED: "cancelled by the unit",
}


def window(due_on: date, calendar: Calendar) -> tuple[date, date]:
    """The first and the last day on which a contact held counts for one due on this day, as far as days are known."""
    return calendar.towards(due_on, -WINDOW), calendar.towards(due_on, WINDOW)


def settles(held_on: date, open_contacts: Iterable[PlannedContact], calendar: Calendar) -> PlannedContact | None:
    """The open contact that one held on this day settles: the nearest within ten working days, a tie going to
    the earlier. None: it is additional.
    """
    near = []
    for contact in open_contacts:
        first_on, last_on = window(contact.due_on, calendar)
        if first_on <= held_on <= last_on:
            apart = abs(calendar.working_days_between(contact.due_on, held_on))
            near.append((apart, contact.due_on, contact.sequence, contact))
    return min(near, key=lambda found: found[:3])[3] if near else None


def standing(due_on: date, today: date, outcome: Outcome | None, calendar: Calendar) -> Standing:
    """How a contact due on one day stands on another. Without an outcome it is missed once its window passed."""
    if outcome is not None:
        return standing_with_outcome(outcome)
    if today > window(due_on, calendar)[1]:
        return Standing.MISSED
    if today > due_on:
        return Standing.LATE
    if today == due_on:
        return Standing.TODAY
    if today >= due_on - SOON:
        return Standing.SOON
    return Standing.EARLY if today >= window(due_on, calendar)[0] else Standing.TO_COME


def standing_with_outcome(outcome: Outcome) -> Standing:
    """How a contact stands whose outcome is known, on any day."""
    if outcome in MISSES:
        return Standing.MISSED
    return Standing.HELD if outcome is Outcome.HELD else Standing.CANCELLED
