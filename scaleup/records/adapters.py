"""How alike two names are, by rapidfuzz, whatever the order of their words and what people add to them."""

from rapidfuzz import fuzz

from scaleup.search.rules import ADDED, words

SURE = 2
"""Words that are the same in both names, where one name merely says more."""


def alike(one: str, other: str) -> float:
    """100 is the same name, or the same but for what was added to it."""
    mine, theirs = telling(one), telling(other)
    if len(set(mine) & set(theirs)) >= SURE:
        return fuzz.token_set_ratio(" ".join(mine), " ".join(theirs))
    return fuzz.token_sort_ratio(" ".join(mine), " ".join(theirs))


def telling(name: str) -> list[str]:
    """The words that decide: "Haringey City" is Haringey."""
    found = words(name)
    return [word for word in found if word not in ADDED] or list(found)
