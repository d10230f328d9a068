"""Merging two records, taking it back, and what is held about a person."""

from scaleup.records.service.areas import consider_areas, merge_areas
from scaleup.records.service.moving import install, references
from scaleup.records.service.own import own_record
from scaleup.records.service.people import consider_people, merge_people
from scaleup.records.service.proposing import nearest, proposed_areas, proposed_people
from scaleup.records.service.undoing import the_merge, undo, what_stands_in_the_way

__all__ = [
    "consider_areas",
    "consider_people",
    "install",
    "merge_areas",
    "merge_people",
    "nearest",
    "own_record",
    "proposed_areas",
    "proposed_people",
    "references",
    "the_merge",
    "undo",
    "what_stands_in_the_way",
]
