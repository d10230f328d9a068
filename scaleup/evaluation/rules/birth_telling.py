"""Births as they are told: each figure, or why there is none. Page, file and report read this alone. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from scaleup.core.dates import counted
from scaleup.core.numbers import half_up
from scaleup.evaluation.rules.birth_results import Asked, Proportion
from scaleup.evaluation.rules.codes import Arm
from scaleup.evaluation.rules.results import Estimate, Place
from scaleup.evaluation.rules.telling import NOT_SHOWN, NOT_YET, Standing

ATTENDERS = (
    "Parents who come to a programme are not representative of the population: these figures say nothing of births "
    "elsewhere, nor of what the programme changed."
)
"""What stands with every figure of births (domain.md 5.3)."""
ALL_YEARS = "How births went is told of all years together: of one year it would tell of few."
HUNDRED = 100


@dataclass(frozen=True)
class Line:
    """One proportion."""

    asked: Asked
    standing: Standing
    found: Proportion | None = None

    @property
    def name(self) -> str:
        """What it is of."""
        return self.asked.name

    @property
    def what(self) -> str:
        """What it counts: births or babies."""
        return "babies" if self.asked.babies else "births"

    @property
    def words(self) -> str:
        """With its interval, as tables have it."""
        if self.found is None:
            return NOT_YET if self.standing is Standing.NOT_YET else NOT_SHOWN
        return f"{self.found.percent}% ({percent(self.found.low)} to {percent(self.found.high)})"

    @property
    def number(self) -> str:
        """Of how many."""
        return f"{self.found.count} of {self.found.n} {self.what}" if self.found is not None else self.words


@dataclass(frozen=True)
class ToldBirths:
    """The births of one arm at one place."""

    arm: str
    place: Place
    births: int | None
    """None where not even the number may be told."""
    babies: int | None
    """None where it may not be told how many births were of several babies."""
    weight: Estimate | None
    """The mean weight of a baby, in grams; its n is births."""
    weight_standing: Standing
    lines: tuple[Line, ...]
    """Empty for one year by itself."""
    modes_unknown: int = 0
    weeks_unknown: int = 0
    areas_left_out: int = 0

    @property
    def who(self) -> str:
        """Whose births they are."""
        return "mothers" if self.arm == Arm.PROGRAMME else "mothers, comparison"

    @property
    def answer(self) -> str:
        """How many there were, in a sentence."""
        if self.births is None:
            return "So few births are entered that their number is not shown."
        babies = f" of {counted(self.babies, 'baby')}" if self.babies is not None else ""
        return f"{counted(self.births, 'birth')}{babies}."

    @property
    def unknown(self) -> str:
        """Of how many something is not known, so that they stand in no denominator; empty where all is."""
        parts = [
            f"{words} of {count}"
            for words, count in (("how it went", self.modes_unknown), ("the weeks", self.weeks_unknown))
            if count
        ]
        return f"Not known, and left out: {' and '.join(parts)}." if self.births is not None and parts else ""

    @property
    def weight_words(self) -> str:
        """The mean weight with its interval."""
        one = self.weight
        if one is None or one.low is None or one.high is None:
            return NOT_YET if self.weight_standing is Standing.NOT_YET else NOT_SHOWN
        return f"{grams(one.mean)} ({grams(one.low)} to {grams(one.high)})"


def percent(share: float) -> str:
    """The end of an interval in whole per cent, half up."""
    return f"{half_up(Fraction(HUNDRED * share))}%"


def grams(weight: float) -> str:
    """A weight in whole grams."""
    return f"{half_up(Fraction(weight)):,} g"


def left_out(told: Iterable[ToldBirths]) -> int:
    """How many areas are left out of sums of several, at most."""
    return max((one.areas_left_out for one in told), default=0)


def in_words(one: ToldBirths) -> str:
    """Every figure of the births, for who does not see the drawing."""
    return "; ".join(f"{line.name}: {line.words}" for line in one.lines) + "."
