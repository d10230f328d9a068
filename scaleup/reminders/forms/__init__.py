"""The forms of reminders: one rule of the unit, and one person's choices."""

from scaleup.reminders.forms.choices import NOBODY, MailForm
from scaleup.reminders.forms.rulebook import OFF, ON, RuleForm, values_of

__all__ = ["NOBODY", "OFF", "ON", "MailForm", "RuleForm", "values_of"]
