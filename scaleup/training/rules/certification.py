"""When a part of the training is complete, by its half-days alone (decisions.md, Training and people). Pure.

A part is complete at a share of its minutes that the programme says; excused counts as missing until it is made up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import counted, plain_date
from scaleup.training.rules.states import Attendance, Half

HUNDRED = 100


@dataclass(frozen=True)
class Sitting:
    """One half-day of a part, and what the register says of one person there."""

    day: int
    """The first day of the event is 1."""
    on_day: date
    half: Half
    minutes: int
    """How long the half-day is."""
    attendance: Attendance | None = None
    """Empty where nobody has said yet."""
    attended: int | None = None
    """Minutes, where it was not all of them; of the make-up, where it was made up."""
    made_up_on: date | None = None
    place: int = 0
    """Which half-day of the part it repeats, from 1; of an event with fewer half-days than its part. 0: none."""

    @property
    def counts(self) -> int:
        """The minutes that count towards the part."""
        if self.attendance in (None, Attendance.ABSENT, Attendance.EXCUSED):
            return 0
        return self.minutes if self.attended is None else min(self.attended, self.minutes)

    @property
    def words(self) -> str:
        """Which half-day it is, as in "day 3 afternoon of 25 April 2024"."""
        return f"day {self.day} {self.half.value} of {plain_date(self.on_day)}"

    @property
    def counted_on(self) -> date:
        """The day on which its minutes were attended."""
        return self.made_up_on or self.on_day


@dataclass(frozen=True)
class Requirement:
    """What makes a part complete: its half-days, the share of their minutes, and until when it can be caught up."""

    name: str
    complete_at_percent: int
    half_days: int
    """How many the programme asks for: fewer complete nobody. 0 where the programme does not know the part."""
    until_on: date | None = None
    """The last day of the window in which the part belongs, where that is known."""


@dataclass(frozen=True)
class Certification:
    """How far a person is with a part."""

    requirement: Requirement
    counted: int
    """Minutes that count."""
    planned: int
    complete_on: date | None
    """The day on which the part was complete: the last that was marked, or that of the make-up that completed it."""
    missing: tuple[Sitting, ...]
    """Half-days that were marked and do not count whole."""
    to_come: tuple[Sitting, ...]
    """Half-days of which nobody has said anything yet."""
    half_days: int
    """How many half-days of the part the person's events have."""

    @property
    def short(self) -> bool:
        """Whether the events have fewer half-days than the part."""
        return self.half_days < self.requirement.half_days

    @property
    def reachable(self) -> bool:
        """Whether all that is to come would complete the part, without a make-up."""
        to_come = sum(one.minutes for one in self.to_come)
        enough = not self.short and reaches(self.counted + to_come, self.planned, self.requirement)
        return self.complete_on is not None or enough

    @property
    def sentence(self) -> str:
        """Where the person stands with the part."""
        name, missed = self.requirement.name, [one.words for one in self.missing]
        if self.complete_on is not None:
            return f"{name} complete on {plain_date(self.complete_on)}"
        if self.short:
            has = f"{self.half_days} of its {counted(self.requirement.half_days, 'half-day')} by the events so far"
            return f"{name}: {has}, and all of them are needed{and_misses(missed)}"
        if not self.missing:
            to_come = counted(len(self.to_come), "half-day")
            return f"{name}: {to_come} to come" if self.counted else f"{name} to come"
        if self.reachable:
            return f"{name}: misses part of {listed(missed)}, and can still complete it"
        return f"{name}: misses {listed(missed)}; {self.way_back}"

    @property
    def way_back(self) -> str:
        """What would complete the part."""
        until = self.requirement.until_on
        return f"a make-up by {plain_date(until)} keeps the place" if until else "a make-up completes it"


def and_misses(words: Sequence[str]) -> str:
    """What somebody lacks besides."""
    return f"; misses {listed(words)} too" if words else ""


