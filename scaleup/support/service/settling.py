"""Which contact of the plan a logged one counts for, and the plan's contact that stands open again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import Calendar
from scaleup.extensions import db
from scaleup.support import rules
from scaleup.support.models import Contact, Slot
from scaleup.support.queries.facts import planned
from scaleup.support.queries.settling import open_slots

__all__ = ["Settlement", "next_slot", "open_slots", "release", "settle", "settlement"]


@dataclass(frozen=True)
class Settlement:
    """Which contact of the plan one counts for, and the state it brings it to: none if it stays open."""

    slot: Slot | None
    state: str | None


def settlement(held_on: date, outcome: rules.Outcome, *, slots: Iterable[Slot], calendar: Calendar) -> Settlement:
    """The nearest open contact of the plan within ten working days; without one it is additional.

    One that the unit called off, and an attempt before the day, leave it open: it is still to be held.
    """
    by_value = {(slot.due_on, slot.sequence): slot for slot in slots}
    nearest = rules.settles(held_on, map(planned, by_value.values()), calendar)
    if nearest is None:
        return Settlement(None, None)
    slot = by_value[nearest.due_on, nearest.sequence]
    return Settlement(slot, state_after(held_on, outcome, due_on=slot.due_on))


def state_after(held_on: date, outcome: rules.Outcome, *, due_on: date) -> str | None:
    """The state to which this outcome brings the contact of the plan that it counts for; None leaves it open."""
    if outcome is rules.Outcome.HELD:
        return "held"
    tried_early = outcome is rules.Outcome.NO_ANSWER and held_on < due_on
    return "missed" if outcome in rules.MISSES and not tried_early else None


def settle(contact: Contact, found: Settlement) -> None:
    """The contact is tied to the slot that it counts for, and the slot has its state."""
    contact.slot_id = found.slot.id if found.slot else None
    contact.settles = found.state is not None
    if found.slot is not None and found.state is not None:
        found.slot.state = found.state
        found.slot.version += 1


def next_slot(slots: Iterable[Slot], *, after: date, found: Settlement) -> Slot | None:
    """The contact of the plan to come after this one: the first later one, or the one that was left open."""
    left_open = found.slot if found.state is None else None
    settled = found.slot if found.state is not None else None
    ahead = [slot for slot in slots if slot is left_open or (slot.due_on > after and slot is not settled)]
    return min(ahead, key=lambda slot: (slot.due_on, slot.id), default=None)


def release(contact: Contact) -> None:
    """The slot that the contact had settled is open again."""
    if contact.slot_id is not None and contact.settles:
        slot = db.session.get(Slot, contact.slot_id)
        if slot is not None and slot.state in ("held", "missed"):
            slot.state = "open"
            slot.version += 1
    contact.slot_id, contact.settles = None, False
    db.session.flush()
