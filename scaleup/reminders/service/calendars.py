"""Calendars follow: whoever was sent a contact's entry is told when it moves or goes."""

from dataclasses import dataclass
from datetime import date, datetime

from scaleup.outbox.rules import Draft, dedupe_key
from scaleup.outbox.service import enqueue_many
from scaleup.reminders import queries
from scaleup.reminders.models import CalendarEntry
from scaleup.support.models import Slot

MOVED = "contact moved"
GONE = "contact gone"


@dataclass(frozen=True)
class Followed:
    """How many notices are new, and which readers (contact, person) are being told a new date."""

    new: int
    readers: frozenset[tuple[int, int]]


def follow_calendars(today: date, now: datetime) -> Followed:
    """Each reader of a moved or withdrawn contact has a message on its way, once a move."""
    changed = queries.changed_entries(today)
    new = enqueue_many([notice(entry, slot, now) for entry, slot in changed], now=now)
    moved = frozenset((slot.id, entry.person_id) for entry, slot in changed if slot.state != "gone")
    return Followed(len(new), moved)


def notice(entry: CalendarEntry, slot: Slot, now: datetime) -> Draft:
    """The message that puts one calendar right."""
    kind = GONE if slot.state == "gone" else MOVED
    return Draft(
        dedupe_key=dedupe_key(
            "calendar",
            subject=f"contact:{slot.id}",
            version=slot.anchor_version,
            step=kind,
            recipient=f"person:{entry.person_id}",
        ),
        kind=kind,
        due_at=now,
        person_id=entry.person_id,
        area_id=entry.area_id,
        values={"subject_id": slot.id, "version": slot.anchor_version, "anchor_on": entry.on_day.isoformat()},
    )
