"""The tables of fidelity, by concept."""

from scaleup.core.references import Reference
from scaleup.fidelity.models import checks
from scaleup.fidelity.models.checks import FidelityCheck

REFERENCES: tuple[Reference, ...] = (*checks.REFERENCES,)
"""What here refers to people and areas (core/references.py)."""

__all__ = ["REFERENCES", "FidelityCheck"]
