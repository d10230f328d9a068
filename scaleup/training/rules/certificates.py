"""Certificates: the code on one, when one may be issued, and whether it stands on a day. Pure.

A certificate belongs to the stretch of accreditation that it was issued in and ends with it; nothing of that is stored.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scaleup.core.dates import plain_date
from scaleup.training.rules.accreditation import Period

LETTERS = "34679CDFHJKMNPQRTWXY"
"""No two that look alike, and no vowels, so that no code reads as a word."""
CODE_LENGTH = 15
"""20 to the 15th is more than 64 bits; decisions.md asks for 60."""
GROUP = 5


class CertificateState(StrEnum):
    """Whether a certificate stands."""

    VALID = "valid"
    ENDED = "ended"
    VOID = "void"
    """The training that it was issued for is no longer on record."""


@dataclass(frozen=True)
class Validity:
    """Whether a certificate stands on a day, and the date that says how long it does, or did."""

    state: CertificateState
    on_day: date

    @property
    def sentence(self) -> str:
        """What whoever holds it is told."""
        day = plain_date(self.on_day)
        if self.state is CertificateState.VALID:
            return f"Valid until {day}."
        return f"Ended on {day}." if self.state is CertificateState.ENDED else f"Issued on {day}, and no longer valid."


def validity(issued_on: date, during: Period | None, today: date) -> Validity:
    """Whether the certificate stands today. `during` is the stretch of accreditation that its day lies in."""
    if during is None:
        return Validity(CertificateState.VOID, issued_on)
    stands = during.from_on <= today <= during.until_on
    return Validity(CertificateState.VALID if stands else CertificateState.ENDED, during.until_on)


def wants_one(during: Period | None, issued: Iterable[date]) -> bool:
    """Whether somebody accredited on these days has none of the certificates issued on those days: one a stretch."""
    return during is not None and not any(during.from_on <= day <= during.until_on for day in issued)


def tidy(typed: str) -> str:
    """A code as it was typed, spoken or copied with its address, without what does not matter."""
    return re.sub("[^A-Z0-9]", "", typed.rstrip("/ ").rpartition("/")[2].upper())[: 2 * CODE_LENGTH]


def in_groups(code: str) -> str:
    """The code as people read and type it: "34679-CDFHJ-KMNPQ"."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))
