"""The acts of fidelity."""

from scaleup.fidelity.service.checks import PastCheck, record_check, record_past_checks
from scaleup.fidelity.service.grouping import HANDLERS
from scaleup.fidelity.service.observing import Considered, consider, observe, rate_again

__all__ = [
    "HANDLERS",
    "Considered",
    "PastCheck",
    "consider",
    "observe",
    "rate_again",
    "record_check",
    "record_past_checks",
]
