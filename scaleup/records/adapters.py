"""How alike two names are, by rapidfuzz, whatever the order of their words."""

from rapidfuzz import fuzz

from scaleup.search.rules import folded


def alike(one: str, other: str) -> float:
    """100 is the same name."""
    return fuzz.token_sort_ratio(folded(one), folded(other))
