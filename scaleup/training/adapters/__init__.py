"""The outside of training: calendar entries, and certificates with their codes."""

from scaleup.training.adapters.calendar import Block, Entry, cancellation, request
from scaleup.training.adapters.certificates import Certified, codes, printed

__all__ = ["Block", "Certified", "Entry", "cancellation", "codes", "printed", "request"]
