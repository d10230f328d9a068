"""What stands in a calendar: contacts, reviews, training days, ends of licences, registers to be filled. Pure."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum

from scaleup.support.rules import Standing

BACK, AHEAD = timedelta(days=90), timedelta(days=400)
"""How far a calendar program reads: it keeps what it has read before."""


class Kind(StrEnum):
    """What an entry is about."""

    CONTACT = "contact"
    TRAINING = "training"
    LICENCE = "licence"
    REGISTER = "register"
    REVIEW = "review"


class Look(StrEnum):
    """The shape that an entry has on a page (look.md, "One shape, one meaning")."""

    DONE = "done"
    SOON = "soon"
    LATE = "late"
    IDLE = "idle"
    EVENT = "event"


@dataclass(frozen=True)
class Hours:
    """A day of an entry, in local time; without hours it takes the whole day."""

    on_day: date
    starts: time | None = None
    ends: time | None = None


@dataclass(frozen=True)
class Entry:
    """Something in a calendar, on one day or on several."""

    kind: Kind
    uid: str
    """The same as in invitations, less the host: a program that has both keeps one."""
    sequence: int
    days: tuple[Hours, ...]
    area: str
    words: str
    """What it is, without the area."""
    address: str
    place: str = ""
    state: str = ""
    """How it stands, in a word; empty while it is to come."""
    look: Look = Look.IDLE

    @property
    def title(self) -> str:
        """What stands in a calendar of many areas."""
        return f"{self.area}: {self.words}" if self.area else self.words

    @property
    def brief(self) -> str:
        """The same in the room of a day."""
        return self.title.replace(": support contact", ": contact")

    def on(self, hours: Hours) -> "Entry":
        """The entry as it stands on one of its days."""
        return replace(self, days=(hours,))


def window(today: date) -> tuple[date, date]:
    """The first and last day that a calendar program is given."""
    return today - BACK, today + AHEAD


AN_HOUR = 60
LAST_MINUTE = time(23, 59)


def an_hour_from(starts: time | None) -> time | None:
    """When a contact ends: an hour later, within its day."""
    if starts is None:
        return None
    minutes = starts.hour * 60 + starts.minute + AN_HOUR
    return time(minutes // 60, minutes % 60) if minutes < 24 * 60 else LAST_MINUTE


def contact_stands(state: str, on_day: date, today: date) -> tuple[str, Look]:
    """How a contact stands, in a word and a shape."""
    if state == Standing.HELD:
        return "held", Look.DONE
    if state == Standing.MISSED:
        return "missed", Look.LATE
    if on_day < today:
        return "late", Look.LATE
    return ("today", Look.SOON) if on_day == today else ("", Look.IDLE)
