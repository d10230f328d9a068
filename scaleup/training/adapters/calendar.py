"""The calendar entry of an event: one UID, a SEQUENCE that grows, one VEVENT for each day.

All components of a request share a UID (RFC 5546, 3.2.2), so the first day is the entry and names the others as
RDATE; each of them follows under its RECURRENCE-ID, by which calendars keep it that read no RDATE.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from scaleup.core.zones import london

if TYPE_CHECKING:  # icalendar's 90 modules load where an entry is made
    from icalendar import Event

PRODUCT = "-//Scaleup//Training events//EN"


@dataclass(frozen=True)
class Block:
    """A day of the event, from its first hour to its last, in London's zone."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Entry:
    """An event in one person's calendar."""

    uid: str
    sequence: int
    blocks: Sequence[Block]
    title: str
    place: str
    note: str
    url: str
    organiser: str
    """The unit's address; entries are made by the unit, never by a person."""
    attendee: str
    made_at: datetime


def request(entry: Entry) -> str:
    """The entry as METHOD:REQUEST: it is added, or changed if its UID is known."""
    return calendar(entry, "REQUEST")


def cancellation(entry: Entry) -> str:
    """The entry as METHOD:CANCEL: all of it goes from the calendar."""
    return calendar(entry, "CANCEL")


def calendar(entry: Entry, method: str) -> str:
    """The whole object. A cancellation names the entry alone, and so takes every day of it along."""
    from icalendar import Calendar  # noqa: PLC0415 - see above

    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("method", method)
    first, *others = entry.blocks
    master = event(entry, first, status="CONFIRMED" if method == "REQUEST" else "CANCELLED")
    found.add_component(master)
    if method == "REQUEST" and others:
        master.add("rdate", [block.begins for block in others])
        for block in others:
            day = event(entry, block, status="CONFIRMED")
            day.add("recurrence-id", block.begins)
            found.add_component(day)
    found.add_component(london())
    content: bytes = found.to_ical()
    return content.decode()


def event(entry: Entry, block: Block, *, status: str) -> "Event":
    """One day."""
    from icalendar import Event, vCalAddress, vText  # noqa: PLC0415 - see above

    made = Event()
    made.add("uid", entry.uid)
    made.add("sequence", entry.sequence)
    made.add("dtstamp", entry.made_at)
    made.add("dtstart", block.begins)
    made.add("dtend", block.ends)
    made.add("summary", entry.title)
    made.add("status", status)
    made.add("url", entry.url)
    if entry.place:
        made.add("location", entry.place)
    if entry.note:
        made.add("description", entry.note)
    made.add("organizer", vCalAddress(f"mailto:{entry.organiser}"))
    attendee = vCalAddress(f"mailto:{entry.attendee}")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    attendee.params["RSVP"] = vText("TRUE")
    made.add("attendee", attendee)
    return made
