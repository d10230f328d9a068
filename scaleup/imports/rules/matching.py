"""Which area a name means. Case and spaces never make another name; anything else is a proposal, never applied."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from scaleup.areas.rules import name_key

Nearest = Callable[[str, Sequence[str]], list[str]]
"""The names most like this one, best first; none where nothing is near. The measure is an adapter's."""

ADDED = re.compile(
    r"\((?:la|ua|council|county|city|borough|district)\)|\b(?:city|county|council|borough|district|metropolitan|"
    r"unitary|authority|la|region|area|the|of|royal)\b",
    re.IGNORECASE,
)
"""What people add to the name of an authority, or leave out of it."""


@dataclass(frozen=True)
class Place:
    """What a name covers in the table of local authorities: one of them, or a county's several."""

    name: str
    nation: str
    codes: frozenset[str]


def places(rows: Iterable[tuple[str, str, str | None, str]]) -> dict[str, Place]:
    """Every name in the table by its key, from rows of code, name, county's name and nation.

    A county's name counts (decisions.md, Import); where an authority has the same name, the authority does.
    """
    found: dict[str, Place] = {}
    counties: dict[str, Place] = {}
    for code, name, county, nation in rows:
        key = name_key(name)
        known = found.get(key)
        found[key] = Place(name, nation, frozenset({code}) | (known.codes if known else frozenset()))
        if county:
            before = counties.get(name_key(county))
            codes = before.codes if before else frozenset()
            counties[name_key(county)] = Place(county, nation, codes | {code})
    return {**counties, **found}


def stem(name: str) -> str:
    """The name without what people add to it: "Haringey City" and "Bristol, City of" lose their city."""
    return " ".join(re.findall(r"[^\W_]+", ADDED.sub(" ", name.casefold())))


def proposals(name: str, names: Mapping[str, str], nearest: Nearest) -> list[str]:
    """Names (by key) that this one probably means, best first: the same stem, then those spelt alike."""
    same = [spelling for spelling in names.values() if stem(spelling) == stem(name) and stem(name)]
    near = [names[key] for key in nearest(name_key(name), list(names)) if key in names]
    return list(dict.fromkeys([*sorted(same), *near]))[:5]
