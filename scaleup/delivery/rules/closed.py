"""Sessions that fall on a day on which nobody works: said, and put off only where a person says so. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from scaleup.core.dates import Calendar
from scaleup.delivery.rules.sessions import SessionRecord


@dataclass(frozen=True)
class Closed:
    """Why a day is none for a session, and the working day after it."""

    why: str
    next_on: date

    @property
    def words(self) -> str:
        """Why, as a line begins."""
        return self.why[:1].upper() + self.why[1:]


def closed_on(day: date, calendar: Calendar) -> Closed | None:
    """What closes the day: a bank holiday or a day of closure. A weekend is the group's own choice."""
    if day not in calendar.holidays and day not in calendar.closures:
        return None
    return Closed(calendar.why_not(day), calendar.next_working_day(day))


def put_off(sessions: Iterable[SessionRecord], calendar: Calendar) -> tuple[SessionRecord, ...]:
    """The sessions as planned, those on a closed day on the next working day."""
    found = []
    for session in sessions:
        closed = closed_on(session.planned_on, calendar)
        found.append(replace(session, planned_on=closed.next_on) if closed else session)
    return tuple(found)
