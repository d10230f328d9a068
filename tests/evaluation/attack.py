"""Somebody who has every published figure, knows how many people stand behind each cell, and looks for what follows.

Sums: every figure is a known linear sum of unknown scores; a figure that was held back is recovered where it lies in
the span of those published. Counts: whole numbers from nought, narrowed equation by equation until nothing moves.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, permutations, product
from random import Random
from typing import TypeVar

import numpy as np

from scaleup.evaluation.rules.results import (
    EVERYWHERE,
    Answered,
    Cell,
    Definition,
    Gathered,
    Place,
    Reliable,
    Series,
)
from scaleup.evaluation.rules.suppression import LEAST, Allowed, band_of, is_small, plain
from scaleup.evaluation.rules.suppression.families import Family, family, places_of
from scaleup.programmes.rules import Band, Better

ANXIETY = Series("hads", "1983", "anxiety", "mother", "programme")
POINTS = ("T1", "T2", "T4", "F6")
COURSE = POINTS[:3]
BANDS = (Band("normal", 0, 7), Band("borderline", 8, 10), Band("high", 11, 21))
DEFINITION = Definition(
    "Anxiety", "HADS", 0, 21, Better.LOWER, POINTS, bands=BANDS, reliability=0.80, course=COURSE, spans_course=True
)
C = TypeVar("C")
Kind = tuple[Cell, frozenset[str], str]
"""People who cannot be told apart by any figure: of one area and year, who answered when, and the band of T1."""
Pattern = tuple[Cell, frozenset[str]]
Unknown = tuple[Kind, str]


def world(chance: Random) -> Gathered:
    """A programme of a few small areas, some years, and people of whom some come back and some do not."""
    people = []
    stays, follows = chance.choice([0.5, 0.8, 0.95, 1.0]), chance.choice([0.4, 0.9, 1.0])
    for area in range(chance.randint(1, 4)):
        for year in range(2024, 2024 + chance.randint(1, 3)):
            for _ in range(chance.choice([0, 0, 1, 4, 7, 9, 11, 12, 14, 20, 30])):
                held = {"T1"} | {point for point in POINTS[1:] if chance.random() < stays}
                if chance.random() > follows:
                    held.discard("F6")
                if chance.random() > stays:
                    held.discard("T1")
                values = {point: float(chance.randint(0, 21)) for point in POINTS if point in held}
                people.append(Answered(Cell(area, year), values))
    return Gathered(ANXIETY, tuple(people))


def crowd(chance: Random) -> Gathered:
    """Some areas with so many people that their bands are told, beside some with few."""
    people = []
    for area in range(chance.randint(1, 4)):
        for year in range(2024, 2024 + chance.randint(1, 2)):
            for _ in range(chance.choice([0, 2, 8, 12, 30, 45, 60])):
                first = float(chance.choice([3, 3, 9, 9, 12, 14]))
                held = {"T1": first, "T2": 9.0, "T4": float(chance.randint(0, 21))}
                if chance.random() < chance.choice([0.0, 0.1]):
                    held.pop("T4")
                if chance.random() < 0.9:
                    held["F6"] = float(chance.randint(0, 21))
                people.append(Answered(Cell(area, year), held))
    return Gathered(ANXIETY, tuple(people))


def chorus(chance: Random) -> Gathered:
    """Areas of ten people and more, in some of whose years everybody answers one and the same."""
    people = []
    for area in range(chance.randint(1, 3)):
        for year in range(2024, 2024 + chance.randint(1, 3)):
            first, moved = chance.choice([None, None, 4, 9]), chance.choice([None, -2])
            for _ in range(chance.choice([0, 3, 10, 11, 14, 20])):
                begun = float(chance.randint(3, 21) if first is None else first)
                ended = float(chance.randint(0, 21)) if moved is None else begun + moved
                people.append(Answered(Cell(area, year), {"T1": begun, "T4": ended}))
    return Gathered(ANXIETY, tuple(people))


def kind_of(person: Answered) -> Kind:
    """What somebody is known by."""
    held = frozenset(person.values)
    return person.cell, held, band_of(DEFINITION, person.values["T1"]) if "T1" in held else ""


@dataclass(frozen=True)
class Figures:
    """Every figure that was told, by which people and points it is a sum of."""

    told: tuple[Mapping[Unknown, float], ...]


def sum_of(
    found: Gathered, family: Family, place: Place, weights: Mapping[str, float], *, band: str | None = None
) -> dict[Unknown, float]:
    """Which unknown sums a figure is made of: one unknown for each kind of person and time point."""
    kinds = {kind_of(one) for one in found.people}
    return {
        ((cell, held, began), point): weight
        for cell, held, began in kinds
        if held >= set(weights) and family.counts(place, cell) and band in (None, began)
        for point, weight in weights.items()
    }


CHANGE = {"T1": -1.0, "T4": 1.0}
FURTHER = {"T1": -1.0, "F6": 1.0}
TWICE_CHANGED = frozenset(CHANGE) | frozenset(FURTHER)


def published(found: Gathered, allowed: Allowed) -> Figures:
    """Every mean, every change, and every change by band that is told, as sums."""
    told = [
        sum_of(found, family, place, {point: 1.0}) for point, family in allowed.means.items() for place in family.places
    ]
    told += [sum_of(found, allowed.change, place, CHANGE) for place in allowed.change.places]
    told += [sum_of(found, allowed.further, place, FURTHER) for place in allowed.further.places]
    told += [sum_of(found, allowed.change, place, CHANGE, band=band.name) for place in allowed.bands for band in BANDS]
    return Figures(tuple(told))


def secrets(found: Gathered) -> list[dict[Unknown, float]]:
    """Every sum over one to nine people that a table could have shown, or that somebody might be after."""
    sizes: dict[Kind, int] = {}
    for person in found.people:
        sizes[kind_of(person)] = sizes.get(kind_of(person), 0) + 1
    every = Family()
    wanted = []
    for place in places_of(one.cell for one in found.people):
        wanted += [sum_of(found, every, place, {point: 1.0}) for point in POINTS]
        wanted += [sum_of(found, every, place, CHANGE, band=band) for band in (None, *(one.name for one in BANDS))]
        wanted += [
            {(kind, has): 1.0 for kind in sizes if place.holds(kind[0]) and has in kind[1] and lacks not in kind[1]}
            for has, lacks in permutations(POINTS, 2)
        ]
        wanted += [sum_of(found, every, place, FURTHER)]
        wanted += parted(sizes, place)
    wanted += [{(kind, point): 1.0} for kind in sizes for point in kind[1]]
    for weights in (CHANGE, FURTHER):
        wanted += [{(kind, at): sign for at, sign in weights.items()} for kind in sizes if kind[1] >= set(weights)]
    return [one for one in wanted if 0 < sum(sizes[kind] for kind in {kind for kind, _ in one}) < LEAST]


def parted(sizes: Mapping[Kind, int], place: Place) -> list[dict[Unknown, float]]:
    """What some gave at a point less what others did, who answered at other points: what two changes leave over."""
    some: dict[frozenset[str], list[Kind]] = {}
    for kind in sizes:
        if place.holds(kind[0]):
            some.setdefault(kind[1] & TWICE_CHANGED, []).append(kind)
    return [
        {(kind, point): 1.0 for kind in some[one]} | {(kind, point): -1.0 for kind in some[other]}
        for one, other in permutations(some, 2)
        for point in one & other
    ]


def few_stood_for(found: Gathered, figures: Figures, chance: Random, *, tries: int) -> int:
    """Of how few people something follows, whatever it is; nought where nothing does of fewer than ten.

    Of some few kinds of people something follows exactly when the figures lose a dimension without them.
    """
    sizes = Counter((cell, held) for cell, held, _ in map(kind_of, found.people))
    unknown = {one: place for place, one in enumerate(sorted({one for row in figures.told for one in row}, key=repr))}
    known = matrix(figures.told, unknown)
    _, weights, basis = np.linalg.svd(known, full_matrices=False)
    span = basis[weights > 1e-9]
    for _ in range(tries if len(span) else 0):
        few = some_few(sizes, chance)
        left = span[:, [place for ((cell, held, _), _), place in unknown.items() if (cell, held) not in few]]
        if left.shape[1] < len(span) or np.linalg.svd(left, compute_uv=False)[-1] < 1e-9:
            return sum(sizes[one] for one in few)
    return 0


def some_few(sizes: Mapping[Pattern, int], chance: Random) -> set[Pattern]:
    """Kinds of people of fewer than ten together, as many as go in: of one cell first, or the smallest, or any."""
    order = [one for one in sorted(sizes, key=repr) if sizes[one] < LEAST]
    chance.shuffle(order)
    way = chance.random()
    if order and way < 0.4:
        cell = order[0][0]
        order.sort(key=lambda one: one[0] != cell)
    elif way < 0.6:
        order.sort(key=lambda one: sizes[one])
    few: set[Pattern] = set()
    for one in order:
        if sum(sizes[each] for each in few) + sizes[one] < LEAST:
            few.add(one)
    return few


def told_alike(found: Gathered, allowed: Allowed) -> int:
    """How many sums follow in which everybody gave one and the same figure, from means and spreads of that figure.

    A change that follows from two means says nothing of its spread, so each figure is looked at by itself.
    """
    families = [({point: 1.0}, family) for point, family in allowed.means.items()]
    families += [(CHANGE, allowed.change), (FURTHER, allowed.further)]
    return sum(
        recovered(
            found,
            Figures(tuple(sum_of(found, family, place, weights) for place in family.places)),
            alike(found, weights),
        )
        for weights, family in families
    )


def alike(found: Gathered, weights: Mapping[str, float]) -> list[dict[Unknown, float]]:
    """Every sum over one year or more of areas, in which everybody gave one and the same figure."""
    cells = sorted({one.cell for one in found.people})
    wanted = []
    for size in (1, 2, 3):
        for some in combinations(cells, size):
            people = [one for one in found.people if one.cell in some and set(one.values) >= set(weights)]
            figures = {sum(one.values[point] * sign for point, sign in weights.items()) for one in people}
            if len(figures) == 1:
                wanted.append({(kind_of(one), point): sign for one in people for point, sign in weights.items()})
    return wanted


def fewest(found: Gathered, allowed: Allowed) -> int:
    """Of how few people anything is that comes of one place's figures by adding and taking them away whole."""
    families = [({point: 1.0}, family) for point, family in allowed.means.items()]
    families += [(CHANGE, allowed.change), (FURTHER, allowed.further)]
    sizes = Counter(kind_of(one) for one in found.people)
    least = len(found.people) or LEAST
    for place in places_of(one.cell for one in found.people):
        rows = [sum_of(found, family, place, weights) for weights, family in families if place in family.places]
        unknown = {one: number for number, one in enumerate(sorted({one for row in rows for one in row}, key=repr))}
        filled = matrix(rows, unknown)
        for signs in product((-1, 0, 1), repeat=len(rows)):
            left = np.array(signs) @ filled if rows else np.zeros(0)
            kinds = {kind for (kind, _), number in unknown.items() if left[number]}
            if kinds:
                least = min(least, sum(sizes[kind] for kind in kinds))
    return least