def listed(words: Sequence[str]) -> str:
    """These in one breath: "a, b and c"."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def reaches(minutes: int, planned: int, requirement: Requirement) -> bool:
    """Whether so many minutes of those planned complete the part; compared unrounded."""
    return planned > 0 and minutes * HUNDRED >= planned * requirement.complete_at_percent


def certification(attended: Iterable[Sitting], requirement: Requirement, on: date) -> Certification:
    """How far the person is with the part on this day. A make-up of a later day does not count yet."""
    sittings = [as_of(one, on) for one in attended]
    planned = sum(one.minutes for one in sittings)
    minutes = sum(one.counts for one in sittings)
    complete_on = None
    if len(sittings) >= requirement.half_days and reaches(minutes, planned, requirement):
        complete_on = max(max(one.on_day, one.counted_on) for one in sittings if one.attendance is not None)
    return Certification(
        requirement=requirement,
        counted=minutes,
        planned=planned,
        complete_on=complete_on if complete_on is not None and complete_on <= on else None,
        missing=tuple(one for one in sittings if one.attendance is not None and one.counts < one.minutes),
        to_come=tuple(one for one in sittings if one.attendance is None),
        half_days=len(sittings),
    )


def as_of(one: Sitting, on: date) -> Sitting:
    """What was known of it on that day: a make-up still to come leaves it excused."""
    if one.made_up_on is None or one.made_up_on <= on:
        return one
    return Sitting(one.day, one.on_day, one.half, one.minutes, Attendance.EXCUSED, place=one.place)


Row = Sequence[Sitting | None]
"""An event beside the half-days of its part: what it has of each, in their order."""


def laid(sittings: Sequence[Sitting], half_days: int) -> Row:
    """The event as it lies beside so many half-days: one that has fewer, at those which it says that it repeats."""
    if len(sittings) >= half_days:
        return sittings
    by_place = {one.place: one for one in sittings}
    return [by_place.get(place) for place in range(1, half_days + 1)]


def together(rows: Sequence[Row]) -> list[Sitting]:
    """The half-days of one part out of several events of it, equally long: of each half-day the one that counts most.

    So whoever misses a half-day in one event catches it up in the same half-day of another.
    """
    found = []
    for same in zip(*rows, strict=True):
        there = [one for one in same if one is not None]
        found += [max(there, key=counts_most)] if there else []
    return found


def counts_most(one: Sitting) -> tuple[float, bool, date]:
    """Of two sittings of the same half-day: the greater share, then the one still to come, then the later."""
    share = one.counts / one.minutes if one.minutes else 0.0
    return share, one.attendance is None, one.on_day


def out_of_events(events: Sequence[Sequence[Sitting]], requirement: Requirement, on: date) -> Certification:
    """How far the person is with a part out of several events of it, in their order: complete since it first was.

    Who has completed it and comes again, also to an event of another length, is trained since the first time. Events of
    another length than the latest whole one cannot be laid beside it, unless they say which half-days they repeat.
    """
    alike: dict[int, list[Row]] = {}
    complete = []
    for sittings in events:
        row = laid(sittings, requirement.half_days)
        same = alike.setdefault(len(row), [])
        same.append(row)
        found = certification(together(same), requirement, on)
        complete += [found] if found.complete_on is not None else []
    if complete:
        return min(complete, key=lambda one: one.complete_on or date.max)
    nearest = together(alike.get(len(the_latest(events, requirement.half_days)), []))
    return certification(nearest or [one for sittings in events[-1:] for one in sittings], requirement, on)


def the_latest(events: Sequence[Sequence[Sitting]], half_days: int) -> Row:
    """The event that says how long the others have to be: the latest whole one, else the part's own length."""
    whole = [one for one in events if len(one) >= half_days]
    if not whole:
        return [None] * half_days
    return max(whole, key=lambda sittings: max((one.on_day for one in sittings), default=date.min))
