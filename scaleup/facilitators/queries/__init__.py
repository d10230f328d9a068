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
    NO_PAIRS,
    FacilitatorLine,
    Pairs,
    PairsFrom,
    accredited_on,
    changes_of,
    facilitator,
    facilitator_in_scope,
    facilitators_of,
    gone_by,
    pairs_of,
    pairs_over_time,
    part_words,
    places_used,
)

__all__ = [
    "NO_PAIRS",
    "FacilitatorLine",
    "HeldPlace",
    "LedgerLine",
    "Pairs",
    "PairsFrom",
    "accredited_on",
    "changes_of",
    "consider_leaving",
    "facilitator",
    "facilitator_in_scope",
    "facilitators_of",
    "gone_by",
    "ledger",
    "pairs_of",
    "pairs_over_time",
    "part_words",
    "place_in_scope",
    "places_used",
    "without_place",
]
