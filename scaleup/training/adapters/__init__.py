"""The outside of training: calendar entries, and certificates with their codes."""

from scaleup.training.adapters.calendar import Block, Entry, cancellation, request
from scaleup.training.adapters.certificates import Certified, codes, printed
from scaleup.training.adapters.chance import (
    numbers,
)

__all__ = [
    "Block",
    "Certified",
    "Entry",
    "cancellation",
    "codes",
    "numbers",
    "printed",
    "request",
]
