"""Where each line stands, read from the rows that are kept, and what those rows should be."""

from scaleup.milestones.queries.facts import MANY, SOME, managed_otherwise, progress_of
from scaleup.milestones.queries.standing import (
    deciding,
    late_on,
    near_on,
    rank_on,
    resting_on,
    stage_dates,
    stage_is,
    suspended_on,
    troubles_of,
    wrong_is,
)

__all__ = [
    "MANY",
    "SOME",
    "deciding",
    "late_on",
    "managed_otherwise",
    "near_on",
    "progress_of",
    "rank_on",
    "resting_on",
    "stage_dates",
    "stage_is",
    "suspended_on",
    "troubles_of",
    "wrong_is",
]
