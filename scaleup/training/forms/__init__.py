"""What people type about training, by concept: events, the register."""

from scaleup.training.forms.events import CancelForm, PlanForm, day_data
from scaleup.training.forms.register import RegisterForm, tap_of

__all__ = ["CancelForm", "PlanForm", "RegisterForm", "day_data", "tap_of"]
