"""Acts of readiness: a round begun, answered, reviewed, handed in, given back, signed; conditions of it kept."""

from scaleup.readiness.service.answering import Said, answer, clashes, give_back, hand_in, review
from scaleup.readiness.service.conditions import (
    Ground,
    Wording,
    add_condition,
    carry,
    change_condition,
    meet_condition,
    release,
)
from scaleup.readiness.service.rounds import begin
from scaleup.readiness.service.signing import consider_sign, sign

__all__ = [
    "Ground",
    "Said",
    "Wording",
    "add_condition",
    "answer",
    "begin",
    "carry",
    "change_condition",
    "clashes",
    "consider_sign",
    "give_back",
    "hand_in",
    "meet_condition",
    "release",
    "review",
    "sign",
]
