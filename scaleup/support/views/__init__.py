"""The pages of support: plan, agenda, logging, showing and correcting a contact, moving one, closing an action."""

from scaleup.support.views import actions, agenda, contacts, logging, moving, pace, plan, rating, record, versions
from scaleup.support.views.blueprint import blueprint

__all__ = [
    "actions",
    "agenda",
    "blueprint",
    "contacts",
    "logging",
    "moving",
    "pace",
    "plan",
    "rating",
    "record",
    "versions",
]
