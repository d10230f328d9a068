"""Small numbers: what of all results is published, so that nothing follows about a few people. Pure."""

from scaleup.evaluation.rules.suppression.allowed import (
    Allowed,
    allowed,
    answers,
    band_of,
    counted,
    losses_of,
    reliable_told,
)
from scaleup.evaluation.rules.suppression.families import LEAST, Family, family, plain

__all__ = [
    "LEAST",
    "Allowed",
    "Family",
    "allowed",
    "answers",
    "band_of",
    "counted",
    "family",
    "losses_of",
    "plain",
    "reliable_told",
]
