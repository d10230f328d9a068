"""The acts of training: whoever completed a part is certified, and accreditations follow."""

from scaleup.training.service.accrediting import KEEPER, rebuild

__all__ = ["KEEPER", "rebuild"]
