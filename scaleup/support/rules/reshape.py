"""The plan made anew from facts: what is added, moved and gone, and why. Facts never move.

A fact is a contact with an outcome, one pinned to a day by hand, or one whose window passed without an outcome.
Applying the same change twice changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from scaleup.core.dates import Calendar, long_date
from scaleup.programmes.rules import Step
from scaleup.support.rules.pace import every
from scaleup.support.rules.settle import Outcome, Standing, standing, window
from scaleup.support.rules.taper import PlannedContact, due, taper

LONG_AGO = timedelta(days=60)
"""No run of days on which nobody works is so long that a contact of before it could still be held."""

MISSED = "it was missed"


@dataclass(frozen=True)
class Suspension:
    """A licence at rest, both days included. Without an end it lasts."""

    from_on: date
    to_on: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the licence rests on this day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True)
class Term:
    """What a plan is made of: the licence's term, the taper, and the days on which the licence rests."""

    starts_on: date
    ends_on: date
    steps: tuple[Step, ...]
    suspensions: tuple[Suspension, ...] = ()
    stopped_on: date | None = None
    """The day on which the licence was terminated, if it was: later contacts go, no other moves."""


@dataclass(frozen=True)
class Slot:
    """A contact of the plan as it is kept, with what is known of it."""

    planned: PlannedContact
    outcome: Outcome | None = None
    pinned: bool = False


class Move(StrEnum):
    """What becomes of a contact when the plan is made anew."""

    ADDED = "added"
    MOVED = "moved"
    GONE = "gone"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Difference:
    """What becomes of one contact, and why."""

    move: Move
    sequence: int
    was_on: date | None
    now_on: date | None
    reason: str = ""


@dataclass(frozen=True)
class Replan:
    """The plan made anew, and how it differs from the one before."""

    slots: tuple[Slot, ...]
    differences: tuple[Difference, ...]

    def of(self, move: Move) -> tuple[Difference, ...]:
        """The differences of one kind, in order."""
        return tuple(difference for difference in self.differences if difference.move is move)

    @property
    def changes(self) -> bool:
        """Whether any contact is added, moved or gone."""
        return any(difference.move is not Move.UNCHANGED for difference in self.differences)


def first_plan(term: Term, calendar: Calendar) -> Replan:
    """The plan of a term that had none yet, from its first contact on, also where that lies in the past."""
    slots = tuple(Slot(contact) for contact in standing_contacts(term, calendar))
    return Replan(slots, tuple(added(slot.planned) for slot in slots))


def reshape(kept: Sequence[Slot], term: Term, *, calendar: Calendar, today: date) -> Replan:
    """The plan that the term now asks for, with every fact where it was. Raises Refused for a term without one.

    `kept` holds the contacts that have not gone. A plan under way has no contact on a day so long past that nobody
    could hold it any more, but for those that were missed there.
    """
    asked = standing_contacts(term, calendar)
    wanted = {one.sequence: one for one in asked if can_be_held(one.due_on, calendar=calendar, today=today)}
    passed = {one.sequence: one for one in asked if one.sequence not in wanted}
    slots: list[Slot] = []
    differences: list[Difference] = []
    for slot in kept:
        number = slot.planned.sequence
        fixed = why_fixed(slot, calendar=calendar, today=today)
        after, difference = remade(slot, wanted.get(number), term, fixed=fixed, passed=passed.get(number))
        differences.append(difference)
        if after is not None:
            slots.append(after)
    taken = {slot.planned.sequence for slot in slots}
    fresh = [new for new in wanted.values() if new.sequence not in taken]
    return Replan(
        tuple(sorted([*slots, *map(Slot, fresh)], key=lambda each: each.planned.sequence)),
        tuple(sorted([*differences, *map(came, fresh)], key=lambda each: each.sequence)),
    )


def can_be_held(due_on: date, *, calendar: Calendar, today: date) -> bool:
    """Whether a contact held from today on could still count for one due on this day."""
    return due_on >= today or (due_on > today - LONG_AGO and window(due_on, calendar)[1] >= today)


