"""What may be told of births, so that nothing follows of fewer than ten, and no count of one to four of any kind. Pure.

How births parted (by caesarean, weeks, weight) is told of an area and of all, never by year, and all parts or none, as
bands and reliable change are (docs/decisions/0060-births.md has the reasons).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scaleup.evaluation.rules.birth_results import SPLITS, Born, Kind, Kinds, Of, Split
from scaleup.evaluation.rules.results import EVERYWHERE, Cell, Place
from scaleup.evaluation.rules.suppression.alike import Held, same
from scaleup.evaluation.rules.suppression.allowed import tellable
from scaleup.evaluation.rules.suppression.families import UNKNOWN, Family, family, plain

Counts = Mapping[int, Mapping[Kind, int]]
"""How many births of each kind, area by area."""


@dataclass(frozen=True)
class Parted:
    """The places for which a split is told: its coarse parts, and its fine ones."""

    coarse: frozenset[Place] = frozenset()
    fine: frozenset[Place] = frozenset()


@dataclass(frozen=True)
class BirthsAllowed:
    """The places of each figure of births. All of them count the same areas in sums of several."""

    births: Family = field(default_factory=Family)
    weights: frozenset[Place] = frozenset()
    parted: Mapping[Of, Parted] = field(default_factory=dict)


def births_allowed(found: Sequence[Born]) -> BirthsAllowed:
    """What may be told of these births."""
    every = family(plain(numbers(found)))
    known = [one for one in found if one.grams]
    weighed = alike(every, known, within=every.places, held=weights_alike(known))
    return BirthsAllowed(every, weighed, {of: parted(found, split, every) for of, split in SPLITS.items()})


def numbers(found: Iterable[Born]) -> dict[Cell, int]:
    """How many births, cell by cell."""
    counts: dict[Cell, int] = {}
    for one in found:
        counts[one.cell] = counts.get(one.cell, 0) + 1
    return counts


def weights_alike(known: Iterable[Born]) -> Held:
    """Where all babies of a cell weighed the same, what that is."""
    weights: dict[Cell, list[float]] = {}
    for one in known:
        weights.setdefault(one.cell, []).extend(one.grams)
    return {cell: same(some) for cell, some in weights.items()}


def alike(every: Family, known: Iterable[Born], *, within: frozenset[Place], held: Held = UNKNOWN) -> frozenset[Place]:
    """The places for which a figure of some of the births is told, beside the number of all of them.

    It leaves out the same areas as that number does: else the two would part the areas that only one of them counts.
    """
    counts = numbers(one for one in known if one.cell.area_id not in every.left_out)
    found = family(plain(counts), held={cell: one for cell, one in held.items() if cell in counts}, within=within)
    return frozenset(one for one in found.places if one.area_id is not None) if found.left_out else found.places


def parted(found: Sequence[Born], split: Split, every: Family) -> Parted:
    """The places for which a split is told."""
    known = [one for one in found if split.coarse(one) and one.cell.area_id not in every.left_out]
    places = alike(every, known, within=frozenset(one for one in every.places if one.year is None))
    coarse = counts_told(kinds_of(known, split.coarse), places)
    fine = counts_told(kinds_of(known, split.fine), coarse) if split.fine is not None else frozenset()
    return Parted(coarse, fine)


def kinds_of(found: Iterable[Born], kinds: Callable[[Born], Kinds]) -> Counts:
    """How many births have something of each kind, area by area."""
    counts: dict[int, dict[Kind, int]] = {}
    for one in found:
        row = counts.setdefault(one.cell.area_id, {})
        for kind in kinds(one):
            row[kind] = row.get(kind, 0) + 1
    return counts


def counts_told(counts: Counts, places: frozenset[Place]) -> frozenset[Place]:
    """Areas whose counts are told, and whether those of all are: each is nought or five and more, what is left too."""
    told = frozenset(Place(area) for area, row in counts.items() if Place(area) in places and tellable(row.values()))
    if EVERYWHERE not in places:
        return told
    rest = together(row for area, row in counts.items() if Place(area) not in told)
    both = (together(counts.values()), rest)
    return told | {EVERYWHERE} if all(tellable(row.values()) for row in both) else told


def together(rows: Iterable[Mapping[Kind, int]]) -> dict[Kind, int]:
    """The counts of several areas as one."""
    found: dict[Kind, int] = {}
    for row in rows:
        for kind, count in row.items():
            found[kind] = found.get(kind, 0) + count
    return found