def recovered(found: Gathered, figures: Figures, wanted: list[dict[Unknown, float]] | None = None) -> int:
    """How many of the secrets follow from the figures by adding and taking away."""
    wanted = secrets(found) if wanted is None else wanted
    if not wanted or not figures.told:
        return 0
    unknown = {
        one: place for place, one in enumerate(sorted({k for row in (*figures.told, *wanted) for k in row}, key=repr))
    }
    known, hidden = (matrix(rows, unknown) for rows in (figures.told, wanted))
    _, sizes, basis = np.linalg.svd(known, full_matrices=False)
    span = basis[sizes > 1e-9]
    left = hidden - hidden @ span.T @ span
    return int((np.linalg.norm(left, axis=1) < 1e-7).sum())


def matrix(rows: Iterable[Mapping[Unknown, float]], unknown: Mapping[Unknown, int]) -> np.ndarray:
    """Sums as rows of a matrix."""
    rows = list(rows)
    filled = np.zeros((len(rows), len(unknown)))
    for number, row in enumerate(rows):
        for one, weight in row.items():
            filled[number, unknown[one]] = weight
    return filled


def narrowed(
    equations: list[tuple[frozenset[C], int]], at_least: list[frozenset[C]], cells: set[C]
) -> dict[C, tuple[int, int]]:
    """The least and the most that each cell can hold: sums that are known, and sums of which it is known that they are
    not nothing."""
    bounds = {cell: (0, max((total for _, total in equations), default=0)) for cell in cells}
    told = {cell for inside, _ in equations for cell in inside}
    moved = True
    while moved:
        before = dict(bounds)
        for inside, total in equations:
            for cell in inside:
                others = inside - {cell}
                low = total - sum(bounds[one][1] for one in others)
                high = total - sum(bounds[one][0] for one in others)
                bounds[cell] = max(bounds[cell][0], low), min(bounds[cell][1], high)
        for inside in at_least:
            for cell in inside:
                if 1 - sum(bounds[one][1] for one in inside - {cell}) > bounds[cell][0]:
                    bounds[cell] = 1, bounds[cell][1]
        moved = bounds != before
    return {cell: bound for cell, bound in bounds.items() if cell in told}


