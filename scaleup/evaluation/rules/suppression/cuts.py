"""Which few people somebody could part from others by taking published figures from each other. Pure.

Published are sums over an area, a year, an area's year, or everybody. What follows from them by adding and taking away
is a number x for each area and y for each year, and shows those cells in which the two differ: an edge cut of the graph
whose edges are the cells that are not published themselves. So nothing about fewer than ten people follows exactly when
no cut that parts anybody parts fewer than ten (docs/decisions/0051-what-results-show.md has the proof).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from scaleup.evaluation.rules.results import EVERYWHERE, Cell, Place

OTHERS = -1
"""Stands for the areas whose own figure is not published, and for such years."""
YEARS_AT_MOST = 8
"""Published years: with more the oldest are put with the others, since every way to part them is tried."""


@dataclass(frozen=True)
class Load:
    """What a cell weighs: how many people a figure about it would point at at least, and how many it is of."""

    weight: int
    n: int


Loads = Mapping[Cell, Load]


@dataclass(frozen=True)
class Side:
    """On which side of a cut areas and years are."""

    areas: Mapping[int, bool]
    years: Mapping[int, bool]
    others: bool
    """Where the areas without a figure of their own are."""

    def parts(self, cell: Cell) -> bool:
        """Whether a cell lies across the cut."""
        return self.areas.get(cell.area_id, self.others) != self.years.get(cell.year, False)


def light_cut(loads: Loads, published: frozenset[Place], *, least: int) -> Side | None:
    """A cut across which fewer than `least` people lie, but somebody; None where there is none."""
    hidden = {cell: load for cell, load in loads.items() if load.n and Place(cell.area_id, cell.year) not in published}
    areas = {one.area_id for one in published if one.area_id is not None and one.year is None}
    years = sorted(one.year for one in published if one.year is not None and one.area_id is None)
    touching: dict[int, dict[int, Load]] = {}
    for cell, load in hidden.items():
        row = touching.setdefault(cell.area_id if cell.area_id in areas else OTHERS, {})
        year = cell.year if cell.year in years else OTHERS
        held = row.get(year, Load(0, 0))
        row[year] = Load(held.weight + load.weight, held.n + load.n)
    for sides in divided(years):
        found = lightest(touching, sides, free=EVERYWHERE in published, least=least)
        if found is not None:
            return found
    return None


def divided(years: list[int]) -> Iterator[dict[int, bool]]:
    """Every way to put the published years on two sides."""
    for sides in product((False, True), repeat=len(years)):
        yield dict(zip(years, sides, strict=True))


def lightest(
    touching: Mapping[int, Mapping[int, Load]], years: Mapping[int, bool], *, free: bool, least: int
) -> Side | None:
    """With the years so, the areas on the sides where least lies across; None where that is enough or nobody."""
    areas, others, weight, n = {}, False, 0, 0
    spare: tuple[int, bool] | None = None
    for area, row in touching.items():
        choices = [(across(row, years, side), side) for side in ((False, True) if free or area != OTHERS else (False,))]
        (best, side), *rest = sorted(choices, key=lambda one: (one[0].weight, -one[0].n))
        weight, n = weight + best.weight, n + best.n
        areas[area] = side
        spare = next(((area, other) for load, other in rest if load.n and load.weight < least), spare)
    if weight >= least:
        return None
    if not n:
        if spare is None:
            return None
        areas[spare[0]] = spare[1]
    others = areas.pop(OTHERS, False)
    return Side(areas, years, others)


def across(row: Mapping[int, Load], years: Mapping[int, bool], side: bool) -> Load:  # noqa: FBT001 - it is the side
    """What of an area lies across, if it is on this side."""
    parted = [load for year, load in row.items() if years.get(year, False) != side]
    return Load(sum(one.weight for one in parted), sum(one.n for one in parted))
