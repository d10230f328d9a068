"""Numbers drawn by chance, for rows that must not tell in which order they came."""

import secrets
from collections.abc import Iterator

BITS = 62


def numbers() -> Iterator[int]:
    """Positive numbers that no two draws share, for all that matters, one after the other."""
    while True:
        yield secrets.randbits(BITS) + 1