@dataclass(frozen=True)
class Changed:
    """Of how many people of each area it is known, by reliable change, that they are better, the same or worse."""

    areas: Mapping[int, Reliable]
    change: Family

    @property
    def every(self) -> Reliable:
        """The same of all areas but those that are left out."""
        some = [one for area, one in self.areas.items() if area not in self.change.left_out]
        return Reliable(3.0, *(sum(getattr(one, kind) for one in some) for kind in WAYS))


WAYS = ("better", "same", "worse")


def changed(chance: Random) -> Changed:
    """Some areas, small and large, of whose people few, or none, changed by more than chance explains."""
    areas, loads = {}, {}
    for area in range(chance.randint(1, 5)):
        n = chance.choice([0, 1, 2, 4, 6, 9, 10, 12, 15, 24, 40])
        likely = chance.choice([(1, 0, 0), (0, 1, 0), (1, 12, 1), (6, 6, 0), (6, 5, 2), (1, 1, 1)])
        ways = chance.choices(WAYS, likely, k=n)
        areas[area] = Reliable(3.0, *(ways.count(way) for way in WAYS))
        loads[Cell(area, 2025)] = n
    return Changed(areas, family(plain({cell: n for cell, n in loads.items() if n})))


def ways_worked_out(found: Changed, told: Collection[Place]) -> list[object]:
    """The counts of one to four people that follow from those told: of an area, and of the areas that are not told.

    How many people there are in an area is known.
    """
    known = {area: one for area, one in found.areas.items() if Place(area) in told}
    cells = {(area, way): getattr(one, way) for area, one in found.areas.items() for way in WAYS}
    sums = [(frozenset({(area, way)}), cells[area, way]) for area in known for way in WAYS]
    sums += [(frozenset((area, way) for way in WAYS), sum(cells[area, way] for way in WAYS)) for area in found.areas]
    rest: dict[str, int] = {}
    if EVERYWHERE in told:
        inside = [area for area in found.areas if area not in found.change.left_out]
        sums += [(frozenset((area, way) for area in inside), getattr(found.every, way)) for way in WAYS]
        rest = {way: sum(cells[area, way] for area in inside if area not in known) for way in WAYS}
    bounds = narrowed(sums, [], set(cells))
    followed: list[object] = [cell for cell, (low, high) in bounds.items() if low == high and is_small(cells[cell])]
    return followed + [way for way, n in rest.items() if is_small(n)]
