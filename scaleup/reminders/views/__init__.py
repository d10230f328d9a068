"""Deliveries, the rules of reminding, what is to come, and how mail reaches a person; letting a held area begin."""

from scaleup.reminders.views.blueprint import blueprint
from scaleup.reminders.views.choices import my_mail
from scaleup.reminders.views.coming import coming_mail
from scaleup.reminders.views.deliveries import deliveries
from scaleup.reminders.views.rulebook import rules

__all__ = ["blueprint", "coming_mail", "deliveries", "my_mail", "rules"]
