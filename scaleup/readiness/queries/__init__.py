"""Named reads of readiness: rounds and what they come to, the standing verdict, conditions."""

from scaleup.readiness.queries.conditions import condition, conditions_of_licences, standing_conditions
from scaleup.readiness.queries.rounds import (
    answers_of,
    assessment,
    held,
    latest,
    latest_signed,
    lock_implementation,
    ratings,
    reading,
    rounds_of,
    template_of,
)
from scaleup.readiness.queries.standing import FailingGate, Standing, standing

__all__ = [
    "FailingGate",
    "Standing",
    "answers_of",
    "assessment",
    "condition",
    "conditions_of_licences",
    "held",
    "latest",
    "latest_signed",
    "lock_implementation",
    "ratings",
    "reading",
    "rounds_of",
    "standing",
    "standing_conditions",
    "template_of",
]
