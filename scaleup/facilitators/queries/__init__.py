"""Named reads of facilitators: who they are, what they were trained in, and the places that they hold."""

from scaleup.facilitators.queries.leaving import consider_leaving
from scaleup.facilitators.queries.places import (
    HeldPlace,
    LedgerLine,
    ledger,
    place_in_scope,
    without_place,
)
from scaleup.facilitators.queries.team import (
    FacilitatorLine,
    Pairs,
    accredited_on,
    facilitator,
    facilitator_in_scope,
    facilitators_of,
    gone_by,
    pairs_of,
    part_words,
    places_used,
)

__all__ = [
    "FacilitatorLine",
    "HeldPlace",
    "LedgerLine",
    "Pairs",
    "accredited_on",
    "consider_leaving",
    "facilitator",
    "facilitator_in_scope",
    "facilitators_of",
    "gone_by",
    "ledger",
    "pairs_of",
    "part_words",
    "place_in_scope",
    "places_used",
    "without_place",
]
