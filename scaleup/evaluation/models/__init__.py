"""Evaluation's tables, by concept."""

from scaleup.core.references import Reference
from scaleup.evaluation.models import activities, costs, scores
from scaleup.evaluation.models.activities import MeasureTraining, ProcessActivity, ProcessAnswer, ProcessTheme
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

REFERENCES: tuple[Reference, ...] = (*scores.REFERENCES, *costs.REFERENCES, *activities.REFERENCES)
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
    "MeasureTraining",
    "Participant",
    "ProcessActivity",
    "ProcessAnswer",
    "ProcessTheme",
    "Score",
]
