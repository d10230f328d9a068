"""How alike two spellings are, by rapidfuzz."""

from collections.abc import Iterable

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from scaleup.search.rules import SHORTEST_INSIDE, Sought, faults_forgiven

ENOUGH = 12
"""Words of each sort that are followed further."""


def sought(word: str, candidates: Iterable[str]) -> Sought:
    """The word of the question with those of the candidates that hold it, and those spelt nearly like it."""
    known = [one for one in candidates if not one.startswith(word)]
    inside = [one for one in known if len(word) >= SHORTEST_INSIDE and word in one]
    faults = {one: apart(word, one) for one in known if one not in inside}
    near = sorted(
        (one for one in faults if faults[one] <= faults_forgiven(len(word))), key=lambda one: (faults[one], one)
    )
    return Sought(word, tuple(sorted(inside, key=len)[:ENOUGH]), tuple(near[:ENOUGH]))


def apart(word: str, other: str) -> int:
    """How many letters are wrong, missing, too many or exchanged; of a long word the beginning is enough."""
    limit = faults_forgiven(len(word))
    whole = OSA.distance(word, other, score_cutoff=limit)
    if len(other) <= len(word) + limit:
        return whole
    beginnings = (OSA.distance(word, other[: len(word) + more], score_cutoff=limit) for more in (-1, 0, 1))
    return min(whole, *beginnings)


def alike(question: str, name: str) -> float:
    """How alike two folded texts are as a whole, whatever the order of their words; 100 is the same."""
    return fuzz.token_sort_ratio(question, name)
