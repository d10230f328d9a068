"""The zone that our calendar entries carry, by its two rules, so that every program reads the same hour."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Timezone

HOUR = timedelta(hours=1)
LONDON_LINES = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/London",
    "BEGIN:DAYLIGHT",
    "DTSTART:19970330T010000",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    "TZNAME:BST",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19971026T020000",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "TZNAME:GMT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""The same zone as lines, for calendars that are written line by line."""


def london() -> "Timezone":
    """The zone by its two rules (Summer Time Order 2002). A list of days, as libraries make it, is misread by some."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard  # noqa: PLC0415 - its 90 modules load where an entry is made

    zone = Timezone()
    zone.add("tzid", "Europe/London")
    for part, name, month, begins, before, after in (
        (TimezoneDaylight(), "BST", 3, datetime(1997, 3, 30, 1), timedelta(0), HOUR),  # noqa: DTZ001 - local by nature
        (TimezoneStandard(), "GMT", 10, datetime(1997, 10, 26, 2), HOUR, timedelta(0)),  # noqa: DTZ001 - local by nature
    ):
        part.add("dtstart", begins)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        zone.add_component(part)
    return zone
