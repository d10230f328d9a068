"""Where each line stands, read from the rows that are kept, and what those rows should be."""

from scaleup.milestones.queries.activities import Page, dated, page_of, template_of
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
from scaleup.milestones.queries.usual import spells, usual

__all__ = [
    "MANY",
    "SOME",
    "Page",
    "dated",
    "deciding",
    "late_on",
    "managed_otherwise",
    "near_on",
    "page_of",
    "progress_of",
    "rank_on",
    "resting_on",
    "spells",
    "stage_dates",
    "stage_is",
    "suspended_on",
    "template_of",
    "troubles_of",
    "usual",
    "wrong_is",
]
