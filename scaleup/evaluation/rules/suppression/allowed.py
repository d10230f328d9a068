"""What may be told of one series: for which places its means, its changes, its bands and its reliable change. Pure.

The mean at the last point is the one figure that could part those who answered once from those who answered twice, so
it weighs no more than these (docs/decisions/0051-what-results-show.md).
"""

from collections import Counter
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
from scaleup.evaluation.rules.suppression.alike import (
    Held,
    changes,
    changes_between,
    figures_of_one_kind,
    same,
    scores_at,
)
from scaleup.evaluation.rules.suppression.cuts import Load
from scaleup.evaluation.rules.suppression.families import Family, family, plain
from scaleup.evaluation.rules.suppression.few import LEAST, is_small

Split = Mapping[Cell, Mapping[str, int]]
"""How many of each kind, cell by cell."""


@dataclass(frozen=True)
class Allowed:
    """The places of each figure of a series."""

    means: Mapping[str, Family] = field(default_factory=dict)
    change: Family = field(default_factory=Family)
    further: Family = field(default_factory=Family)
    """Of the change to the point months after the course (docs/decisions/0061-three-points.md)."""
    bands: frozenset[Place] = frozenset()
    reliable: frozenset[Place] = frozenset()


def allowed(found: Gathered, definition: Definition) -> Allowed:
    """What may be told without anything following about fewer than ten people."""
    means = {point: family(plain(answers(found, point)), held=scores_at(found, point)) for point in definition.points}
    pair = definition.pair
    if pair is None or not found.series.counted:
        return Allowed(means)
    change = change_told(found, pair)
    first, last = pair
    means[last] = last_mean(found, pair, first=means[first], change=change)
    further = Family()
    if definition.further is not None:
        after = definition.further[1]
        further = change_told(found, definition.further)
        told = Allowed(means, change, further)
        means[after] = mean_after(found, (first, last, after), told)
    return Allowed(means, change, further, bands_told(found.people, definition, change))


def change_told(found: Gathered, pair: tuple[str, str]) -> Family:
    """The places of the change of those who answered at both points."""
    both = {cell: one.both for cell, one in losses_of(found, pair).items()}
    return family(plain(both), held=changes_between(found, pair))


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


def last_mean(found: Gathered, pair: tuple[str, str], *, first: Family, change: Family) -> Family:
    """The places of the mean at the last point of the course.

    With the first mean and the change it tells of those who answered one of the two alone: they are ten or more, or
    nobody, and then it only says again what the others say.
    """
    loads, held, apart = plain(answers(found, pair[1])), scores_at(found, pair[1]), losses_of(found, pair)
    if not change.places:
        return family(loads, held=held)
    weighed = {cell: Load(min(load.n, apart[cell].unmatched), load.n) for cell, load in loads.items()}
    told = family(weighed, held=held)
    return replace(told, places=told.places | said_again(apart, held, first=first, change=change))


def mean_after(found: Gathered, points: tuple[str, str, str], told: Allowed) -> Family:
    """The places of the mean months after the course.

    With the two other means and both changes it tells, in each cell, of no fewer than the least of four sets of people
    (docs/decisions/0061-three-points.md has the proof).
    """
    first, last, after = points
    loads, held = plain(answers(found, after)), scores_at(found, after)
    if not told.further.places:
        return family(loads, held=held)
    course = bool(told.change.places and told.means[last].places)
    people = {cell: patterns(some, points) for cell, some in found.by_cell.items()}
    weighed = {cell: Load(least_told(people[cell], course=course), load.n) for cell, load in loads.items()}
    safe = family(weighed, held=held)
    apart = losses_of(found, (first, after))
    again = said_again(apart, held, first=told.means[first], change=told.further)
    return replace(safe, places=safe.places | again)


Pattern = tuple[bool, bool, bool]
"""Whether somebody answered at the first point, at the last, and months after."""


