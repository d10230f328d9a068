"""How alike two names are, by rapidfuzz: for places that somebody typed, and for enquiries that may be one."""

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

LIKE = 86
"""From here on two names may be one (100 is the same)."""
NEAR = 70
"""From here on a local authority is offered for what was typed."""


def alike(name: str, others: Mapping[int, str], *, most: int) -> list[int]:
    """The keys of those that are named alike, the likest first, whatever the order of their words."""
    found = process.extract(
        name.casefold(),
        {key: text.casefold() for key, text in others.items()},
        scorer=fuzz.token_sort_ratio,
        score_cutoff=LIKE,
        limit=most,
    )
    return [key for _, _, key in found]


def nearest(typed: str, names: Iterable[str], *, most: int) -> list[str]:
    """The names nearest to what was typed, the nearest first."""
    found = process.extract(
        typed, list(names), scorer=fuzz.WRatio, processor=str.casefold, score_cutoff=NEAR, limit=most
    )
    return [name for name, _, _ in found]
