"""The acts of fidelity."""

from scaleup.fidelity.service.checks import PastCheck, record_check, record_past_checks

__all__ = ["PastCheck", "record_check", "record_past_checks"]
