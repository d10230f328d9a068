"""For which places a figure is published: those of ten people and more, then fewer, until nothing follows. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from scaleup.evaluation.rules.results import EVERYWHERE, Cell, Place
from scaleup.evaluation.rules.suppression.alike import Held, Same, figures_of_one_kind, together
from scaleup.evaluation.rules.suppression.cuts import YEARS_AT_MOST, Load, Loads, Side, light_cut
from scaleup.evaluation.rules.suppression.few import LEAST

UNKNOWN: Held = MappingProxyType({})
"""Where nothing is asked of the figures themselves."""


@dataclass(frozen=True)
class Family:
    """The places for which a figure is published, and whose people stand in none but their own."""

    places: frozenset[Place] = frozenset()
    left_out: frozenset[int] = frozenset()
    """Areas that no figure of several areas counts: too few to stand there unseen."""

    def counts(self, place: Place, cell: Cell) -> bool:
        """Whether the people of a cell are in the figure of a place."""
        return place.holds(cell) and (place.area_id is not None or cell.area_id not in self.left_out)


def places_of(cells: Iterable[Cell]) -> frozenset[Place]:
    """Every place that there could be a figure for."""
    found = {EVERYWHERE}
    for cell in cells:
        found |= {Place(cell.area_id), Place(None, cell.year), Place(cell.area_id, cell.year)}
    return frozenset(found)


def people(loads: Loads, family: Family, place: Place) -> int:
    """How many people stand in a figure."""
    return sum(load.n for cell, load in loads.items() if family.counts(place, cell))


def large(loads: Loads, family: Family, held: Held = UNKNOWN) -> Family:
    """The same without those places whose own figure points at fewer than ten, or at people who are all alike."""
    counts = dict.fromkeys(family.places, 0)
    for cell, load in loads.items():
        for place in (Place(cell.area_id, cell.year), Place(cell.area_id)):
            counts[place] = counts.get(place, 0) + load.weight
        if cell.area_id not in family.left_out:
            for place in (Place(None, cell.year), EVERYWHERE):
                counts[place] = counts.get(place, 0) + load.weight
    places = frozenset(one for one in family.places if counts[one] >= LEAST)
    return replace(family, places=places - alike_places(held, replace(family, places=places)))


def alike_places(held: Held, family: Family) -> frozenset[Place]:
    """The places where everybody gave one and the same figure."""
    if not any(held.values()):
        return frozenset()
    found: dict[Place, list[Same | None]] = {}
    for cell, given in held.items():
        for place in (Place(cell.area_id, cell.year), Place(cell.area_id), Place(None, cell.year), EVERYWHERE):
            if place in family.places and family.counts(place, cell):
                found.setdefault(place, []).append(given)
    return frozenset(place for place, parts in found.items() if together(parts) is not None)


def without_oldest(family: Family) -> Family:
    """The same with no more years by themselves than can be looked through."""
    years = sorted(one.year for one in family.places if one.area_id is None and one.year is not None)
    return replace(family, places=family.places - {Place(None, year) for year in years[:-YEARS_AT_MOST]})


def family(loads: Loads, *, held: Held = UNKNOWN, within: frozenset[Place] | None = None) -> Family:
    """What may be published of these people, so that nothing follows about fewer than ten, or about all of one kind.

    Within these places, where some are given.
    """
    every = places_of(cell for cell, load in loads.items() if load.n)
    some = every if within is None else every & within
    found = area_by_area(loads, without_oldest(large(loads, Family(some), held)))
    while (cut := unsafe(loads, found, held)) is not None:
        found = large(loads, narrower(loads, found, cut), held)
    return found


def area_by_area(loads: Loads, found: Family) -> Family:
    """The same without so many years of an area that the others do not follow from its total."""
    places = set(found.places)
    rows: dict[int, list[tuple[int, Place]]] = {}
    for cell, load in loads.items():
        if load.n:
            rows.setdefault(cell.area_id, []).append((load.weight, Place(cell.area_id, cell.year)))
    for area, row in rows.items():
        if Place(area) not in places:
            continue
        hidden = sum(weight for weight, place in row if place not in places)
        shown = sorted(
            ((weight, place) for weight, place in row if place in places), key=lambda one: (one[0], -(one[1].year or 0))
        )
        for weight, place in shown:
            if not any(other not in places for _, other in row) or hidden >= LEAST:
                break
            places.discard(place)
            hidden += weight
    return replace(found, places=frozenset(places))


def unsafe(loads: Loads, found: Family, held: Held = UNKNOWN) -> Side | None:
    """A cut that parts too few people; or cells of one person each, which ten tell by their number; or all alike."""
    together = {cell: load for cell, load in loads.items() if cell.area_id not in found.left_out}
    apart = {cell: load for cell, load in loads.items() if cell.area_id in found.left_out}
    alone = frozenset(one for one in found.places if one.area_id in found.left_out)
    for some, published in ((together, found.places - alone), (apart, alone)):
        cut = light_cut(some, published, least=LEAST)
        if cut is None:
            more = {cell: Load(load.n - 1, load.n) for cell, load in some.items() if load.n}
            cut = light_cut(more, published, least=1)
        if cut is None:
            cut = alike_cut(some, published, held)
        if cut is not None:
            return cut
    return None


def alike_cut(loads: Loads, published: frozenset[Place], held: Held) -> Side | None:
    """A cut that parts nobody but people who gave one and the same figure."""
    for figure in figures_of_one_kind(held, loads):
        gave = {cell for cell, one in held.items() if one is not None and one.figure == figure}
        others = {cell: Load(0 if cell in gave else load.n, load.n) for cell, load in loads.items() if load.n}
        cut = light_cut(others, published, least=1)
        if cut is not None:
            return cut
    return None


def narrower(loads: Loads, found: Family, cut: Side) -> Family:
    """One figure less, so that the cut parts more people or is none: the least that is lost by it."""
    parted = [cell for cell, load in loads.items() if load.n and cut.parts(cell)]
    hidden = [cell for cell in parted if Place(cell.area_id, cell.year) not in found.places]
    small = {cell.area_id for cell in hidden if cell.area_id not in found.left_out}
    if small and not any(Place(area) in found.places for area in small):
        return replace(found, left_out=found.left_out | small)
    years = [one for one in found.places if one.area_id is None and one.year is not None]
    if years and not {Place(None, cell.year) for cell in hidden} & set(years):
        return replace(found, places=found.places - {smallest(loads, found, years)})
    cells = [Place(cell.area_id, cell.year) for cell in parted if Place(cell.area_id, cell.year) in found.places]
    if cells:
        touching = [one for one in cells if one.area_id in cut.areas]
        return replace(found, places=found.places - {smallest(loads, found, touching or cells)})
    ends = [Place(None, cell.year) for cell in hidden], [Place(cell.area_id) for cell in hidden], [EVERYWHERE]
    standing = next(held for some in ends if (held := [one for one in some if one in found.places]))
    return replace(found, places=found.places - {smallest(loads, found, standing)})


def smallest(loads: Loads, found: Family, some: Iterable[Place]) -> Place:
    """The place with the fewest people; of equals the latest year, then the last area."""
    return min(some, key=lambda one: (people(loads, found, one), -(one.year or 0), -(one.area_id or 0)))


def plain(counts: Mapping[Cell, int]) -> dict[Cell, Load]:
    """Cells that weigh what they hold."""
    return {cell: Load(n, n) for cell, n in counts.items()}
