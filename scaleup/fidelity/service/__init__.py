"""The acts of fidelity."""

from scaleup.fidelity.service.adaptation_mails import RENDERERS
from scaleup.fidelity.service.adaptations import Act, ask, decide, decide_again, end, meet, take_back
from scaleup.fidelity.service.checks import PastCheck, record_check, record_past_checks
from scaleup.fidelity.service.grouping import HANDLERS
from scaleup.fidelity.service.improving import close_improvement, plan_improvement
from scaleup.fidelity.service.observing import Considered, by_nonce, consider, observe, rate_again

__all__ = [
    "HANDLERS",
    "RENDERERS",
    "Act",
    "Considered",
    "PastCheck",
    "ask",
    "by_nonce",
    "close_improvement",
    "consider",
    "decide",
    "decide_again",
    "end",
    "meet",
    "observe",
    "plan_improvement",
    "rate_again",
    "record_check",
    "record_past_checks",
    "take_back",
]
