"""Erasure, and how long what is kept: pure."""

from scaleup.privacy.rules.erasing import (
    BECAUSE_WORDS,
    Because,
    Sought,
    fitted,
    is_erased,
    replaced,
    surname,
    tombstone,
)

__all__ = ["BECAUSE_WORDS", "Because", "Sought", "fitted", "is_erased", "replaced", "surname", "tombstone"]
