"""The rules of support: the taper, the plan made anew, and how a contact stands and is settled."""

from scaleup.programmes.rules import Step
from scaleup.support.rules.reshape import (
    Difference,
    Move,
    Replan,
    Slot,
    Suspension,
    Term,
    first_plan,
    reshape,
)
from scaleup.support.rules.settle import (
    MISSES,
    SOON,
    WINDOW,
    WORDS,
    Outcome,
    Standing,
    settles,
    standing,
    window,
)
from scaleup.support.rules.taper import (
    PlannedContact,
    steps_left,
    taper,
    taper_refusals,
)

__all__ = [
    "MISSES",
    "SOON",
    "WINDOW",
    "WORDS",
    "Difference",
    "Move",
    "Outcome",
    "PlannedContact",
    "Replan",
    "Slot",
    "Standing",
    "Step",
    "Suspension",
    "Term",
    "first_plan",
    "reshape",
    "settles",
    "standing",
    "steps_left",
    "taper",
    "taper_refusals",
    "window",
]
