"""Births as results: what may be told is decided for the whole programme, and only that is computed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scaleup.evaluation.adapters import statistics
from scaleup.evaluation.rules.birth_results import PROPORTIONS, SPLITS, Asked, Born, Of, Proportion, at
from scaleup.evaluation.rules.birth_telling import Line, ToldBirths
from scaleup.evaluation.rules.results import Estimate, Place
from scaleup.evaluation.rules.suppression.births import BirthsAllowed, births_allowed
from scaleup.evaluation.rules.telling import Standing


@dataclass(frozen=True)
class BirthVolume:
    """The births of one arm with what may be told of them. Nothing of it goes to a page but through `told_births`."""

    arm: str
    found: tuple[Born, ...]
    allowed: BirthsAllowed


def volume(arm: str, found: Sequence[Born]) -> BirthVolume:
    """The births of an arm with what may be told of them."""
    return BirthVolume(arm, tuple(found), births_allowed(found))


def told_births(volumes: Sequence[BirthVolume], place: Place) -> list[ToldBirths]:
    """The births of each arm at a place, as far as they may be told; an arm without any there is left out."""
    return [told(one, place) for one in volumes if any(place.holds(born.cell) for born in one.found)]


def told(one: BirthVolume, place: Place) -> ToldBirths:
    """The births of one arm at a place."""
    there = at(one.found, place, one.allowed.births.left_out)
    seen = place in one.allowed.births.places
    weight, standing = weight_at(one, place, there)
    weighed = place in one.allowed.parted[Of.WEIGHT].coarse
    return ToldBirths(
        arm=one.arm,
        place=place,
        births=len(there) if seen else None,
        babies=sum(len(born.grams) for born in there) if seen and weighed else None,
        weight=weight,
        weight_standing=standing,
        lines=tuple(line(one, asked, place, there) for asked in PROPORTIONS) if place.year is None else (),
        modes_unknown=unknown(there, Of.MODE) if seen else 0,
        weeks_unknown=unknown(there, Of.WEEKS) if seen else 0,
        areas_left_out=len(one.allowed.births.left_out) if place.area_id is None else 0,
    )


def unknown(there: Sequence[Born], of: Of) -> int:
    """Of how many births that is not known."""
    return sum(not SPLITS[of].coarse(born) for born in there)


def weight_at(one: BirthVolume, place: Place, there: Sequence[Born]) -> tuple[Estimate | None, Standing]:
    """The mean weight of a baby, if it may be told.

    Its n is births and it has no deviation: from either the number of babies would follow, and with it of twins. Where
    all weighed the same, nothing is told: the mean would be each one's weight.
    """
    known = [born for born in there if born.grams]
    if place not in one.allowed.weights:
        return None, Standing.HELD if any(place.holds(born.cell) and born.grams for born in one.found) else NOT_YET
    found = statistics.estimate([float(grams) for born in known for grams in born.grams])
    if not found.sd:
        return None, Standing.HELD
    return replace(found, n=len(known), sd=None), Standing.TOLD


NOT_YET = Standing.NOT_YET


def line(one: BirthVolume, asked: Asked, place: Place, there: Sequence[Born]) -> Line:
    """One proportion, if it may be told."""
    allowed, known = one.allowed.parted[asked.of], SPLITS[asked.of].coarse
    if place not in (allowed.fine if asked.fine else allowed.coarse):
        anybody = any(place.holds(born.cell) and known(born) for born in one.found)
        return Line(asked, Standing.HELD if anybody else Standing.NOT_YET)
    counted = [born for born in there if known(born)]
    n = sum(len(born.grams) for born in counted) if asked.babies else len(counted)
    count = sum(asked.counts(born) for born in counted)
    return Line(asked, Standing.TOLD, Proportion(count, n, *statistics.wilson(count, n)))
