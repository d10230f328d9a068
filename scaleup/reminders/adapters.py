"""The calendar entry that goes with a contact's mail: a stable UID, a SEQUENCE that grows when the contact moves."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from scaleup.core.dates import LONDON
from scaleup.core.zones import london

if TYPE_CHECKING:  # icalendar's 90 modules are of use to the process that sends, and load where it makes an entry
    from icalendar import Event

AN_HOUR = timedelta(hours=1)
PRODUCT = "-//Scaleup//Support contacts//EN"


@dataclass(frozen=True)
class Entry:
    """One contact in a calendar. Without a time it takes the whole day."""

    uid: str
    sequence: int
    on_day: date
    at_time: time | None
    title: str
    url: str
    meeting_link: str | None
    organiser: str
    """An address; entries are made by the unit, never by a person."""
    attendee: str
    made_at: datetime


def request(entry: Entry) -> str:
    """The entry as METHOD:REQUEST: it is added, or moved if its UID is known."""
    return _calendar(entry, "REQUEST", "CONFIRMED")


def cancellation(entry: Entry) -> str:
    """The entry as METHOD:CANCEL: it goes from the calendar."""
    return _calendar(entry, "CANCEL", "CANCELLED")


def _calendar(entry: Entry, method: str, status: str) -> str:
    from icalendar import Calendar  # noqa: PLC0415 - see above

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(entry, status))
    if entry.at_time:
        calendar.add_component(london())
    content: bytes = calendar.to_ical()
    return content.decode()


def _event(entry: Entry, status: str) -> "Event":
    from icalendar import Event, vCalAddress, vText  # noqa: PLC0415 - see above

    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.made_at)
    event.add("summary", entry.title)
    event.add("status", status)
    event.add("url", entry.url)
    if entry.meeting_link:
        event.add("location", entry.meeting_link)
    if entry.at_time:
        begins = datetime.combine(entry.on_day, entry.at_time, tzinfo=LONDON)
        event.add("dtstart", begins)
        event.add("dtend", begins + AN_HOUR)
    else:
        event.add("dtstart", entry.on_day)
        event.add("dtend", entry.on_day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    event.add("organizer", vCalAddress(f"mailto:{entry.organiser}"))
    attendee = vCalAddress(f"mailto:{entry.attendee}")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    event.add("attendee", attendee)
    return event
