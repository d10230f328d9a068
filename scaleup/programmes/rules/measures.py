"""Measures by their definition: what is asked how often, what counts towards which score. Never any wording."""

from dataclasses import dataclass
from enum import StrEnum

from scaleup.programmes.rules.basis import Basis

WINDOW_DAYS = 28
"""How long forms are taken in after a time point, where a version from before there was a window says nothing."""
MISSING_PERCENT = 20
"""Of the items of a score, how many may lack an answer where a version says nothing (domain.md 5.1)."""


class Giver(StrEnum):
    """Who answers a measure."""

    MOTHER = "mother"
    FATHER = "father"
    PARTNER = "partner"


class Better(StrEnum):
    """Which way a score improves."""

    HIGHER = "higher"
    LOWER = "lower"


class Keyed(StrEnum):
    """What the figure of an answer is."""

    VALUE = "value"
    """What is printed beside it, or its place on the printed line from least to most."""
    POSITION = "position"
    """Its printed place, the first being the least; what it scores depends on the item."""


@dataclass(frozen=True)
class TimePoint:
    """When a measure is given: at a session, or so many months after it."""

    code: str
    name: str
    session: str
    months_after: int
    window_days: int = WINDOW_DAYS
    """So many days after it forms are still in time."""
    births: bool = False
    """Whether births are reported then (domain.md 5.2); a version that says so nowhere asks for none."""


@dataclass(frozen=True)
class Band:
    """A named range of a score, both ends included."""

    name: str
    least: int
    most: int

    def holds(self, score: float) -> bool:
        """Whether a score lies in it."""
        return self.least <= score <= self.most


@dataclass(frozen=True)
class Scale:
    """One score of a measure."""

    code: str
    name: str
    least: int
    most: int
    better: Better
    bands: tuple[Band, ...]
    items: tuple[int, ...] = ()
    """The numbers of the items that count towards it, from 1; none where a version gives totals alone."""
    alert: str = ""
    """The band that asks for somebody to act; empty where none does."""
    reliability_percent: int | None = None
    """How reliable the score is taken to be; none where nobody says, and then nothing is said of reliable change."""

    def band(self, score: float) -> Band | None:
        """The band of a score; none where none is given."""
        return next((band for band in self.bands if band.holds(score)), None)

    def alarms(self, score: float) -> bool:
        """Whether a score asks for somebody to act."""
        found = self.band(score)
        return bool(self.alert) and found is not None and found.name == self.alert


@dataclass(frozen=True)
class Answers:
    """The figures that some items may be answered with, both ends included."""

    items: tuple[int, ...]
    least: int
    most: int


@dataclass(frozen=True)
class Measure:
    """A questionnaire by its definition; its wording is never held."""

    code: str
    name: str
    version: str
    items: int
    scales: tuple[Scale, ...]
    time_points: tuple[str, ...]
    who: tuple[str, ...]
    rights: str
    basis: Basis
    answers: tuple[Answers, ...] = ()
    reversed: tuple[int, ...] = ()
    """The items whose answers count the other way round, by their printed number."""
    keyed: Keyed = Keyed.VALUE
    missing_percent: int = MISSING_PERCENT
    """A score with more of its items missing is not given; with fewer, they are filled in and the score says so."""
    form_of: str = ""
    """The measure that this is another printed form of: nobody gives both at once, and they are never compared."""

    @property
    def construct(self) -> str:
        """The measure that all printed forms of it share."""
        return self.form_of or self.code

    def scale(self, code: str) -> Scale | None:
        """One of its scores."""
        return next((scale for scale in self.scales if scale.code == code), None)

    def answered_with(self, item: int) -> Answers | None:
        """What an item may be answered with."""
        return next((each for each in self.answers if item in each.items), None)
