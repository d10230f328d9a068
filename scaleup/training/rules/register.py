"""A mark of the register: what it says, when it is refused, which of two taps wins, and who cannot finish. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple

from scaleup.core.dates import LONDON, long_date, plain_date
from scaleup.training.rules.certification import Certification, Requirement, Sitting, certification
from scaleup.training.rules.states import ATTENDANCE_WORDS, Attendance, Half

PARTIAL = frozenset({Attendance.LATE, Attendance.LEFT_EARLY})
IN_THE_ROOM = frozenset({Attendance.PRESENT, Attendance.LATE, Attendance.LEFT_EARLY})
HALF_WORDS = {Half.MORNING: "am", Half.AFTERNOON: "pm"}
OLDEST_TAP = timedelta(days=7)
"""A tap that waited longer in a browser is gone there; one that says it is older counts as so old."""


@dataclass(frozen=True)
class Column:
    """A half-day as the register has it; times are local."""

    id: int
    on_day: date
    half: Half
    starts: time
    ends: time
    repeats: int | None = None
    """Which half-day of the part it repeats, from 1, where the event has fewer."""

    @property
    def minutes(self) -> int:
        """How long it is."""
        return (self.ends.hour - self.starts.hour) * 60 + self.ends.minute - self.starts.minute

    @cached_property
    def begins(self) -> datetime:
        """The instant, in UTC, at which it begins."""
        return datetime.combine(self.on_day, self.starts, tzinfo=LONDON).astimezone(UTC)

    @property
    def over(self) -> datetime:
        """The instant, in UTC, at which it ends."""
        return datetime.combine(self.on_day, self.ends, tzinfo=LONDON).astimezone(UTC)

    @cached_property
    def short(self) -> str:
        """For a heading of a column: "Mon 23 am"."""
        return f"{self.on_day:%a} {self.on_day.day} {HALF_WORDS[self.half]}"

    @property
    def named(self) -> str:
        """For a sentence during the event: "Monday afternoon"."""
        return f"{self.on_day:%A} {self.half}"


@dataclass(frozen=True)
class Said:
    """What somebody says of a person and a half-day. Without an attendance: nothing, or that a mark is taken back."""

    attendance: Attendance | None = None
    minutes: int | None = None
    made_up_on: date | None = None

    @cached_property
    def code(self) -> str:
        """The same in one word, which a form carries to tell what its sender saw: "late|90|"."""
        if self.attendance is None:
            return ""
        day = self.made_up_on.isoformat() if self.made_up_on else ""
        return f"{self.attendance.value}|{'' if self.minutes is None else self.minutes}|{day}"

    @property
    def words(self) -> str:
        """In words: "Left early, 100 minutes there"."""
        if self.attendance is None:
            return "No mark"
        told = ATTENDANCE_WORDS[self.attendance]
        if self.attendance in PARTIAL and self.minutes is not None:
            return f"{told}, {self.minutes} minutes there"
        return f"{told} on {plain_date(self.made_up_on)}" if self.made_up_on else told


NOTHING = Said()


class Tap(NamedTuple):
    """One mark of one cell, made on a device at an instant. `seen` is what the cell said there before."""

    key: str
    booking_id: int
    half_day_id: int
    said: Said
    marked_at: datetime
    seen: str = ""

    @property
    def cell(self) -> tuple[int, int]:
        """Where it goes."""
        return self.booking_id, self.half_day_id


class Typed(NamedTuple):
    """A cell of a form: what was typed into it, and the code of what its sender saw there."""

    said: Said
    seen: str


def plain(said: Said) -> Said:
    """The mark without what its kind has no room for: minutes of who was there all the time, a day of no make-up."""
    if said.attendance in PARTIAL:
        return Said(said.attendance, said.minutes)
    return said if said.attendance is Attendance.MADE_UP else Said(said.attendance)


def refusals_of_mark(said: Said, column: Column, *, name: str, now: datetime) -> list[str]:
    """Why this cannot be said of this person and this half-day now, each in a sentence."""
    if said.attendance is None:
        return []
    if now < column.begins and said.attendance is not Attendance.EXCUSED:
        return [
            f"{name}: {long_date(column.on_day)}, {column.half}, begins at {column.starts:%H:%M}. "
            "Mark it from then on; only “Excused” can be entered before."
        ]
    if said.attendance in PARTIAL and not (said.minutes and 0 < said.minutes <= column.minutes):
        return [f"{name}: say how many of the {column.minutes} minutes they were there, from 1 to {column.minutes}."]
    if said.attendance is Attendance.MADE_UP:
        return refusals_of_make_up(said, column, name=name, today=now.astimezone(LONDON).date())
    return []


def refusals_of_make_up(said: Said, column: Column, *, name: str, today: date) -> list[str]:
    """Why that cannot be the make-up of this half-day."""
    missed = f"{column.half} of {plain_date(column.on_day)}"
    if said.made_up_on is None:
        return [f"{name}: enter the day on which the {missed} was made up."]
    if said.made_up_on > today:
        return [f"{name}: {plain_date(said.made_up_on)} is still to come. Record the make-up once it was held."]
    if said.made_up_on < column.on_day:
        return [f"{name}: the {missed} cannot be made up on {plain_date(said.made_up_on)}, before it was held."]
    if said.minutes is not None and not 0 < said.minutes <= column.minutes:
        return [f"{name}: the {missed} has {column.minutes} minutes. Enter 1 to {column.minutes}, or none for all."]
    return []


def wins(marked_at: datetime, *, last: datetime | None) -> bool:
    """Whether a tap of that instant changes a cell whose last change is of this one: the later tap wins.

    Of two at the same instant the one that came in later wins.
    """
    return last is None or marked_at >= last


def tapped_at(told: datetime, *, now: datetime) -> datetime:
    """When a tap was made, as its device tells by the server's clock: never later than now, nor older than it waits.

    Not from how long it waited: two taps of one device would change places where the first took longer to come here.
    """
    return max(min(told, now), now - OLDEST_TAP)


def standing(marks: Mapping[int, Said], columns: Sequence[Column], asked: Requirement) -> Certification:
    """How far somebody is with the part by this register alone, by the rule of certification."""
    days = list(dict.fromkeys(one.on_day for one in columns))
    sittings = []
    for one in columns:
        said, day = marks.get(one.id, NOTHING), days.index(one.on_day) + 1
        made_up_on, minutes = said.made_up_on, said.minutes
        sittings.append(Sitting(day, one.on_day, one.half, one.minutes, said.attendance, minutes, made_up_on))
    return certification(sittings, asked, date.max)


def missed(found: Certification) -> tuple[Sitting, ...]:
    """The half-days because of which somebody cannot finish at this event; none while they still can.

    At an event with fewer half-days than its part nobody can, which the page says once.
    """
    return () if found.reachable or found.short else found.missing


def cannot_finish(half_days: Iterable[Sitting]) -> str:
    """What the trainer is told during the event; empty while the person can still finish."""
    named = ", ".join(f"{one.on_day:%A} {one.half}" for one in half_days)
    return f"Cannot finish at this event. Missed: {named}." if named else ""


def present_column(columns: Sequence[Column], now: datetime) -> Column | None:
    """The half-day that the register opens at: the one that goes on or comes next today, else the last one begun."""
    today = now.astimezone(LONDON).date()
    of_today = [one for one in columns if one.on_day == today]
    going = [one for one in of_today if now < one.over]
    begun = [one for one in columns if one.begins <= now]
    return next(iter([*going, *reversed(begun), *columns]), None)


def in_the_room(marks: Iterable[Said]) -> int:
    """How many were there, if only for a part."""
    return sum(mark.attendance in IN_THE_ROOM for mark in marks)
