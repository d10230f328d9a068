"""The pages of support: the plan, logging, showing and correcting a contact, moving one, closing what was agreed."""

from scaleup.support.views import actions, contacts, logging, moving, plan
from scaleup.support.views.blueprint import blueprint

__all__ = ["actions", "blueprint", "contacts", "logging", "moving", "plan"]
