"""Acts of readiness: a round begun, conditions added, met, and carried by a licence."""

from scaleup.readiness.service.conditions import (
    Ground,
    Wording,
    add_condition,
    carry,
    change_condition,
    meet_condition,
)
from scaleup.readiness.service.rounds import begin

__all__ = [
    "Ground",
    "Wording",
    "add_condition",
    "begin",
    "carry",
    "change_condition",
    "meet_condition",
]
