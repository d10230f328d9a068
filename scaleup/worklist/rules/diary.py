"""The diary at the foot of My work: three weeks of days with what stands on them. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

WEEKS = 3
WORKING_WEEK = 5
MOST_OF_A_DAY = 4
"""A day shows so many entries, and says how many more it has."""


@dataclass(frozen=True)
class Entry:
    """Something on a day."""

    on: date
    at: time | None
    words: str
    address: str = ""


@dataclass(frozen=True)
class Day:
    """A day of the diary."""

    on: date
    entries: tuple[Entry, ...]
    more: int
    unread: bool
    """There is more in the diary than was read, and this day lies beyond it."""

    @property
    def busy(self) -> bool:
        """Whether something stands on it, or may."""
        return bool(self.entries) or self.unread


Week = tuple[Day, ...]


def begins(today: date) -> date:
    """The Monday of this week; of the next one at a weekend."""
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=1) if today.weekday() >= WORKING_WEEK else monday


def ends(today: date) -> date:
    """The last day of the diary, a Friday."""
    return begins(today) + timedelta(weeks=WEEKS - 1, days=WORKING_WEEK - 1)


def diary(entries: Iterable[Entry], *, today: date, read_until: date | None) -> tuple[Week, ...]:
    """The weeks, each from Monday to Friday. What falls on a weekend stands on the Friday before."""
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_day[entry.on - timedelta(days=max(entry.on.weekday() - WORKING_WEEK + 1, 0))].append(entry)
    monday = begins(today)
    return tuple(
        tuple(
            day_of(monday + timedelta(weeks=week, days=day), by_day, read_until=read_until)
            for day in range(WORKING_WEEK)
        )
        for week in range(WEEKS)
    )


def day_of(on: date, by_day: dict[date, list[Entry]], *, read_until: date | None) -> Day:
    """One day, by the hour; what has none comes first."""
    entries = sorted(by_day.get(on, ()), key=lambda each: (each.at is not None, each.at or time(), each.words))
    return Day(
        on=on,
        entries=tuple(entries[:MOST_OF_A_DAY]),
        more=max(len(entries) - MOST_OF_A_DAY, 0),
        unread=read_until is not None and on > read_until,
    )
