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
from scaleup.evaluation.rules.suppression.families import Family, family, plain
from scaleup.evaluation.rules.suppression.few import FEWEST_SHOWN, LEAST, is_small, published

__all__ = [
    "FEWEST_SHOWN",
    "LEAST",
    "Allowed",
    "Family",
    "allowed",
    "answers",
    "band_of",
    "counted",
    "family",
    "is_small",
    "losses_of",
    "plain",
    "published",
    "reliable_told",
]
