"""Training events, who is booked on them, their registers."""

from scaleup.training.views.blueprint import blueprint

__all__ = ["blueprint"]
