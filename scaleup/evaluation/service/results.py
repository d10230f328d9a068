"""Results put together: what may be told is decided for the whole programme, and only that is computed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scaleup.evaluation.adapters import statistics
from scaleup.evaluation.queries import results as queries
from scaleup.evaluation.queries.completeness import Due, completeness, due_of
from scaleup.evaluation.rules import Share
from scaleup.evaluation.rules.results import (
    EVERYWHERE,
    Answered,
    Change,
    Definition,
    Estimate,
    Gathered,
    Loss,
    Place,
    Reliable,
    Series,
    losses,
    paired,
    reliable,
)
from scaleup.evaluation.rules.suppression import LEAST, Allowed, Family, allowed, band_of, counted, reliable_told
from scaleup.evaluation.rules.telling import Banded, Between, Mean, Standing, Told, first_of, in_order
from scaleup.evaluation.service import birth_results
from scaleup.evaluation.service.birth_results import BirthVolume
from scaleup.programmes import service as programmes
from scaleup.programmes.rules import ANY_UNIT, Measure, Programme, Scale, TimePoint, UnitWords

PERCENT = 100


@dataclass(frozen=True)
class Volume:
    """One series of a programme with what may be told of it."""

    gathered: Gathered
    definition: Definition
    allowed: Allowed


@dataclass(frozen=True)
class Book:
    """All results of a programme. Nothing of it goes to a page but through `told`."""

    points: tuple[TimePoint, ...]
    volumes: tuple[Volume, ...]
    due: tuple[Due, ...]
    measures: dict[str, int]
    """Where each measure stands in the catalogue."""
    unit: UnitWords = ANY_UNIT
    """What the programme delivers, as it is called."""
    births: tuple[BirthVolume, ...] = ()

    @property
    def years(self) -> list[int]:
        """The financial years that have people or forms, the latest first."""
        cells = {cell for volume in self.volumes for cell in volume.gathered.cells}
        cells |= {born.cell for volume in self.births for born in volume.found}
        return sorted({cell.year for cell in cells} | {one.cell.year for one in self.due}, reverse=True)


@dataclass(frozen=True)
class InArea:
    """The change of one series in an area."""

    area_id: int
    name: str
    change: Change | None
    standing: Standing


EMPTY = Book((), (), (), {})


def book(programme_id: int, today: date) -> Book:
    """All results of a programme; eight statements at any size, and one for each version new to this process."""
    versions = [
        (version_id, programmes.terms_of_digest(digest, version_id=version_id))
        for version_id, digest in queries.versions_of(programme_id)
    ]
    if not versions:
        return EMPTY
    latest = versions[0][1]
    points = tuple(dict.fromkeys(point.code for _, terms in versions for point in terms.time_points))
    labels = {(number, one.code): one.version for number, terms in versions for one in terms.measures}
    known = definitions(terms for _, terms in versions)
    some = [*queries.people_of(programme_id, points, labels), *queries.sent_of(programme_id, labels)]
    volumes = tuple(volume(one, known[one.series.score]) for one in some if one.series.score in known)
    courses = {number: terms.points_asked for number, terms in versions}
    due = tuple(due_of(queries.of_programme(programme_id), courses, today))
    order = {one.code: place for place, one in enumerate(latest.measures)}
    births = tuple(birth_results.volume(arm, some) for arm, some in queries.births_of(programme_id).items())
    return Book(latest.points_asked, volumes, due, order, latest.delivery.words, births)


def volume(found: Gathered, definition: Definition) -> Volume:
    """A series with what may be told of it."""
    return Volume(found, definition, allowed(found, definition))


def definitions(versions: Iterable[Programme]) -> dict[tuple[str, str, str], Definition]:
    """What each score means, as the latest version that has it says."""
    found: dict[tuple[str, str, str], Definition] = {}
    for terms in versions:
        for measure in terms.measures:
            for scale in measure.scales:
                found.setdefault((measure.code, measure.version, scale.code), definition(terms, measure, scale))
    return found


def definition(terms: Programme, measure: Measure, scale: Scale) -> Definition:
    """What a score means."""
    points = [point for point in terms.time_points if point.code in measure.time_points]
    course = [point.code for point in terms.time_points if not point.months_after]
    assumed = scale.reliability_percent
    return Definition(
        name=scale.name,
        label=measure.name,
        least=scale.least,
        most=scale.most,
        better=scale.better,
        points=tuple(point.code for point in points),
        bands=scale.bands,
        reliability=assumed / PERCENT if assumed is not None else None,
        course=tuple(point.code for point in points if not point.months_after),
        spans_course={course[0], course[-1]} <= set(measure.time_points) if course else False,
    )


def told(found: Book, place: Place) -> list[Told]:
    """Every series at a place, as far as it may be told."""
    every = [told_of(one, place) for one in found.volumes if of_place(one.gathered, place)]
    return in_order(every, found.measures)


def by_area(found: Book, series: Series, *, year: int | None, names: Mapping[int, str]) -> list[InArea]:
    """The change of one series in each of these areas that has it."""
    one = next(each for each in found.volumes if each.gathered.series == series)
    some = [(area, name, Place(area, year)) for area, name in names.items()]
    return [InArea(area, name, *change_at(one, place)) for area, name, place in some if of_place(one.gathered, place)]


def first_by_area(found: Book, told: Sequence[Told], *, year: int | None, names: Mapping[int, str]) -> list[InArea]:
    """The series that the first sentence is of, area by area."""
    first = first_of(told)
    return by_area(found, first.series, year=year, names=names) if first is not None else []


def received(found: Book, place: Place) -> dict[str, dict[str, Share]]:
    """Forms received of due at a place, by role and point."""
    return completeness(found.due, place)


def of_place(found: Gathered, place: Place) -> bool:
    """Whether anybody there has answered."""
    return any(place.holds(cell) for cell in found.cells)


def change_at(one: Volume, place: Place) -> tuple[Change | None, Standing]:
    """The change over the course at a place, if it may be told."""
    pair = one.definition.pair
    if pair is None:
        return None, Standing.NOT_YET
    found, seen = change_between(one, pair, one.allowed.change, place)
    if found is not None and 0 < losses(within(one, one.allowed.change, place), pair).unmatched < LEAST:
        found = replace(found, d_av=None)
    return found, seen


def change_between(one: Volume, pair: tuple[str, str], family: Family, place: Place) -> tuple[Change | None, Standing]:
    """The change between two points at a place, if it may be told."""
    if place not in family.places:
        return None, standing(told=False, anybody=lambda: anybody_twice(one, pair, place))
    return statistics.change(*paired(within(one, family, place), pair)), Standing.TOLD


def further_at(one: Volume, place: Place) -> Between | None:
    """The change to the point months after the course, if the score is given then.

    Of it d_z alone: the spreads of pairs that d_av is made of could be laid beside those of the other pairs.
    """
    pair = one.definition.further
    if pair is None or not one.gathered.series.counted:
        return None
    found, seen = change_between(one, pair, one.allowed.further, place)
    if found is not None:
        found = replace(found, d_av=None)
    return Between(pair, found, seen, loss_at(one, pair, one.allowed.further, place))


def told_of(one: Volume, place: Place) -> Told:
    """One series at a place."""
    change, seen = change_at(one, place)
    return Told(
        series=one.gathered.series,
        definition=one.definition,
        place=place,
        means=tuple(mean(one, point, place) for point in one.definition.points),
        change=change,
        change_standing=seen,
        loss=loss_at(one, one.definition.pair, one.allowed.change, place),
        bands=bands(one, within(one, one.allowed.change, place)) if place in one.allowed.bands else (),
        reliable=reliable_at(one, place),
        areas_left_out=len(left_out(one.allowed)) if place.area_id is None else 0,
        further=further_at(one, place),
    )


def loss_at(one: Volume, pair: tuple[str, str] | None, change: Family, place: Place) -> Loss | None:
    """Who was lost, where it follows from two numbers that are told of the same people."""
    if pair is None or place not in change.places:
        return None
    first = one.allowed.means[pair[0]]
    if place not in first.places or (place.area_id is None and first.left_out != change.left_out):
        return None
    return losses(within(one, first, place), pair)


def left_out(told: Allowed) -> frozenset[int]:
    """Areas that are too small to stand in every figure of several areas."""
    return (told.change.left_out | told.further.left_out).union(*(family.left_out for family in told.means.values()))


def within(one: Volume, family: Family, place: Place) -> list[Answered]:
    """The people who stand in a figure of a place."""
    return [person for cell, people in one.gathered.by_cell.items() if family.counts(place, cell) for person in people]


def standing(*, told: bool, anybody: Callable[[], bool]) -> Standing:
    """Whether a figure is told, held back, or not there yet."""
    if told:
        return Standing.TOLD
    return Standing.HELD if anybody() else Standing.NOT_YET


def anybody_twice(one: Volume, pair: tuple[str, str], place: Place) -> bool:
    """Whether anybody answered at both points."""
    return any(
        pair[0] in person.values and pair[1] in person.values
        for cell, people in one.gathered.by_cell.items()
        if place.holds(cell)
        for person in people
    )


def mean(one: Volume, point: str, place: Place) -> Mean:
    """The mean at a point, if it may be told."""
    family = one.allowed.means[point]
    if place not in family.places:
        return Mean(point, standing(told=False, anybody=lambda: bool(counted(one.gathered, point, place))))
    return Mean(point, Standing.TOLD, estimate(one, point, place))


def estimate(one: Volume, point: str, place: Place) -> Estimate:
    """The mean at a point."""
    family = one.allowed.means[point]
    if one.gathered.series.counted:
        values = [person.values[point] for person in within(one, family, place) if point in person.values]
        return statistics.estimate(values)
    some = [sent for sent in one.gathered.sent if sent.time_point == point and family.counts(place, sent.cell)]
    return statistics.pooled(some)


def bands(one: Volume, people: Sequence[Answered]) -> tuple[Banded, ...]:
    """The change of those who began in each band."""
    pair = one.definition.pair
    assert pair is not None  # bands are told of changes
    parts: dict[str, list[Answered]] = {}
    for person in people:
        if pair[0] in person.values:
            parts.setdefault(band_of(one.definition, person.values[pair[0]]), []).append(person)
    return tuple(
        Banded(band.name, statistics.change(*paired(parts.get(band.name, ()), pair))) for band in one.definition.bands
    )


def reliable_at(one: Volume, place: Place) -> Reliable | None:
    """The counts of reliable change at a place, if the definition assumes a reliability and they may be told."""
    pair, assumed = one.definition.pair, one.definition.reliability
    if pair is None or assumed is None or place.year is not None or not one.gathered.series.counted:
        return None
    first = mean(one, pair[0], EVERYWHERE).found
    if first is None or first.sd is None:
        return None
    limit = statistics.reliable_limit(first.sd, assumed)
    counts = {area: counts_at(one, Place(area), limit) for area in {cell.area_id for cell in one.gathered.by_cell}}
    every = counts_at(one, EVERYWHERE, limit)
    if place not in reliable_told(counts, every, one.allowed.change):
        return None
    return every if place == EVERYWHERE else counts[place.area_id or 0]


def counts_at(one: Volume, place: Place, limit: float) -> Reliable:
    """The counts at a place, whether they may be told or not."""
    pair = one.definition.pair
    assert pair is not None  # asked for where there is one
    before, after = paired(within(one, one.allowed.change, place), pair)
    return reliable(before, after, limit=limit, better=one.definition.better)
