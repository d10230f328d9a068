"""The tables of fidelity, by concept."""

from scaleup.core.references import Reference
from scaleup.fidelity.models import adaptations, checks, improvement, observations
from scaleup.fidelity.models.adaptations import Adaptation, AdaptationBefore
from scaleup.fidelity.models.checks import FidelityCheck, Observed
from scaleup.fidelity.models.improvement import ImprovementPlan
from scaleup.fidelity.models.observations import Observation, ObservationItem

REFERENCES: tuple[Reference, ...] = (
    *adaptations.REFERENCES,
    *checks.REFERENCES,
    *observations.REFERENCES,
    *improvement.REFERENCES,
)
"""What here refers to people and areas (core/references.py)."""

__all__ = [
    "REFERENCES",
    "Adaptation",
    "AdaptationBefore",
    "FidelityCheck",
    "ImprovementPlan",
    "Observation",
    "ObservationItem",
    "Observed",
]
