"""What free text must not say, wherever it is typed: a unit holds nothing about a family (domain.md 6)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scaleup.core.errors import Refusal


@dataclass(frozen=True)
class PrivateLooking(Refusal):
    """A refusal that falls away once the person ticks that the text says nothing about a family."""


NHS_NUMBER = re.compile(r"(?<!\d)(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
BIRTH = re.compile(
    r"\b(?:d\.?o\.?b\b\.?|date of birth|born(?: on)?)[\s:,-]*(?:the )?"
    r"\d{1,2}(?:st|nd|rd|th)?(?:[\s./-]+(?:of )?(?:\d{1,2}|[a-z]{3,9})[\s./,-]+\d{2,4})",
    re.IGNORECASE,
)


TICK = ", or tick that the text says nothing about a family"
NEVER = ": nothing about a family is kept here"


def family_details(text: str, *, name: str, text_checked: bool) -> Iterator[Refusal]:
    """What in the text must not be kept here, or may be kept only once a person has looked at it and ticked so."""
    yield from nhs_numbers(text, name)
    if text_checked:
        return
    for looks in lookalikes(text):
        yield PrivateLooking(f"{looks}. Take it out{TICK}", name)


def family_details_unticked(text: str, *, name: str) -> Iterator[Refusal]:
    """What in the text must not be kept, where the form has no box to tick that somebody looked at it."""
    yield from nhs_numbers(text, name)
    for looks in lookalikes(text):
        yield Refusal(f"{looks}. Take it out{NEVER}", name)


def nhs_numbers(text: str, name: str) -> Iterator[Refusal]:
    """That a number in the text is of the kind that the health service gives people."""
    for number in NHS_NUMBER.finditer(text):
        if is_nhs_number("".join(number.groups())):
            yield Refusal(f"“{number.group()}” looks like an NHS number. Take it out{NEVER}", name)


def lookalikes(text: str) -> Iterator[str]:
    """What in the text may be about a family: the first date of birth and the first postcode."""
    for pattern, kind in ((BIRTH, "a date of birth"), (POSTCODE, "a postcode")):
        if match := pattern.search(text):
            yield f"“{match.group()}” looks like {kind}"


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits carry the check digit of an NHS number (NHS Data Dictionary, modulus 11)."""
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - weighted % 11) % 11 == int(digits[9])
