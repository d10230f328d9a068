"""Somebody who has every published figure of births, and looks for fewer than ten of them and kinds of one to four.

Sums of weights and numbers of births are recovered where they lie in the span of what is told; counts of kinds are
narrowed equation by equation, from whole numbers that cannot be less than nought.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from random import Random

import numpy as np

from scaleup.evaluation.rules.birth_results import SPLITS, Born, Kind, Kinds, Of
from scaleup.evaluation.rules.results import EVERYWHERE, Cell, Place
from scaleup.evaluation.rules.suppression.births import BirthsAllowed, Parted, numbers
from scaleup.evaluation.rules.suppression.families import LEAST, Family, large, places_of, plain
from tests.evaluation.attack import narrowed

MODES = ("spontaneous",) * 5 + ("assisted", "planned_caesarean", "emergency_caesarean")
FEWEST = 5
Known = tuple[int, Kind]
"""How many births of an area are of a kind."""


def maternity(chance: Random) -> list[Born]:
    """A programme of a few areas and years, in some of which few births are early, light, of twins or by caesarean."""
    births = []
    for area in range(chance.randint(1, 4)):
        modes = chance.choice([MODES, MODES, ("spontaneous",), ("spontaneous", "planned_caesarean")])
        early, several = chance.choice([0.0, 0.05, 0.3]), chance.choice([0.0, 0.0, 0.02, 0.3])
        lost = chance.choice([0.0, 0.0, 0.1])
        for year in range(2024, 2024 + chance.randint(1, 3)):
            for _ in range(chance.choice([0, 3, 8, 12, 20, 40])):
                weights = [
                    chance.choice([1400, 2000, 2400]) if chance.random() < early else chance.randint(2500, 4500)
                    for _ in range(2 if chance.random() < several else 1)
                ]
                weeks = None if chance.random() < lost else 35 if chance.random() < early else 39
                mode = "not_known" if chance.random() < lost else chance.choice(modes)
                births.append(Born(Cell(area, year), mode, weeks, tuple(weights)))
    return births


def careless(found: list[Born]) -> BirthsAllowed:
    """Everything of ten births and more, whatever follows from it."""
    counts = plain(numbers(found))
    every = large(counts, Family(places_of(counts)))
    areas = frozenset(one for one in every.places if one.year is None)
    return BirthsAllowed(every, every.places, {of: Parted(areas, areas) for of in SPLITS})


@dataclass(frozen=True)
class Split:
    """A split as it was told: which kinds, and for which places."""

    kinds: Callable[[Born], Kinds]
    places: frozenset[Place]


def splits(allowed: BirthsAllowed) -> Iterable[Split]:
    """Each split that is told somewhere."""
    for of, split in SPLITS.items():
        told = allowed.parted[of]
        yield Split(split.coarse, told.coarse)
        if split.fine is not None:
            yield Split(split.fine, told.fine)


def counted(place: Place, left_out: frozenset[int], cell: Cell) -> bool:
    """Whether a cell stands in the figures of a place."""
    return place.holds(cell) and (place.area_id is not None or cell.area_id not in left_out)


def kinds_found(found: list[Born], allowed: BirthsAllowed) -> list[Known]:
    """Every kind of one to four births whose number can be only one.

    Of the finest kinds: a coarse count, and that of all births, is a sum of these.
    """
    return [one for of, split in SPLITS.items() for one in of_split(found, allowed, of, split.fine or split.coarse)]


def of_split(found: list[Born], allowed: BirthsAllowed, of: Of, kinds: Callable[[Born], Kinds]) -> list[Known]:
    """The same of one split, by the combinations of kinds that one birth may be."""
    coarse = SPLITS[of].coarse
    held: dict[tuple[int, Kinds], int] = {}
    groups: dict[Kinds, Kinds] = {}
    for born in found:
        if kinds(born):
            held[born.cell.area_id, kinds(born)] = held.get((born.cell.area_id, kinds(born)), 0) + 1
            groups[kinds(born)] = coarse(born)
    every = {(area, kind) for area in {area for area, _ in held} for kind in groups}
    equations = []
    for place in chain(allowed.parted[of].coarse, allowed.parted[of].fine):
        here = [one for one in every if counted(place, allowed.births.left_out, Cell(one[0], place.year or 0))]
        for kind in {kind for some in (*groups, *groups.values()) for kind in some}:
            fine = kind in {each for some in groups for each in some}
            coarsely = kind in {each for some in groups.values() for each in some}
            told = (coarsely and place in allowed.parted[of].coarse) or (fine and place in allowed.parted[of].fine)
            if told:
                inside = frozenset(one for one in here if kind in one[1] | groups[one[1]])
                equations.append((inside, sum(held.get(one, 0) for one in inside)))
    bounds = narrowed(equations, [], every)
    return [
        (area, kind)
        for (area, some), (low, high) in bounds.items()
        if low == high and 0 < held.get((area, some), 0) < FEWEST
        for kind in some
    ]


def births_found(found: list[Born], allowed: BirthsAllowed) -> int:
    """Of how many sums over one to nine births the weight follows by adding and taking away what is told."""
    counts = numbers(found)
    cells = sorted(counts)
    left_out = allowed.births.left_out
    told = [
        [float(counted(place, left_out, cell)) for cell in cells] for place in allowed.weights | allowed.births.places
    ]
    wanted = [
        row
        for place in places_of(cells)
        for row in ([float(counted(place, frozenset(), cell)) for cell in cells],)
        if 0 < sum(counts[cell] for cell, weight in zip(cells, row, strict=True) if weight) < LEAST
    ]
    if not told or not wanted:
        return 0
    known, hidden = np.array(told), np.array(wanted)
    _, sizes, basis = np.linalg.svd(known, full_matrices=False)
    span = basis[sizes > 1e-9]
    return int((np.linalg.norm(hidden - hidden @ span.T @ span, axis=1) < 1e-7).sum())


def told_everywhere(allowed: BirthsAllowed) -> bool:
    """Whether any split is told of all areas."""
    return any(EVERYWHERE in one.coarse for one in allowed.parted.values())
