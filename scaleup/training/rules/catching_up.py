"""What of a part somebody lacks, which events to come have it, and for which half-days of one they come. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import plain_date
from scaleup.training.rules.certification import (
    Requirement,
    Sitting,
    as_of,
    counts_most,
    laid,
    listed,
    out_of_events,
    the_latest,
)
from scaleup.training.rules.days import Span, in_the_part


@dataclass(frozen=True)
class Lacked:
    """A half-day of a part that somebody has to catch up."""

    place: int
    """Which half-day of the part, from 1."""
    sitting: Sitting | None
    """The one that was missed; none where no event of theirs had it."""

    @property
    def words(self) -> str:
        """Which it is: "day 3 afternoon of 25 April 2024"."""
        return self.sitting.words if self.sitting else in_the_part(self.place)


@dataclass(frozen=True)
class Lacks:
    """What somebody lacks of a part, and how long the events are that can be laid beside what they have."""

    half_days: tuple[Lacked, ...]
    length: int

    @property
    def places(self) -> frozenset[int]:
        """Which half-days of the part."""
        return frozenset(one.place for one in self.half_days)


def lacks(events: Sequence[Sequence[Sitting]], asked: Requirement, on: date) -> Lacks:
    """What somebody has to catch up; nothing while what is to come completes the part."""
    length = len(the_latest(events, asked.half_days))
    if out_of_events(events, asked, on).reachable:
        return Lacks((), length)
    rows = [row for sittings in events if len(row := laid(sittings, asked.half_days)) == length]
    found = []
    for place, same in enumerate(zip(*rows, strict=True), 1):
        there = [one for one in same if one is not None]
        best = as_of(max(there, key=counts_most), on) if there else None
        if best is None or (best.attendance is not None and best.counts < best.minutes):
            found.append(Lacked(place, best))
    return Lacks(tuple(found), length)


def caught_up_by(spans: Sequence[Span], lacking: Lacks, *, half_days: int, today: date) -> Mapping[int, Span]:
    """Which of the half-days that somebody lacks an event has yet to come, by their place in the part."""
    row = len(spans) if len(spans) >= half_days else half_days
    if row != lacking.length:
        return {}
    places = place_in([one.repeats for one in spans], half_days)
    return {
        place: span
        for place, span in zip(places, spans, strict=True)
        if place in lacking.places and span.on_day > today
    }


def place_in(repeats: Sequence[int | None], half_days: int) -> list[int | None]:
    """Which half-day of the part each half-day of an event is: in their order, or as a shorter event says."""
    return list(range(1, len(repeats) + 1)) if len(repeats) >= half_days else list(repeats)


def comes_for(spans: Sequence[Span], catches_up: str, *, half_days: int) -> Sequence[Span]:
    """The half-days of an event that somebody comes for; all of it where it no longer has those."""
    wanted = places_named(catches_up)
    places = place_in([one.repeats for one in spans], half_days)
    found = [span for place, span in zip(places, spans, strict=True) if place in wanted]
    return found or spans


def places_named(text: str) -> list[int]:
    """The half-days of a part that "5,6" names."""
    return [int(one) for one in text.split(",") if one]


def named(places: Collection[int]) -> str:
    """These half-days of a part as they are kept: "5,6"."""
    return ",".join(str(one) for one in sorted(places))


def catches_up_words(text: str) -> str:
    """What is said of who comes for these half-days alone: "catches up day 3 afternoon"; empty for all of it."""
    return f"catches up {listed([in_the_part(one) for one in places_named(text)])}" if text else ""


def in_words(catches: Mapping[int, Span]) -> str:
    """What is caught up and when: "day 3 afternoon on 9 December 2026, 13:30 to 16:30"."""
    return "; ".join(
        f"{in_the_part(place)} on {plain_date(one.on_day)}, {one.starts:%H:%M} to {one.ends:%H:%M}"
        for place, one in sorted(catches.items())
    )
