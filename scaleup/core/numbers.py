"""Whole numbers as an address or an unseen value gives them: anybody may have typed something else there."""

IN_64_BITS = 18
"""As many figures as any id may have."""


def whole(text: str, *, figures: int = 9) -> int | None:
    """The number in ASCII figures, by itself within 32 bits; None where the text is no such number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= figures else None