def by_calendar(slot: Slot, term: Term, *, calendar: Calendar, today: date) -> tuple[Slot | None, Difference]:
    """What becomes of one contact where only the working days have changed: the same as `reshape` makes of it."""
    planned = slot.planned
    due_on, because = due(planned.nominal_on, term.ends_on, calendar)
    provisional = calendar.is_provisional(due_on)
    new = replace(planned, due_on=due_on, provisional=provisional, moved_because=because)
    stands = not why_gone(due_on, term) and can_be_held(due_on, calendar=calendar, today=today)
    fixed = why_fixed(slot, calendar=calendar, today=today)
    return remade(slot, new if stands else None, term, fixed=fixed, passed=None if stands else new)


def standing_contacts(term: Term, calendar: Calendar) -> tuple[PlannedContact, ...]:
    """The contacts of the taper, less those on days on which the licence rests or has stopped."""
    planned = taper(term.starts_on, term.ends_on, term.steps, calendar)
    return tuple(contact for contact in planned if not why_gone(contact.due_on, term))


def added(contact: PlannedContact) -> Difference:
    """A contact that was not in the plan before."""
    return Difference(Move.ADDED, contact.sequence, None, contact.due_on, contact.moved_because)


def came(contact: PlannedContact) -> Difference:
    """A contact that a plan under way gets, and why."""
    because = f"contacts are {every(contact.interval_months)} here"
    told = f"{because}; {contact.moved_because}" if contact.moved_because else because
    return Difference(Move.ADDED, contact.sequence, None, contact.due_on, told)


def remade(
    slot: Slot, new: PlannedContact | None, term: Term, *, fixed: str, passed: PlannedContact | None = None
) -> tuple[Slot | None, Difference]:
    """What becomes of a kept contact, given the one that the term now asks for in its place; `passed` is that one if
    its day is long over.
    """
    planned = slot.planned
    sequence, was_on = planned.sequence, planned.due_on
    if slot.outcome is not None:
        return slot, Difference(Move.UNCHANGED, sequence, was_on, was_on, fixed)
    if fixed:
        gone = why_gone(was_on, term)
        if gone:
            return None, Difference(Move.GONE, sequence, was_on, None, gone)
        return slot, Difference(Move.UNCHANGED, sequence, was_on, was_on, fixed)
    if new is None:
        over = f"it would have been due on {long_date(passed.due_on)}" if passed else ""
        gone = why_gone(was_on, term) or over or "the plan no longer has a contact of this number"
        return None, Difference(Move.GONE, sequence, was_on, None, gone)
    move = Move.UNCHANGED if new.due_on == was_on else Move.MOVED
    reason = "" if move is Move.UNCHANGED else why_moved(planned, new, term)
    return replace(slot, planned=new), Difference(move, sequence, was_on, new.due_on, reason)


def why_fixed(slot: Slot, *, calendar: Calendar, today: date) -> str:
    """Why a contact does not move; empty if it may."""
    if slot.outcome is Outcome.HELD:
        return "it was held"
    if slot.outcome is not None:
        return "its outcome is recorded"
    if slot.pinned:
        return "it was set to this day by hand"
    if standing(slot.planned.due_on, today, None, calendar) is Standing.MISSED:
        return MISSED
    return ""


def why_gone(due_on: date, term: Term) -> str:
    """Why the licence has no contact on this day; empty if it may have one."""
    if due_on < term.starts_on:
        return f"the licence begins on {long_date(term.starts_on)}"
    if due_on > term.ends_on:
        return f"the licence ends on {long_date(term.ends_on)}"
    if term.stopped_on is not None and due_on > term.stopped_on:
        return f"the licence was terminated on {long_date(term.stopped_on)}"
    for suspension in term.suspensions:
        if suspension.holds(due_on):
            until = f" to {long_date(suspension.to_on)}" if suspension.to_on else ""
            return f"the licence is suspended from {long_date(suspension.from_on)}{until}"
    return ""


def why_moved(was: PlannedContact, new: PlannedContact, term: Term) -> str:
    """Why a contact moved: another pace, another start, or other working days."""
    if was.nominal_on == new.nominal_on:
        back = f"{long_date(new.due_on)} is a working day again"
        if was.due_on < was.nominal_on:  # only the end of a licence brings a contact forward
            back = f"the licence lasts until {long_date(term.ends_on)}"
        return new.moved_because or back
    because = f"contacts are {every(new.interval_months)} here"
    if was.interval_months == new.interval_months:
        because += f", counted from {long_date(term.starts_on)}"
    return f"{because}; {new.moved_because}" if new.moved_because else because
