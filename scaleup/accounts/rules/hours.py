"""The hours that a person has in a week, and the days on which they have none. Kept in minutes. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from scaleup.core.dates import figure
from scaleup.core.errors import Refusal

ASSUMED_WEEK = 2250
"""37.5 hours, until somebody says how many there are."""
LONGEST_WEEK = 60 * 60
LONGEST_LEAVE = timedelta(days=400)
KEPT_AFTER_LEAVE = timedelta(days=30)
"""After its end leave tells nobody anything: it is deleted."""
HOURS = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?")


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included."""

    from_on: date
    to_on: date

    def holds(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.from_on <= day <= self.to_on


@dataclass(frozen=True)
class Week:
    """The minutes that a person works in a week of five days, and the days away."""

    minutes: int = ASSUMED_WEEK
    assumed: bool = True
    leave: tuple[Span, ...] = ()

    def is_away(self, day: date) -> bool:
        """Whether the person is away on this day."""
        return any(one.holds(day) for one in self.leave)


def minutes_of(hours: str) -> int | None:
    """Minutes of hours as people write them ("37.5", "1,5"); None where that is no number of hours."""
    found = HOURS.fullmatch(hours.strip())
    if found is None:
        return None
    part = (found[2] or "").ljust(2, "0")
    return int(found[1]) * 60 + round(int(part) * 60 / 100)


def refusals_of_week(minutes: int | None) -> list[Refusal]:
    """Why a week cannot have so many minutes; empty if it can."""
    if minutes is None:
        return [Refusal("Enter the hours of a week in figures, such as 37.5.", "hours")]
    if minutes > LONGEST_WEEK:
        return [Refusal(f"{figure(minutes)} hours are too many; the most is {figure(LONGEST_WEEK)}.", "hours")]
    return []


def refusals_of_leave(from_on: date, to_on: date, *, today: date) -> list[Refusal]:
    """Why these cannot be days away; empty if they can."""
    if to_on < from_on:
        return [Refusal("The last day lies before the first. Enter the same day or a later one.", "to_on")]
    if to_on < today:
        return [Refusal("These days have passed. Only days to come count.", "to_on")]
    if to_on - from_on > LONGEST_LEAVE:
        return [Refusal("That is more than 400 days. Enter a shorter time, or the person’s last day.", "to_on")]
    return []
