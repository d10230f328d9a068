"""What a birth may look like, and what counts as early or light (domain.md 5.2). Pure."""

from calendar import month_name
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import add_months
from scaleup.core.errors import Refusal
from scaleup.evaluation.rules.codes import ONE_WORDS, BirthMode
from scaleup.evaluation.rules.points import Point
from scaleup.programmes.rules import Giver

LIGHTEST, HEAVIEST = 300, 6500
"""Grams."""
LEAST_WEEKS, LATEST_WEEKS = 22, 44
PRETERM_BELOW = 37
LOW_BELOW, VERY_LOW_BELOW = 2500, 1500
BABIES_AT_MOST = 4
GRAMS_FIELDS = tuple(f"grams_{number}" for number in range(1, BABIES_AT_MOST + 1))
"""The field of each baby's weight."""
WAITING_AT_MOST = 10
"""Months from the first time point on: whoever is in the group was expecting then."""
NO_MONTH = "Enter year and month of the birth, such as 2026-09; the day is not kept"


@dataclass(frozen=True)
class Birth:
    """One birth; the rate of its mode counts births, that of its weights counts babies."""

    month: str
    """Year and month, "2026-09"."""
    mode: BirthMode
    gestation_weeks: int | None
    grams: tuple[int, ...]

    @property
    def preterm(self) -> bool | None:
        """Whether it came before 37 completed weeks; None where nobody knows."""
        return None if self.gestation_weeks is None else self.gestation_weeks < PRETERM_BELOW


def is_low(grams: int) -> bool:
    """Whether a baby weighed under 2,500 g."""
    return grams < LOW_BELOW


def is_very_low(grams: int) -> bool:
    """Whether a baby weighed under 1,500 g."""
    return grams < VERY_LOW_BELOW


def months_of_birth(points: Sequence[Point], today: date) -> tuple[str, ...]:
    """The months in which a birth of a group can have been, the first first; none before forms are taken in."""
    if not points:
        return ()
    first, last = points[0].opens_on, min(today, add_months(points[0].due_on, WAITING_AT_MOST))
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return tuple(month_of(add_months(first.replace(day=1), number)) for number in range(count))


def month_of(day: date) -> str:
    """The month of a day, as it is kept."""
    return f"{day.year:04}-{day.month:02}"


def month_words(month: str) -> str:
    """A month in words: "September 2026"."""
    year, _, number = month.partition("-")
    return f"{month_name[int(number)]} {year}"


def is_month(text: str) -> bool:
    """Whether this is a month as it is kept."""
    year, _, month = text.partition("-")
    figures = year.isascii() and year.isdecimal() and month.isascii() and month.isdecimal()
    return figures and len(text) == len("2026-09") and 1 <= int(month) <= 12  # noqa: PLR2004 - months of a year


def refusals_of_whose(role: str, code: str) -> Iterator[Refusal]:
    """Why no birth is kept of somebody in this role."""
    if role != Giver.MOTHER:
        yield Refusal(
            f"{code} is the code of a {ONE_WORDS.get(role, role)}. A birth stands under the mother’s code.", "code"
        )


def refusals_of_birth(birth: Birth, *, this_month: str, months: Sequence[str] = ()) -> Iterator[Refusal]:
    """Why a birth cannot have been so: ever, and in a group to which only these months belong."""
    yield from refusals_of_month(birth.month, this_month=this_month, months=months)
    weeks = birth.gestation_weeks
    if weeks is not None and not LEAST_WEEKS <= weeks <= LATEST_WEEKS:
        yield Refusal(
            f"{weeks} weeks cannot be. Enter completed weeks of pregnancy, {LEAST_WEEKS} to {LATEST_WEEKS}.",
            "gestation_weeks",
        )
    if not 1 <= len(birth.grams) <= BABIES_AT_MOST:
        yield Refusal(f"Enter the weight of each baby, of 1 to {BABIES_AT_MOST}", GRAMS_FIELDS[0])
    for grams, field in zip(birth.grams, GRAMS_FIELDS, strict=False):
        yield from refusals_of_grams(grams, field=field)


def refusals_of_month(month: str, *, this_month: str, months: Sequence[str]) -> Iterator[Refusal]:
    """Why a birth cannot have been in this month."""
    if not is_month(month):
        yield Refusal(NO_MONTH, "month")
    elif month > this_month:
        yield Refusal(f"{month} is still to come. Enter a birth once the baby is there.", "month")
    elif months and month < months[0]:
        yield Refusal(f"{month} is before the group began. Check the year: the first month is {months[0]}.", "month")
    elif months and month > months[-1]:
        yield Refusal(
            f"{month} is more than {WAITING_AT_MOST} months after the group began. Check the month, or the group.",
            "month",
        )


def refusals_of_grams(grams: int, *, field: str) -> Iterator[Refusal]:
    """Why a baby cannot have weighed so."""
    if not LIGHTEST <= grams <= HEAVIEST:
        yield Refusal(
            f"{grams:,} g cannot be. Enter the weight in grams, {LIGHTEST} to {HEAVIEST:,}, such as 3400.", field
        )
