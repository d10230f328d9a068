"""Evaluation's tables, by concept."""

from scaleup.core.references import Reference
from scaleup.evaluation.models import costs, scores
from scaleup.evaluation.models.costs import CostLine
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

REFERENCES: tuple[Reference, ...] = (*scores.REFERENCES, *costs.REFERENCES)
"""What here refers to people and areas (core/references.py)."""

__all__ = [
    "REFERENCES",
    "Administration",
    "AggregateScore",
    "BabyWeight",
    "BirthOutcome",
    "CostLine",
    "EvaluationSetting",
    "FormsReturned",
    "Participant",
    "Score",
]
