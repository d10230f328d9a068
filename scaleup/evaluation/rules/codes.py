"""The codes under which scores are kept: who, in which arm, in which language, where, and why a form did not come back.

Codes alone, so that nobody writes a word about a family. A participant's own code says nothing: it is drawn at random.
"""

from collections.abc import Sequence
from enum import StrEnum

from scaleup.programmes.rules import Giver

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_FIGURES = "23456789"
"""Without I, L, O, 0 and 1, which are taken for one another on paper."""
CODE_LENGTH = 6
PATTERN = (CODE_LETTERS, CODE_LETTERS, CODE_FIGURES, CODE_LETTERS, CODE_FIGURES, CODE_LETTERS)
"""Letters and figures by turns: no word comes of it, and no date."""

ROLE_WORDS: dict[str, str] = {Giver.MOTHER: "Mothers", Giver.FATHER: "Fathers", Giver.PARTNER: "Partners"}
ONE_WORDS: dict[str, str] = {Giver.MOTHER: "mother", Giver.FATHER: "father", Giver.PARTNER: "partner"}


class Arm(StrEnum):
    """Whether somebody takes part in the programme, or is compared with those who do."""

    PROGRAMME = "programme"
    COMPARISON = "comparison"


ARM_WORDS: dict[str, str] = {Arm.PROGRAMME: "Programme", Arm.COMPARISON: "Comparison"}


class Place(StrEnum):
    """Where a form was filled in."""

    GROUP = "group"
    HOME = "home"
    CLINIC = "clinic"
    ELSEWHERE = "elsewhere"


PLACE_WORDS: dict[str, str] = {
    Place.GROUP: "At a session",
    Place.HOME: "At home",
    Place.CLINIC: "In a clinic or centre",
    Place.ELSEWHERE: "Somewhere else",
}


class Mode(StrEnum):
    """How a form was filled in."""

    PAPER = "paper"
    SCREEN = "screen"
    READ_OUT = "read_out"
    PHONE = "phone"
    POST = "post"


MODE_WORDS: dict[str, str] = {
    Mode.PAPER: "On paper",
    Mode.SCREEN: "On a screen",
    Mode.READ_OUT: "Read out",
    Mode.PHONE: "By phone",
    Mode.POST: "By post",
}


class Interpreter(StrEnum):
    """Whether somebody interpreted."""

    NONE = "none"
    PRESENT = "present"
    BY_PHONE = "by_phone"


INTERPRETER_WORDS: dict[str, str] = {
    Interpreter.NONE: "No interpreter",
    Interpreter.PRESENT: "An interpreter was there",
    Interpreter.BY_PHONE: "An interpreter by phone",
}

LANGUAGE_WORDS: dict[str, str] = {
    "en": "English",
    "cy": "Welsh",
    "ar": "Arabic",
    "bn": "Bengali",
    "cs": "Czech",
    "fa": "Farsi or Dari",
    "fr": "French",
    "gu": "Gujarati",
    "pl": "Polish",
    "pt": "Portuguese",
    "pa": "Punjabi",
    "ro": "Romanian",
    "sk": "Slovak",
    "so": "Somali",
    "es": "Spanish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "zh": "Chinese",
    "other": "Another language",
}
"""The language versions of a form: ISO 639-1, and one for all the others, which in a small area would name somebody."""


class NotReturned(StrEnum):
    """Why a form did not come back."""

    LEFT = "left"
    AWAY = "away"
    DECLINED = "declined"
    UNABLE = "unable"
    NOT_ASKED = "not_asked"
    NO_INTERPRETER = "no_interpreter"
    NOT_KNOWN = "not_known"


NOT_RETURNED_WORDS: dict[str, str] = {
    NotReturned.LEFT: "Left before",
    NotReturned.AWAY: "Did not come that day",
    NotReturned.DECLINED: "Did not wish to",
    NotReturned.UNABLE: "Could not fill it in that day",
    NotReturned.NOT_ASKED: "Nobody asked them",
    NotReturned.NO_INTERPRETER: "No interpreter or no language version",
    NotReturned.NOT_KNOWN: "Not known",
}


class BirthMode(StrEnum):
    """How a birth went (domain.md 5.2)."""

    SPONTANEOUS = "spontaneous"
    ASSISTED = "assisted"
    PLANNED_CAESAREAN = "planned_caesarean"
    EMERGENCY_CAESAREAN = "emergency_caesarean"
    NOT_KNOWN = "not_known"


BIRTH_MODE_WORDS: dict[str, str] = {
    BirthMode.SPONTANEOUS: "Spontaneous",
    BirthMode.ASSISTED: "Assisted",
    BirthMode.PLANNED_CAESAREAN: "Planned caesarean",
    BirthMode.EMERGENCY_CAESAREAN: "Emergency caesarean",
    BirthMode.NOT_KNOWN: "Not known",
}


def code_of(draws: Sequence[int]) -> str:
    """The code that these random numbers make: one number for each of its characters."""
    return "".join(signs[draw % len(signs)] for signs, draw in zip(PATTERN, draws, strict=True))


def written(code: str) -> str:
    """A code as somebody typed it, in the way that it is kept."""
    return "".join(code.split()).replace("-", "").upper()


def of_whom(role: str, arm: str) -> str:
    """ "mothers", "fathers, comparison"."""
    words = ROLE_WORDS.get(role, role).lower()
    return words if arm == Arm.PROGRAMME else f"{words}, comparison"
