"""What results of births are made of: births by area and year, the ways to part them, and the figures. Pure values."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scaleup.core.numbers import percent
from scaleup.evaluation.rules.births import PRETERM_BELOW, is_low, is_very_low
from scaleup.evaluation.rules.codes import BirthMode
from scaleup.evaluation.rules.results import Cell, Place

CAESAREANS = frozenset({BirthMode.PLANNED_CAESAREAN, BirthMode.EMERGENCY_CAESAREAN})


@dataclass(frozen=True)
class Born:
    """One birth, as results read it: of which area and year, and what is known of it."""

    cell: Cell
    mode: str
    weeks: int | None
    grams: tuple[int, ...]


class Kind(StrEnum):
    """What a birth, or a baby of it, may be counted as."""

    CAESAREAN = "caesarean"
    NO_CAESAREAN = "no_caesarean"
    SPONTANEOUS = "spontaneous"
    ASSISTED = "assisted"
    PLANNED = "planned_caesarean"
    EMERGENCY = "emergency_caesarean"
    EARLY = "early"
    AT_TERM = "at_term"
    LOW = "low"
    NOT_LOW = "not_low"
    VERY_LOW = "very_low"
    LOW_ONLY = "low_only"
    ONE_BABY = "one_baby"
    SEVERAL = "several"


Kinds = frozenset[Kind]
NONE: Kinds = frozenset()


def by_caesarean(born: Born) -> Kinds:
    """Whether it was a caesarean."""
    if born.mode == BirthMode.NOT_KNOWN:
        return NONE
    return frozenset({Kind.CAESAREAN if born.mode in CAESAREANS else Kind.NO_CAESAREAN})


def by_mode(born: Born) -> Kinds:
    """How it went."""
    return NONE if born.mode == BirthMode.NOT_KNOWN else frozenset({Kind(born.mode)})


def by_weeks(born: Born) -> Kinds:
    """Whether it came early."""
    if born.weeks is None:
        return NONE
    return frozenset({Kind.EARLY if born.weeks < PRETERM_BELOW else Kind.AT_TERM})


def how_many(born: Born) -> Kinds:
    """Whether one baby came or several: with the number of babies it follows from that of births."""
    return frozenset({Kind.SEVERAL if len(born.grams) > 1 else Kind.ONE_BABY})


def by_low(born: Born) -> Kinds:
    """Which of light and not light its babies were, and how many they were."""
    return how_many(born) | {Kind.LOW if is_low(one) else Kind.NOT_LOW for one in born.grams} if born.grams else NONE


def by_weight(born: Born) -> Kinds:
    """The same with the very light apart."""
    return how_many(born) | {weighed(one) for one in born.grams} if born.grams else NONE


def weighed(grams: int) -> Kind:
    """What a baby of this weight is counted as."""
    if is_very_low(grams):
        return Kind.VERY_LOW
    return Kind.LOW_ONLY if is_low(grams) else Kind.NOT_LOW


@dataclass(frozen=True)
class Split:
    """A way to part births, told whole or not at all: coarse, and finer where that may be told too."""

    coarse: Callable[[Born], Kinds]
    fine: Callable[[Born], Kinds] | None = None


class Of(StrEnum):
    """What births are parted by."""

    MODE = "mode"
    WEEKS = "weeks"
    WEIGHT = "weight"


SPLITS: Mapping[Of, Split] = {
    Of.MODE: Split(by_caesarean, by_mode),
    Of.WEEKS: Split(by_weeks),
    Of.WEIGHT: Split(by_low, by_weight),
}


@dataclass(frozen=True)
class Asked:
    """A proportion that is told: of which split, and what of it counts."""

    name: str
    of: Of
    counts: Callable[[Born], int]
    """How many of a birth's own count."""
    fine: bool = False
    babies: bool = False


def births_of(*kinds: Kind, by: Callable[[Born], Kinds]) -> Callable[[Born], int]:
    """Counts births that are one of these kinds."""
    return lambda born: int(bool(by(born) & set(kinds)))


def babies_under(light: Callable[[int], bool]) -> Callable[[Born], int]:
    """Counts babies who are so light."""
    return lambda born: sum(light(one) for one in born.grams)


PROPORTIONS = (
    Asked("Caesarean", Of.MODE, births_of(Kind.CAESAREAN, by=by_caesarean)),
    Asked("Planned caesarean", Of.MODE, births_of(Kind.PLANNED, by=by_mode), fine=True),
    Asked("Emergency caesarean", Of.MODE, births_of(Kind.EMERGENCY, by=by_mode), fine=True),
    Asked("Assisted", Of.MODE, births_of(Kind.ASSISTED, by=by_mode), fine=True),
    Asked("Before 37 weeks", Of.WEEKS, births_of(Kind.EARLY, by=by_weeks)),
    Asked("Under 2,500 g", Of.WEIGHT, babies_under(is_low), babies=True),
    Asked("Under 1,500 g", Of.WEIGHT, babies_under(is_very_low), fine=True, babies=True),
)
"""domain.md 5.2: modes and early births per birth, weights per baby."""


@dataclass(frozen=True)
class Proportion:
    """So many of so many, with its 95 % interval; shares from 0 to 1."""

    count: int
    n: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The proportion."""
        return self.count / self.n

    @property
    def percent(self) -> int:
        """The same in whole per cent, of the counts themselves: 29 of 200 are 15."""
        return percent(self.count, self.n)


def at(found: Iterable[Born], place: Place, left_out: frozenset[int]) -> list[Born]:
    """The births that stand in a figure of a place."""
    return [
        one
        for one in found
        if place.holds(one.cell) and (place.area_id is not None or one.cell.area_id not in left_out)
    ]
