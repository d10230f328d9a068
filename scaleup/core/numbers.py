"""Whole numbers: as an address or an unseen value gives them, which anybody may have typed; and by rounding half up."""

from fractions import Fraction
from math import floor

IN_64_BITS = 18
"""As many figures as any id may have."""


def whole(text: str, *, figures: int = 9) -> int | None:
    """The number in ASCII figures, by itself within 32 bits; None where the text is no such number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= figures else None


def half_up(exact: Fraction) -> int:
    """The nearest whole number, the higher one of two."""
    return floor(exact + Fraction(1, 2))


def percent(got: int, of: int) -> int:
    """So much of so many, at least one, in whole per cent, half up."""
    return half_up(Fraction(100 * got, of))
