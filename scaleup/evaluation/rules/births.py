"""What a birth may look like, and what counts as early or light (domain.md 5.2). Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from scaleup.core.errors import Refusal
from scaleup.evaluation.rules.codes import BirthMode

LIGHTEST, HEAVIEST = 300, 6500
"""Grams."""
LEAST_WEEKS, LATEST_WEEKS = 22, 44
PRETERM_BELOW = 37
LOW_BELOW, VERY_LOW_BELOW = 2500, 1500
BABIES_AT_MOST = 4


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


def refusals_of_birth(birth: Birth, *, this_month: str) -> Iterator[Refusal]:
    """Why a birth cannot have been so."""
    year, _, month = birth.month.partition("-")
    if not (year.isdecimal() and month.isdecimal() and len(birth.month) == len("2026-09") and 1 <= int(month) <= 12):  # noqa: PLR2004 - months
        yield Refusal("Enter year and month of the birth, such as 2026-09; the day is not kept", "month")
    elif birth.month > this_month:
        yield Refusal(f"{birth.month} is still to come. Enter a birth once the baby is there.", "month")
    weeks = birth.gestation_weeks
    if weeks is not None and not LEAST_WEEKS <= weeks <= LATEST_WEEKS:
        yield Refusal(
            f"{weeks} weeks cannot be. Enter completed weeks of pregnancy, {LEAST_WEEKS} to {LATEST_WEEKS}.",
            "gestation_weeks",
        )
    if not 1 <= len(birth.grams) <= BABIES_AT_MOST:
        yield Refusal(f"Enter the weight of each baby, of 1 to {BABIES_AT_MOST}", "grams")
    for grams in birth.grams:
        if not LIGHTEST <= grams <= HEAVIEST:
            yield Refusal(
                f"{grams:,} g cannot be. Enter the weight in grams, {LIGHTEST} to {HEAVIEST:,}, such as 3400.", "grams"
            )
