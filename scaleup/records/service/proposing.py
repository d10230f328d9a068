"""Which records are probably one, the likeliest first."""

from collections.abc import Sequence

from scaleup.records import adapters, queries
from scaleup.records.queries import Pair
from scaleup.records.rules import LIKE_A_PERSON, LIKE_AN_AREA

SHOWN = 50


def proposed_people() -> list[Pair] | None:
    """Pairs of people of one area with alike names; None where there are too many people to look at all."""
    found = queries.likely_people()
    if found is None:
        return None
    return likeliest([pair for pair in found if adapters.alike(pair.one, pair.other) >= LIKE_A_PERSON])


def proposed_areas() -> list[Pair]:
    """Pairs of areas with the same authority, or with alike names."""
    found = queries.likely_areas()
    return likeliest(
        [pair for pair in found if "cover" in pair.why or adapters.alike(pair.one, pair.other) >= LIKE_AN_AREA]
    )


def likeliest(pairs: Sequence[Pair]) -> list[Pair]:
    """The most alike first, so many at most."""
    return sorted(pairs, key=lambda pair: -adapters.alike(pair.one, pair.other))[:SHOWN]


def nearest(name: str, others: Sequence[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Of these, those with a name like this one, the likest first."""
    return sorted(others, key=lambda one: (-adapters.alike(name, one[1]), one[1]))[:10]
