"""Deliveries, the rules of reminding, and what is to come; letting a held area begin."""

from scaleup.reminders.views.blueprint import blueprint
from scaleup.reminders.views.deliveries import deliveries
from scaleup.reminders.views.rulebook import rules

__all__ = ["blueprint", "deliveries", "rules"]
