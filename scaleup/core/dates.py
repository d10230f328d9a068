"""Dates as the trade counts them: months from an anchor, working days of a nation, and the words for both.

Pure: today and the calendar are arguments. Where the bank holidays come from is core/holidays.py.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
"""Jersey, Guernsey and the Isle of Man keep the same clock."""

MORNING = time(9)
"""The hour, local, at which reminders of a day go."""

SATURDAY = 5
LAST_COUNTED_IN_DAYS = 13
"""Up to here a distance is said in days, beyond it in weeks (look.md, Words)."""

DAY = timedelta(days=1)


class Nation(StrEnum):
    """Where an area lies, which says which bank holidays it keeps."""

    ENGLAND = "England"
    WALES = "Wales"
    SCOTLAND = "Scotland"
    NORTHERN_IRELAND = "Northern Ireland"
    JERSEY = "Jersey"
    GUERNSEY = "Guernsey"
    ISLE_OF_MAN = "Isle of Man"

    @classmethod
    def named(cls, text: str) -> "Nation | None":
        """The nation of this name, whatever its case and spaces; None if there is none."""
        wanted = " ".join(text.replace(".", " ").replace("_", " ").replace("-", " ").split()).casefold()
        return {**{nation.value.casefold(): nation for nation in cls}, **_SHORT_FORMS}.get(wanted)


_SHORT_FORMS = {
    "ni": Nation.NORTHERN_IRELAND,
    "n ireland": Nation.NORTHERN_IRELAND,
    "iom": Nation.ISLE_OF_MAN,
    "the isle of man": Nation.ISLE_OF_MAN,
}


@lru_cache(maxsize=4096)
def add_months(anchor: date, months: int) -> date:
    """The same day of the month, so many months from the anchor, or that month's last day.

    Count every date from the anchor, never from the date before: 31 January + 1 + 1 would drift to the 28th.
    Remembered, because lists and plans ask for the same few days again and again.
    """
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Calendar:
    """The working days of one nation: Monday to Friday less its bank holidays less the unit's closures."""

    nation: Nation
    holidays: Mapping[date, str]
    """Each bank holiday by date, with its name."""
    official_until: date
    """Beyond this day the bank holidays are computed, not announced: dates are provisional."""
    closures: frozenset[date] = frozenset()
    first_on: date = date.min
    last_on: date = date.max
    """From first_on to last_on the bank holidays are known; a question outside is refused, never guessed."""

    def reaches(self, day: date) -> bool:
        """Whether this calendar knows the day."""
        return self.first_on <= day <= self.last_on

    def is_working(self, day: date) -> bool:
        """Whether people work on this day. Raises ValueError for a day that the calendar does not reach."""
        if not self.reaches(day):
            raise ValueError(f"the calendar of {self.nation} reaches from {self.first_on} to {self.last_on}")
        return day.weekday() < SATURDAY and day not in self.holidays and day not in self.closures

    def is_provisional(self, day: date) -> bool:
        """Whether the day lies past the announced bank holidays."""
        return day > self.official_until

    def next_working_day(self, day: date) -> date:
        """The day itself if it is a working day, else the first one after it."""
        while not self.is_working(day):
            day += DAY
        return day

    def previous_working_day(self, day: date) -> date:
        """The day itself if it is a working day, else the last one before it."""
        while not self.is_working(day):
            day -= DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The count-th working day after the day (before it, if negative); the day itself is not counted.

        With 0: the day, or the next working day if it is none.
        """
        if count == 0:
            return self.next_working_day(day)
        step = DAY if count > 0 else -DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def towards(self, day: date, count: int) -> date:
        """The same, as far as days are known: else the first or the last day that the calendar reaches."""
        try:
            return self.add_working_days(day, count)
        except ValueError:
            return self.last_on if count > 0 else self.first_on

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days from start to end: start is not counted, end is. Negative if end lies before.

        For a working day `end`, `add_working_days(start, working_days_between(start, end)) == end`.
        """
        if end < start:
            return -sum(self.is_working(end + DAY * n) for n in range((start - end).days))
        return sum(self.is_working(start + DAY * n) for n in range(1, (end - start).days + 1))

    def why_not(self, day: date) -> str:
        """Why the day is not a working day, in words ("a Saturday"); empty if it is one."""
        if day.weekday() >= SATURDAY:
            return f"a {day:%A}"
        if day in self.holidays:
            return f"a bank holiday {'on' if self.nation is Nation.ISLE_OF_MAN else 'in'} {the(self.nation)}"
        return "a day on which the unit is closed" if day in self.closures else ""

    def reason(self, day: date) -> str:
        """Why the day is not a working day, as a sentence without its stop; empty if it is one."""
        why = self.why_not(day)
        if not why:
            return ""
        return f"{plain_date(day) if day.weekday() >= SATURDAY else long_date(day)} is {why}"


def the(nation: Nation) -> str:
    """The nation's name inside a sentence."""
    return f"the {nation}" if nation is Nation.ISLE_OF_MAN else nation.value


def nine_o_clock(on: date) -> datetime:
    """The instant, in UTC, at which it is nine in the morning in London on this day."""
    return datetime.combine(on, MORNING, tzinfo=LONDON).astimezone(UTC)


def local_date(instant: datetime) -> date:
    """The London date of an aware instant."""
    return instant.astimezone(LONDON).date()


def long_date(day: date) -> str:
    """For prose and mail: "Monday 4 January 2027"."""
    return f"{day:%A} {plain_date(day)}"


@lru_cache(maxsize=4096)
def plain_date(day: date) -> str:
    """Without the weekday: "4 January 2027"."""
    return f"{day.day} {day:%B} {day.year}"


def short_date(day: date, today: date) -> str:
    """For lists: "Mon 4 Jan", with the year if it is not this one."""
    words = f"{day:%a} {day.day} {day:%b}"
    return words if day.year == today.year else f"{words} {day.year}"


def distance(day: date, today: date) -> str:
    """How far off a due date is: "today", "tomorrow", "in 3 days", "in 3 weeks", "53 days late"."""
    days = (day - today).days
    if days < 0:
        return f"{counted(-days, 'day')} late"
    if days <= 1:
        return "tomorrow" if days else "today"
    if days <= LAST_COUNTED_IN_DAYS:
        return f"in {days} days"
    return f"in {counted(round(days / 7), 'week')}"


def instant(at: datetime, today: date) -> str:
    """An instant in local words: "Mon 4 Jan 09:00"."""
    local = at.astimezone(LONDON)
    return f"{short_date(local.date(), today)} {local:%H:%M}"


PLURALS = {
    "baby": "babies",
    "calendar entry": "calendar entries",
    "child": "children",
    "family": "families",
    "person": "people",
}
"""Of nouns that take more than an s."""


def counted(count: int, noun: str) -> str:
    """A numeral and its noun: "1 day", "2 days", "2 people"."""
    return f"{count:,} {noun if count == 1 else PLURALS.get(noun, f'{noun}s')}"


def figure(minutes: int) -> str:
    """Minutes as a number of hours with at most one decimal, half up: "37.5", "2"."""
    whole, rest = divmod((minutes * 10 + 30) // 60, 10)
    return f"{whole:,}.{rest}" if rest else f"{whole:,}"


def hours(minutes: int) -> str:
    """The same with its noun: "1 hour", "37.5 hours"."""
    said = figure(minutes)
    return "1 hour" if said == "1" else f"{said} hours"
