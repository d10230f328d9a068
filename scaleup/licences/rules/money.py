"""Who pays until when: amounts in pence, why funding cannot stand so, and whether it ends before the licence. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import plain_date
from scaleup.core.errors import Refusal

LONGEST_FUNDER = 120
MOST_PENCE = 1_000_000_000_00
POUNDS = re.compile(r"£?\s?(\d{1,3}(?:[, ]?\d{3})*|\d+)(?:\.(\d\d))?")


@dataclass(frozen=True)
class Money:
    """What a funder gives, and for which days, both included."""

    funder: str
    pence: int
    from_on: date
    to_on: date


def pence_of(text: str) -> int | None:
    """An amount as people write it, in pence: "£212,500" or "1,250.50"; None for anything else."""
    found = POUNDS.fullmatch(text.strip())
    if found is None:
        return None
    return int(re.sub(r"\D", "", found[1])) * 100 + int(found[2] or 0)


def pounds(pence: int) -> str:
    """An amount in words: "£212,500", with pence where there are any."""
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}.{rest:02d}" if rest else f"£{whole:,}"


def refusals_of_money(money: Money) -> list[Refusal]:
    """Why funding cannot stand so."""
    found = []
    if not 0 < money.pence <= MOST_PENCE:
        found.append(Refusal(f"Enter an amount above £0 and up to {pounds(MOST_PENCE)}.", "amount"))
    if money.to_on < money.from_on:
        found.append(
            Refusal(
                f"The funding would end on {plain_date(money.to_on)}, before it begins on "
                f"{plain_date(money.from_on)}. Enter a later last day.",
                "to_on",
            )
        )
    return found


def refusals_to_end_money(money: Money, *, last_on: date, reason: str) -> list[Refusal]:
    """Why funding cannot end on that day: it only ever ends earlier than it was promised."""
    found = []
    if not money.from_on <= last_on < money.to_on:
        found.append(
            Refusal(
                f"This funding runs from {plain_date(money.from_on)} to {plain_date(money.to_on)}. Enter a day "
                "inside it, before its last one.",
                "last_on",
            )
        )
    if not reason.strip():
        found.append(Refusal("Say why: the next reader has only this sentence.", "reason"))
    return found


def funded_until(every: Iterable[Money]) -> date | None:
    """The last day that anybody pays for; None where no funding is known."""
    return max((one.to_on for one in every), default=None)


def funding_gap(funded_until_on: date | None, ends_on: date) -> int:
    """How many days of the licence lie after its funding; 0 where funding lasts, or none is known."""
    return max(0, (ends_on - funded_until_on).days) if funded_until_on else 0
