"""What a person still has to hand over, where their name stands, what is past its time, and who read what."""

from scaleup.privacy.queries.duties import Duty, duties
from scaleup.privacy.queries.mentions import Found, mentions
from scaleup.privacy.queries.past import past, some
from scaleup.privacy.queries.people import erased, sought, standing_for
from scaleup.privacy.queries.periods import FOUND, InForce, in_force, kinds_past, past_its_time, past_of, runs, waiting
from scaleup.privacy.queries.reads import ReadBy, reads, reads_of

__all__ = [
    "FOUND",
    "Duty",
    "Found",
    "InForce",
    "ReadBy",
    "duties",
    "erased",
    "in_force",
    "kinds_past",
    "mentions",
    "past",
    "past_its_time",
    "past_of",
    "reads",
    "reads_of",
    "runs",
    "some",
    "sought",
    "standing_for",
    "waiting",
]
