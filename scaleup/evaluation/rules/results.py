"""What results are made of: the people behind a score, what a figure is of, and the figures. Pure values.

A year is the financial year of a group's last session, so a person counts in one year at every time point
(docs/decisions/0051-what-results-show.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from scaleup.evaluation.rules.points import Share
from scaleup.programmes.rules import Band, Better


class Place(NamedTuple):
    """Of whom a figure is: an area or all (None), in a financial year or all (None)."""

    area_id: int | None = None
    year: int | None = None

    def holds(self, cell: "Cell") -> bool:
        """Whether the people of an area's year are among them."""
        return self.area_id in (None, cell.area_id) and self.year in (None, cell.year)


EVERYWHERE = Place()


class Cell(NamedTuple):
    """The people of one area whose groups end in one financial year: what every figure is put together from."""

    area_id: int
    year: int


@dataclass(frozen=True)
class Series:
    """One score of one kind of person. Nothing is ever put together across two of these."""

    measure: str
    version: str
    scale: str
    role: str
    arm: str
    counted: bool = True
    """By person under codes; False for means that areas sent, which are never mixed with them."""

    @property
    def score(self) -> tuple[str, str, str]:
        """By what its definition is found, whoever gave it."""
        return self.measure, self.version, self.scale


@dataclass(frozen=True)
class Definition:
    """What a score means, by the programme's version."""

    name: str
    """Of the score: "Anxiety"."""
    label: str
    """With the measure's: "Anxiety and depression (HADS)"."""
    least: int
    most: int
    better: Better
    points: tuple[str, ...]
    """The codes of its time points, in order."""
    bands: tuple[Band, ...] = ()
    reliability: float | None = None
    """Assumed; None where the definition gives none, and then nothing is said of reliable change."""
    course: tuple[str, ...] = ()
    """The points up to the last session: six months on is none of them."""
    spans_course: bool = False
    """Whether it is given at the first and at the last point of the programme's course."""

    @property
    def pair(self) -> tuple[str, str] | None:
        """The two points between which change is told: the first and the last of the course."""
        return (self.course[0], self.course[-1]) if len(self.course) > 1 else None

    @property
    def further(self) -> tuple[str, str] | None:
        """The first point of the course and the one months after it; None where the score is not given then."""
        after = next((point for point in self.points if point not in self.course), None)
        return (self.course[0], after) if self.pair is not None and after is not None else None


@dataclass(frozen=True)
class Answered:
    """One person's score at each time point that they answered."""

    cell: Cell
    values: Mapping[str, float]


@dataclass(frozen=True)
class Sent:
    """The scores of a group as its area sent them: n, mean and standard deviation."""

    cell: Cell
    time_point: str
    n: int
    mean: float
    sd: float | None


@dataclass(frozen=True)
class Estimate:
    """A mean with its 95 % interval. Spread and interval are None of one person, or where a group sent no spread."""

    n: int
    mean: float
    sd: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Effect:
    """A standardised change with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Change:
    """The change of the same people between two time points: later minus earlier."""

    n: int
    mean: float
    sd: float
    low: float
    high: float
    t: float | None
    """None where everybody changed by the same."""
    p: float | None
    d_z: Effect | None
    """By the spread of the changes."""
    d_av: Effect | None
    """By the mean of the two spreads."""


@dataclass(frozen=True)
class Loss:
    """Who was there before and not after. Counts of people, not of forms."""

    before: int
    after: int
    both: int

    @property
    def lost(self) -> int:
        """Had the earlier and not the later."""
        return self.before - self.both

    @property
    def gained(self) -> int:
        """Had the later and not the earlier."""
        return self.after - self.both

    @property
    def unmatched(self) -> int:
        """Had one of the two."""
        return self.lost + self.gained


@dataclass(frozen=True)
class Reliable:
    """How many changed by more than chance in measuring explains, if the score is as reliable as assumed."""

    limit: float
    better: int
    same: int
    worse: int

    @property
    def better_percent(self) -> int:
        """The share of those who changed for the better, in whole per cent; of nobody, nought."""
        return Share(self.better, self.better + self.same + self.worse).percent or 0


@dataclass(frozen=True)
class Gathered:
    """Everything known of one series, whoever may see it: never goes to a page."""

    series: Series
    people: tuple[Answered, ...] = ()
    sent: tuple[Sent, ...] = field(default=())

    @cached_property
    def by_cell(self) -> Mapping[Cell, Sequence[Answered]]:
        """The people, cell by cell."""
        found: dict[Cell, list[Answered]] = {}
        for person in self.people:
            found.setdefault(person.cell, []).append(person)
        return found

    @cached_property
    def cells(self) -> frozenset[Cell]:
        """The areas and years in which anybody answered, or from which means came."""
        return frozenset(self.by_cell) | frozenset(one.cell for one in self.sent)


def paired(people: Iterable[Answered], pair: tuple[str, str]) -> tuple[list[float], list[float]]:
    """The scores of those who answered at both points, person by person."""
    before, after = pair
    both = [one.values for one in people if before in one.values and after in one.values]
    return [values[before] for values in both], [values[after] for values in both]


def losses(people: Iterable[Answered], pair: tuple[str, str]) -> Loss:
    """Who was there at either of two points."""
    held = [(pair[0] in one.values, pair[1] in one.values) for one in people]
    return Loss(sum(b for b, _ in held), sum(a for _, a in held), sum(b and a for b, a in held))


def reliable(before: Iterable[float], after: Iterable[float], *, limit: float, better: Better) -> Reliable:
    """How many changed by more than the limit, either way."""
    up = better is Better.HIGHER
    gains = [(b - a if not up else a - b) for b, a in zip(before, after, strict=True)]
    risen, fallen = sum(gain > limit for gain in gains), sum(gain < -limit for gain in gains)
    return Reliable(limit, risen, len(gains) - risen - fallen, fallen)
