"""What the index holds, and what is told of what was found; everything narrowed to what the actor may see."""

from scaleup.search.queries.found import Found, found
from scaleup.search.queries.names import missing, names_of
from scaleup.search.queries.telling import Told, tell_areas, tell_licences, tell_organisations, tell_people
from scaleup.search.queries.vocabulary import spelt_like

__all__ = [
    "Found",
    "Told",
    "found",
    "missing",
    "names_of",
    "spelt_like",
    "tell_areas",
    "tell_licences",
    "tell_organisations",
    "tell_people",
]
