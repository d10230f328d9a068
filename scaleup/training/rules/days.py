"""The days of an event as somebody types them: a morning, an afternoon or both, and why they cannot stand. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from scaleup.core.dates import plain_date
from scaleup.core.errors import Refusal
from scaleup.training.rules.states import Half

FIRST_HALF = (time(9, 30), time(12, 30))
SECOND_HALF = (time(13, 30), time(16, 30))
"""What the form begins with: our assumption, to be changed for each event."""
YEARS_AHEAD = 5
"""Nobody plans further ahead; beyond it somebody has mistyped the year."""


@dataclass(frozen=True)
class Hours:
    """From when until when, as typed: one of the two may be missing."""

    starts: time | None
    ends: time | None

    @property
    def given(self) -> bool:
        """Whether anything was typed."""
        return self.starts is not None or self.ends is not None


@dataclass(frozen=True)
class Day:
    """A line of the form: the day and its halves. `line` is where it stands in the form, from 0."""

    line: int
    on_day: date
    morning: Hours
    afternoon: Hours
    repeats: int | None = None
    """The day of the part that it repeats, of an event with fewer half-days than its part."""


@dataclass(frozen=True)
class Span:
    """A half-day that may stand: local times."""

    on_day: date
    half: Half
    starts: time
    ends: time
    repeats: int | None = None
    """Which half-day of the part it repeats, from 1."""

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return (self.ends.hour - self.starts.hour) * 60 + self.ends.minute - self.starts.minute


def spans(days: Sequence[Day]) -> tuple[Span, ...]:
    """The half-days of days that nothing is wrong with, in order."""
    found = [
        Span(day.on_day, half, hours.starts, hours.ends, place_of(day.repeats, half))
        for day in days
        for half, hours in ((Half.MORNING, day.morning), (Half.AFTERNOON, day.afternoon))
        if hours.starts is not None and hours.ends is not None
    ]
    return tuple(sorted(found, key=lambda span: (span.on_day, span.starts)))


def place_of(day: int | None, half: Half) -> int | None:
    """Which half-day of a part this half of its day is, from 1."""
    return None if day is None else 2 * day - (half is Half.MORNING)


def day_of_place(place: int) -> int:
    """The day of the part that this half-day of it lies on."""
    return (place + 1) // 2


def in_the_part(place: int) -> str:
    """A half-day of a part in words: "day 3 afternoon"."""
    return f"day {day_of_place(place)} {Half.MORNING if place % 2 else Half.AFTERNOON}"


def usual_days(half_days: int) -> list[tuple[Hours, Hours]]:
    """The hours of each day of an event of so many half-days; an odd one is a morning."""
    whole, odd = divmod(half_days, 2)
    return [(Hours(*FIRST_HALF), Hours(*SECOND_HALF))] * whole + [(Hours(*FIRST_HALF), Hours(None, None))] * odd


def refusals_of_days(days: Sequence[Day], *, today: date, late: bool) -> list[Refusal]:
    """Every reason why these days cannot stand, each at its field; `late` for an event of the past that is recorded."""
    if not days:
        return [Refusal("Enter at least one day.", "days")]
    found: list[Refusal] = []
    first: dict[date, int] = {}
    repeated: dict[int, int] = {}
    for day in days:
        for place in {span.repeats for span in spans([day])} - {None}:
            if place is not None and place in repeated:
                found.append(at(day, "repeats", f"Day {repeated[place] + 1} repeats {in_the_part(place)} already."))
            elif place is not None:
                repeated[place] = day.line
        found += refusals_of_day(day, today=today, late=late)
        if day.on_day in first:
            found.append(
                at(day, "on_day", f"{plain_date(day.on_day)} is day {first[day.on_day] + 1} already. Enter it once.")
            )
        first.setdefault(day.on_day, day.line)
    return found


def refusals_of_day(day: Day, *, today: date, late: bool) -> list[Refusal]:
    """What is wrong with one line."""
    found = [
        *refusals_of_half(day, "morning", day.morning),
        *refusals_of_half(day, "afternoon", day.afternoon),
    ]
    if not day.morning.given and not day.afternoon.given:
        found.append(at(day, "morning_starts", "Enter the hours of the morning, of the afternoon, or of both."))
    elif not found and overlaps(day.morning, day.afternoon):
        found.append(
            at(
                day,
                "afternoon_starts",
                f"The afternoon would start at {day.afternoon.starts:%H:%M}, before the morning ends at "
                f"{day.morning.ends:%H:%M}. Enter a later start, or an earlier end of the morning.",
            )
        )
    if day.on_day < today and not late:
        found.append(
            at(
                day,
                "on_day",
                f"{plain_date(day.on_day)} has passed. Enter a day from today, or tick that the event took place "
                "and is entered late.",
            )
        )
    if day.on_day.year > today.year + YEARS_AHEAD:
        found.append(at(day, "on_day", f"{plain_date(day.on_day)} is more than {YEARS_AHEAD} years ahead. Check it."))
    return found


def overlaps(morning: Hours, afternoon: Hours) -> bool:
    """Whether the afternoon begins before the morning has ended."""
    return morning.ends is not None and afternoon.starts is not None and afternoon.starts < morning.ends


def refusals_of_half(day: Day, half: str, hours: Hours) -> list[Refusal]:
    """A half has a start and a later end, or neither."""
    if not hours.given:
        return []
    if hours.starts is None:
        return [at(day, f"{half}_starts", f"Enter when the {half} starts.")]
    if hours.ends is None:
        return [at(day, f"{half}_ends", f"Enter when the {half} ends.")]
    if hours.ends <= hours.starts:
        return [
            at(
                day,
                f"{half}_ends",
                f"The {half} would end at {hours.ends:%H:%M}, but starts at {hours.starts:%H:%M}. Enter a later end.",
            )
        ]
    return []


def at(day: Day, name: str, message: str) -> Refusal:
    """The refusal at this control of the day's line."""
    return Refusal(message, f"days-{day.line}-{name}")
