"""What free text must not say, wherever it is typed: a unit holds nothing about a family (domain.md 6).

Numbers with a check digit are refused outright; what only looks private may stay once a person has looked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scaleup.core.errors import Refusal


@dataclass(frozen=True)
class PrivateLooking(Refusal):
    """A refusal that falls away once the person ticks that the text says nothing about a family."""


APART = r"[ \u00a0\u2009.\-\u2010-\u2013]{0,2}"
"""What people put between the parts of a number: spaces, dots, dashes."""
NHS_NUMBER = re.compile(rf"(?<!\d)(\d{{3}}){APART}(\d{{3}}){APART}(\d{{4}})(?!\d)")
POSTCODE = re.compile(
    r"\b(?:(?!(?:[ACDFHIJKOPQRTUVXYZ]\d))[A-Z]{1,2}\d[A-Z\d]?)[ \u00a0]{0,2}"
    r"(?!(?-i:\d(?:st|nd|rd|th|hr|yr|wk|pm|am)\b))\d[ABD-HJLNP-UW-Z]{2}\b",
    re.IGNORECASE,
)
"""A postcode (BS 7666): one letter stands before a figure in eight places only; "A2 2nd" is a session, not a place."""
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
YEAR = r"(?:\d{4}|['\u2019]?\d{2})(?!\d)"
A_DAY = (
    r"(?:"
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s./-]+(?:of )?(?:\d{{1,2}}|{MONTH})[\s./,-]+{YEAR}"
    rf"|{MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? {YEAR}"
    r")"
)
"""A day with its year, in the ways that it is written here."""
BIRTH = re.compile(
    rf"\b(?:d\.?\s?o\.?\s?b\b\.?|date of birth|birth ?da(?:y|te)|born)"
    rf"(?:\s+(?:is|was|on|the))*[\s:,(-]*(?:the )?{A_DAY}"
    rf"|\b{A_DAY}[\s,(-]*(?:is |was )?(?:\bd\.?o\.?b\b\.?|\bdate of birth\b)",
    re.IGNORECASE,
)
MOBILE = re.compile(r"(?<![\d+])(?:\+44[\s-]?\(?0?\)?|0)7\d{3}[\s-]?\d{3}[\s-]?\d{3}(?!\d)")
"""A mobile number: offices are rung by others."""
PRIVATE_MAIL = re.compile(
    r"\b[\w.+-]+@(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|aol|btinternet|sky|talktalk|"
    r"virginmedia|ntlworld|proton|protonmail)\.(?:com|co\.uk|net|me|org)\b",
    re.IGNORECASE,
)
"""An address of the kind that people have at home."""

Looks = tuple[tuple[re.Pattern[str], str], ...]
OF_A_FAMILY: Looks = ((BIRTH, "a date of birth"), (POSTCODE, "a postcode"))
OF_A_PERSON: Looks = ((MOBILE, "somebody’s mobile number"), (PRIVATE_MAIL, "a private e-mail address"))
"""How a private person is reached: asked about where a person can say that it is well, refused in names of groups and
in plans to improve, where nobody is to be reached."""
TICK = ", or tick that the text says nothing about a family"
NEVER = ": nothing about a family is kept here"


def family_details(text: str, *, name: str, text_checked: bool) -> Iterator[Refusal]:
    """What in the text must not be kept here, or may be kept only once a person has looked at it and ticked so."""
    yield from nhs_numbers(text, name)
    if text_checked:
        return
    for looks in lookalikes(text, OF_A_FAMILY + OF_A_PERSON):
        yield PrivateLooking(f"{looks}. Take it out{TICK}", name)


def family_details_unticked(text: str, *, name: str) -> Iterator[Refusal]:
    """What in the text must not be kept, where the form has no box to tick that somebody looked at it."""
    yield from nhs_numbers(text, name)
    for looks in lookalikes(text, OF_A_FAMILY):
        yield Refusal(f"{looks}. Take it out{NEVER}", name)


def private_details_unticked(text: str, *, name: str) -> Iterator[Refusal]:
    """The same, where nobody's own number or address belongs either: in a name, or in words about what to do better."""
    yield from family_details_unticked(text, name=name)
    for looks in lookalikes(text, OF_A_PERSON):
        yield Refusal(f"{looks}. Take it out{NEVER}", name)


def nhs_numbers(text: str, name: str) -> Iterator[Refusal]:
    """That a number in the text is of the kind that the health service gives people."""
    for number in NHS_NUMBER.finditer(text):
        if is_nhs_number("".join(number.groups())):
            yield Refusal(f"“{number.group()}” looks like an NHS number. Take it out{NEVER}", name)


def lookalikes(text: str, kinds: Looks) -> Iterator[str]:
    """What in the text may be of one of these kinds: the first of each."""
    for pattern, kind in kinds:
        if match := pattern.search(text):
            yield f"“{match.group()}” looks like {kind}"


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits carry the check digit of an NHS number (NHS Data Dictionary, modulus 11); a CHI number too.

    A number of one repeated figure is none, though its check digit fits.
    """
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - weighted % 11) % 11 == int(digits[9]) and len(set(digits)) > 1
