"""What may be told of one series: for which places its means, its change, its bands and its reliable change. Pure.

The mean at the last point is the one figure that could part those who answered once from those who answered twice, so
it weighs no more than these (docs/decisions/0051-what-results-show.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from scaleup.evaluation.rules.results import (
    EVERYWHERE,
    Answered,
    Cell,
    Definition,
    Gathered,
    Loss,
    Place,
    Reliable,
    losses,
)
from scaleup.evaluation.rules.suppression.cuts import Load, Loads
from scaleup.evaluation.rules.suppression.families import Family, family, plain
from scaleup.evaluation.rules.suppression.few import LEAST, is_small

Split = Mapping[Cell, Mapping[str, int]]
"""How many of each kind, cell by cell."""


@dataclass(frozen=True)
class Allowed:
    """The places of each figure of a series."""

    means: Mapping[str, Family] = field(default_factory=dict)
    change: Family = field(default_factory=Family)
    bands: frozenset[Place] = frozenset()
    reliable: frozenset[Place] = frozenset()


def allowed(found: Gathered, definition: Definition) -> Allowed:
    """What may be told without anything following about fewer than ten people."""
    counts = {point: plain(answers(found, point)) for point in definition.points}
    pair = definition.pair
    if pair is None or not found.series.counted:
        return Allowed({point: family(loads) for point, loads in counts.items()})
    apart = losses_of(found, pair)
    change = family(plain({cell: one.both for cell, one in apart.items()}))
    first, last = pair
    means = {point: family(loads) for point, loads in counts.items() if point != last}
    means[last] = last_mean(counts[last], apart, first=means[first], change=change)
    return Allowed(means, change, bands_told(found.people, definition, change))


def answers(found: Gathered, point: str) -> dict[Cell, int]:
    """How many answered at a point, cell by cell."""
    counts: dict[Cell, int] = {}
    for cell, people in found.by_cell.items():
        if n := sum(point in one.values for one in people):
            counts[cell] = n
    for group in found.sent:
        if group.time_point == point:
            counts[group.cell] = counts.get(group.cell, 0) + group.n
    return counts


def counted(found: Gathered, point: str, place: Place) -> int:
    """How many answered at a point somewhere."""
    return sum(n for cell, n in answers(found, point).items() if place.holds(cell))


def losses_of(found: Gathered, pair: tuple[str, str]) -> dict[Cell, Loss]:
    """Who was there at either point, cell by cell."""
    return {cell: losses(people, pair) for cell, people in found.by_cell.items()}


def last_mean(loads: Loads, apart: Mapping[Cell, Loss], *, first: Family, change: Family) -> Family:
    """The places of the mean at the last point.

    With the first mean and the change it tells of those who answered one of the two alone: they are ten or more, or
    nobody, and then it only says again what the others say.
    """
    if not change.places:
        return family(loads)
    weighed = {cell: Load(min(load.n, apart[cell].unmatched), load.n) for cell, load in loads.items()}
    found = family(weighed)
    again = {
        place
        for place in first.places & change.places
        if place.area_id is not None and not any(one.unmatched for cell, one in apart.items() if place.holds(cell))
    }
    return replace(found, places=found.places | again)


def bands_told(people: Iterable[Answered], definition: Definition, change: Family) -> frozenset[Place]:
    """Areas whose change is told by band, and whether that of all is; never a year by itself."""
    split = by_band(people, definition)
    areas = [one.area_id for one in change.places if one.area_id is not None and one.year is None]
    told = frozenset(Place(area) for area in areas if bands_apart(cells_of(split, Place(area), change)))
    if EVERYWHERE in change.places:
        every = cells_of(split, EVERYWHERE, change)
        rest = [
            row for cell, row in split.items() if change.counts(EVERYWHERE, cell) and Place(cell.area_id) not in told
        ]
        if bands_apart(every) and (not rest or bands_apart(rest)):
            told |= {EVERYWHERE}
    return told if definition.bands else frozenset()


def by_band(people: Iterable[Answered], definition: Definition) -> dict[Cell, dict[str, int]]:
    """How many of those who answered twice began in each band."""
    split: dict[Cell, dict[str, int]] = {}
    pair = definition.pair
    for person in people:
        if pair is not None and pair[0] in person.values and pair[1] in person.values:
            row = split.setdefault(person.cell, {})
            name = band_of(definition, person.values[pair[0]])
            row[name] = row.get(name, 0) + 1
    return split


def band_of(definition: Definition, value: float) -> str:
    """The name of the band that a score lies in; "" outside of all."""
    return next((band.name for band in definition.bands if band.least <= value <= band.most), "")


def cells_of(split: Split, place: Place, change: Family) -> list[Mapping[str, int]]:
    """The cells that a figure of change counts."""
    return [row for cell, row in split.items() if change.counts(place, cell)]


def bands_apart(rows: Sequence[Mapping[str, int]]) -> bool:
    """Whether no part of the bands points at fewer than ten, whatever is known of each cell as a whole."""
    names = sorted({name for row in rows for name in row})
    if any(0 < sum(row.get(name, 0) for row in rows) < LEAST for name in names):
        return False
    for size in range(1, len(names)):
        for part in combinations(names, size):
            inside = [sum(row.get(name, 0) for name in part) for row in rows]
            if sum(min(n, sum(row.values()) - n) for n, row in zip(inside, rows, strict=True)) < LEAST:
                return False
    return True


def reliable_told(found: Mapping[int, Reliable], every: Reliable | None, change: Family) -> frozenset[Place]:
    """Areas whose counts of reliable change are told, and whether those of all are."""
    told = frozenset(
        Place(area) for area, one in found.items() if Place(area) in change.places and tellable(kinds(one))
    )
    if every is None or EVERYWHERE not in change.places or not tellable(kinds(every)):
        return told
    apart = [kinds(one) for area, one in found.items() if Place(area) in told and area not in change.left_out]
    rest = [n - sum(one[place] for one in apart) for place, n in enumerate(kinds(every))]
    return told | {EVERYWHERE} if tellable(rest) else told


def kinds(one: Reliable) -> list[int]:
    """The three counts."""
    return [one.better, one.same, one.worse]


def tellable(counts: Iterable[int]) -> bool:
    """Whether none of these counts is 1 to 4."""
    return not any(is_small(n) for n in counts)
