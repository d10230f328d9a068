"""Local authorities by what people type: the very name, a county's name for all in it, else the nearest names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scaleup.areas.rules import name_key
from scaleup.enquiries.adapters import nearest
from scaleup.enquiries.queries import Place, places_named

BETWEEN = re.compile(r"[\n;,]+")
MOST_TYPED = 60
MOST_OFFERED = 5


@dataclass(frozen=True)
class Meant:
    """What typed names mean: authorities that are certain, those to choose from, and names that are none of them."""

    sure: tuple[Place, ...] = ()
    offered: tuple[Place, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """The codes of those that are certain."""
        return frozenset(place.code for place in self.sure)


def typed_names(text: str) -> list[str]:
    """The names in a text, each once: one a line, or with semicolons between."""
    whole = [" ".join(part.split()) for part in re.split(r"[\n;]+", text)]
    return [name for name in dict.fromkeys(whole) if name][:MOST_TYPED]


def meant(text: str, nation: str) -> Meant:
    """What these typed names mean in this nation; a name known elsewhere only is offered from there."""
    places = places_named()
    here = [place for place in places if place.nation == nation]
    sure: dict[str, Place] = {}
    offered: dict[str, Place] = {}
    unknown: list[str] = []
    for name in parted(text, places):
        certain = exactly(name, here)
        near = () if certain else (exactly(name, places) or like(name, here))
        sure |= {place.code: place for place in certain}
        offered |= {place.code: place for place in near}
        if not certain:
            unknown.append(name)
    return Meant(
        tuple(sure.values()),
        tuple(place for code, place in offered.items() if code not in sure),
        tuple(unknown),
    )


def parted(text: str, places: Iterable[Place]) -> list[str]:
    """The names in a text; a comma parts two names unless it belongs to one ("Bristol, City of")."""
    known = {name_key(place.name) for place in places}
    found: list[str] = []
    for name in typed_names(text):
        parts = [name] if name_key(name) in known else [part.strip() for part in BETWEEN.split(name)]
        found += [part for part in parts if part]
    return list(dict.fromkeys(found))[:MOST_TYPED]


def exactly(name: str, places: Iterable[Place]) -> tuple[Place, ...]:
    """The authority of this very name, or all authorities of the county of this name."""
    key, known = name_key(name), list(places)
    named = tuple(place for place in known if name_key(place.name) == key)
    return named or tuple(place for place in known if place.county and name_key(place.county) == key)


def like(name: str, places: Iterable[Place]) -> tuple[Place, ...]:
    """The authorities that have the name as a word of theirs; else those whose names are nearest."""
    by_name = {place.name: place for place in places}
    word = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    having = tuple(place for place in by_name.values() if word.search(place.name))
    if having:
        return having[:MOST_OFFERED]
    return tuple(by_name[found] for found in nearest(name, by_name, most=MOST_OFFERED))
