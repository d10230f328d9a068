"""Reads of operations: what is held and goes without it, and the figures of sending."""

from scaleup.operations.queries.holds import (
    Due,
    Folded,
    area_named,
    covered_now,
    folded,
    going,
    rules_offered,
    useless,
    what_of,
)
from scaleup.operations.queries.standing import figures, seen_workers

__all__ = [
    "Due",
    "Folded",
    "area_named",
    "covered_now",
    "figures",
    "folded",
    "going",
    "rules_offered",
    "seen_workers",
    "useless",
    "what_of",
]