def patterns(people: Iterable[Answered], points: tuple[str, str, str]) -> Counter[Pattern]:
    """How many answered when."""
    first, last, after = points
    return Counter((first in one.values, last in one.values, after in one.values) for one in people)


def least_told(people: Mapping[Pattern, int], *, course: bool) -> int:
    """How many people of a cell anything stands for at least that the mean after the course is part of."""

    def of(*some: Pattern) -> int:
        return sum(people.get(one, 0) for one in some)

    first, last, after = (True, False, False), (False, True, False), (False, False, True)
    early, late, ends, every = (True, True, False), (False, True, True), (True, False, True), (True, True, True)
    sets = [of(after, late, ends, every), of(first, early, after, late)]
    if course:
        sets += [of(first, last, after, late, every), of(after, late, ends, last, early)]
    return min(sets)


def said_again(apart: Mapping[Cell, Loss], held: Held, *, first: Family, change: Family) -> frozenset[Place]:
    """Areas of which a later mean is the first mean and the change: nobody answered one of the two alone."""
    return frozenset(
        place
        for place in first.places & change.places
        if place.area_id is not None
        and not any(one.unmatched for cell, one in apart.items() if place.holds(cell))
        and not figures_of_one_kind(held, [cell for cell in apart if cell.area_id == place.area_id])
    )


def bands_told(people: Iterable[Answered], definition: Definition, change: Family) -> frozenset[Place]:
    """Areas whose change is told by band, and whether that of all is; never a year by itself."""
    split = by_band(people, definition)
    areas = [one.area_id for one in change.places if one.area_id is not None and one.year is None]
    people = list(people)
    told = frozenset(
        Place(area)
        for area in areas
        if bands_apart(cells_of(split, Place(area), change))
        and not bands_alike((one for one in people if one.cell.area_id == area), definition)
    )
    if EVERYWHERE in change.places:
        every = [one for one in people if change.counts(EVERYWHERE, one.cell)]
        others = [one for one in every if Place(one.cell.area_id) not in told]
        rest = [row for cell, row in by_band(others, definition).items()]
        apart = bands_apart(cells_of(split, EVERYWHERE, change)) and (not rest or bands_apart(rest))
        if apart and not bands_alike(every, definition) and not bands_alike(others, definition):
            told |= {EVERYWHERE}
    return told if definition.bands else frozenset()


def bands_alike(people: Iterable[Answered], definition: Definition) -> bool:
    """Whether everybody who began in one band changed by the same."""
    pair = definition.pair
    parts: dict[str, list[Answered]] = {}
    for person in people:
        if pair is not None and pair[0] in person.values:
            parts.setdefault(band_of(definition, person.values[pair[0]]), []).append(person)
    return pair is not None and any(
        found and same(found) is not None for found in (changes(some, pair) for some in parts.values())
    )


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
    """Areas whose counts of reliable change are told, and whether those of all are.

    Where the areas that are not told all went one way, the number of people in each of them is a count of that way.
    """
    told = frozenset(
        Place(area) for area, one in found.items() if Place(area) in change.places and tellable(kinds(one))
    )
    if every is None or EVERYWHERE not in change.places or not tellable(kinds(every)):
        return told
    inside = {area: kinds(one) for area, one in found.items() if area not in change.left_out}
    apart = [one for area, one in inside.items() if Place(area) not in told]
    rest = [sum(counts) for counts in zip(*apart, strict=True)]
    one_way = sum(n > 0 for n in rest) == 1 and any(is_small(sum(one)) for one in apart)
    return told | {EVERYWHERE} if tellable(rest) and not one_way else told


def kinds(one: Reliable) -> list[int]:
    """How many changed for the better, not, and for the worse."""
    return [one.better, one.same, one.worse]


def tellable(counts: Iterable[int]) -> bool:
    """Whether none of these counts is 1 to 4."""
    return not any(is_small(n) for n in counts)
