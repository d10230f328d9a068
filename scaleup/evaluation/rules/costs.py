"""What delivery cost by kind and financial year, and what that is for each family reached and completed. Pure.

Pence are whole numbers throughout: no figure passes through a float. A figure that a count is missing for is not made.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from scaleup.core.dates import counted, plain_date
from scaleup.core.errors import Refusal
from scaleup.core.numbers import half_up
from scaleup.core.years import Year, financial_year
from scaleup.evaluation.rules.suppression import FEWEST_SHOWN, is_small
from scaleup.licences.rules import pounds

MOST_PENCE = 20_000_000_00
MOST_MINUTES = 100_000 * 60
MOST_RATE = 1_000_00
HOURS = re.compile(r"(\d{1,3}(?:[, ]?\d{3})*|\d{1,6})(?:\.(\d{1,2})|:([0-5]\d))?")


class Kind(StrEnum):
    """The kinds that every programme has; a programme's own stand beside them as data."""

    LICENCE = "licence"
    STAFF = "staff"
    VENUES = "venues"
    INTERPRETERS = "interpreters"
    TRAVEL = "travel"


KIND_WORDS: dict[str, str] = {
    Kind.LICENCE: "Licence",
    Kind.STAFF: "Staff hours",
    Kind.VENUES: "Venues",
    Kind.INTERPRETERS: "Interpreters",
    Kind.TRAVEL: "Travel",
}


class Standing(StrEnum):
    """Whether an amount was paid or is a guess."""

    ACTUAL = "actual"
    ESTIMATED = "estimated"


STANDING_WORDS: dict[str, str] = {Standing.ACTUAL: "Actual", Standing.ESTIMATED: "Estimated"}


def years_to(today: date, *, since: date) -> tuple[Year, ...]:
    """The years that costs may be entered for, the present one first, and the next for what is known ahead."""
    first, last = financial_year(since), financial_year(today)
    return (*(Year(begins) for begins in range(last, min(first, last) - 1, -1)), Year(last + 1))


def minutes_of(text: str) -> int | None:
    """Hours as people write them, in minutes: "120", "7.5", "7:30"; None for anything else.

    A part of an hour that is no whole minute is rounded half up.
    """
    found = HOURS.fullmatch(text.strip())
    if found is None:
        return None
    hours = int(re.sub(r"\D", "", found[1]))
    hundredths = int((found[2] or "0").ljust(2, "0"))
    return hours * 60 + int(found[3] or 0) + (hundredths * 60 + 50) // 100


def hours_in_words(minutes: int) -> str:
    """ "7:30 hours", "120 hours"."""
    whole, rest = divmod(minutes, 60)
    return f"{whole:,}:{rest:02d} hours" if rest else counted(whole, "hour")


def of_hours(minutes: int, rate_pence: int) -> int:
    """What so many minutes cost at this rate an hour, in pence, half up."""
    return half_up(Fraction(minutes * rate_pence, 60))


@dataclass(frozen=True)
class Cost:
    """One amount: of a kind, in a year, paid by somebody. Hours and their rate are kept where it was made from them."""

    kind: str
    year: Year
    standing: Standing
    amount: int | None = None
    """In pence; None where it follows from hours and rate."""
    minutes: int | None = None
    rate_pence: int | None = None
    payer_id: int | None = None
    """The organisation; None is "the area"."""

    @property
    def pence(self) -> int:
        """What it comes to."""
        if self.minutes is not None and self.rate_pence is not None:
            return of_hours(self.minutes, self.rate_pence)
        return self.amount or 0


