"""Evaluation's tables, by concept."""

from scaleup.core.references import Reference
from scaleup.evaluation.models import scores
from scaleup.evaluation.models.scores import (
    Administration,
    AggregateScore,
    BabyWeight,
    BirthOutcome,
    EvaluationSetting,
    FormsReturned,
    Participant,
    Score,
)

REFERENCES: tuple[Reference, ...] = (*scores.REFERENCES,)
"""What here refers to people and areas (core/references.py)."""

__all__ = [
    "REFERENCES",
    "Administration",
    "AggregateScore",
    "BabyWeight",
    "BirthOutcome",
    "EvaluationSetting",
    "FormsReturned",
    "Participant",
    "Score",
]
