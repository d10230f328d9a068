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
from scaleup.privacy.rules.periods import BY_ITSELF, LONGEST, PROPOSED, SHORTEST, Kind, Past, Period, last_kept

__all__ = [
    "BECAUSE_WORDS",
    "BY_ITSELF",
    "LONGEST",
    "PROPOSED",
    "SHORTEST",
    "Because",
    "Kind",
    "Past",
    "Period",
    "Sought",
    "fitted",
    "is_erased",
    "last_kept",
    "replaced",
    "surname",
    "tombstone",
]