def refusals_of_cost(
    cost: Cost, *, kinds: Iterable[str], years: Iterable[Year], payer_ids: Iterable[int]
) -> list[Refusal]:
    """Why the cost cannot stand so."""
    found = []
    if cost.kind not in kinds:
        found.append(Refusal("Choose a kind from the list", "kind"))
    if cost.year not in years:
        found.append(Refusal("Choose one of the years offered", "year"))
    if cost.payer_id is not None and cost.payer_id not in payer_ids:
        found.append(Refusal("Choose who paid from the list", "payer"))
    by_hours = cost.minutes is not None or cost.rate_pence is not None
    if by_hours:
        found += refusals_of_hours(cost)
    elif cost.amount is None or not 0 < cost.amount <= MOST_PENCE:
        found.append(Refusal(f"Enter an amount above £0 and up to {pounds(MOST_PENCE)}", "amount"))
    return found


def refusals_of_hours(cost: Cost) -> list[Refusal]:
    """Why it cannot be made from hours so."""
    if cost.kind != Kind.STAFF:
        return [Refusal("Only staff hours are entered by hours and rate: enter the amount instead", "hours")]
    if cost.amount is not None:
        return [Refusal("Enter the hours with their rate, or the amount: not both", "amount")]
    found = []
    if cost.minutes is None or not 0 < cost.minutes <= MOST_MINUTES:
        found.append(Refusal("Enter how many hours, such as 120 or 7:30", "hours"))
    if cost.rate_pence is None or not 0 < cost.rate_pence <= MOST_RATE:
        found.append(Refusal(f"Enter what the employer reckons for an hour, up to {pounds(MOST_RATE)}", "rate"))
    if not found and cost.pence > MOST_PENCE:
        found.append(Refusal(f"That comes to more than {pounds(MOST_PENCE)}: check the hours and the rate", "hours"))
    return found


@dataclass(frozen=True)
class Total:
    """What a year cost by kind, and which kinds nobody has entered."""

    by_kind: tuple[tuple[str, int], ...]
    """Kind and pence, in the programme's order, where there are any."""
    left_out: tuple[str, ...]
    pence: int
    estimated: int
    """How much of it is a guess, in pence."""


def total_of(costs: Sequence[Cost], *, kinds: Sequence[str]) -> Total:
    """The sums of these costs. A kind that the programme no longer lists counts, after the others."""
    listed = [*kinds, *sorted({one.kind for one in costs} - set(kinds))]
    sums = {kind: sum(one.pence for one in costs if one.kind == kind) for kind in listed}
    entered = {one.kind for one in costs}
    return Total(
        by_kind=tuple((kind, sums[kind]) for kind in listed if kind in entered),
        left_out=tuple(kind for kind in listed if kind not in entered),
        pence=sum(sums.values()),
        estimated=sum(one.pence for one in costs if one.standing is Standing.ESTIMATED),
    )


@dataclass(frozen=True)
class Families:
    """One group's count of families; None where it is not known."""

    group: str
    families: int | None


@dataclass(frozen=True)
class Share:
    """What a year cost for each family, with its n; or why there is no figure."""

    pence: int | None
    families: int | None
    groups: int
    because: str = ""


def share(pence: int, told: Sequence[Families], *, none: str, today: date, year: Year) -> Share:
    """The cost for each family of these groups, in pence, half up; never where a count is missing or n is small."""
    missing = [one.group for one in told if one.families is None]
    n = sum(one.families or 0 for one in told)
    if not told:
        return Share(None, None, 0, f"{none} in {year.words}{so_far(year, today)}.")
    if missing:
        named = ", ".join(missing)
        return Share(None, None, len(told), f"The count of families is missing for {named}.")
    if not n:
        return Share(None, 0, len(told), "No family was counted.")
    if is_small(n):
        return Share(None, None, len(told), f"Fewer than {FEWEST_SHOWN} families: not shown.")
    if not pence:
        return Share(None, n, len(told), "No cost is entered for this year.")
    return Share(per_family(pence, n), n, len(told))


def per_family(pence: int, families: int) -> int:
    """What it comes to for each of these families, in pence, half up."""
    return half_up(Fraction(pence, families))


def so_far(year: Year, today: date) -> str:
    """That a year is not over yet."""
    return f", up to {plain_date(today)}" if year.from_on <= today <= year.until_on else ""
