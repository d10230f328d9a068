"""The acts of support: plans made and re-made, contacts logged, corrected and moved, actions closed."""

from scaleup.support.service.actions import close_action, drop_action
from scaleup.support.service.consequences import HANDLERS
from scaleup.support.service.contacts import (
    AlreadyLogged,
    Logged,
    log_contact,
    record_past_contact,
)
from scaleup.support.service.corrections import correct_contact
from scaleup.support.service.first import NewTerm, make_first_plans
from scaleup.support.service.moves import move_contact
from scaleup.support.service.past import PastContact, note_staff, record_past_contacts
from scaleup.support.service.plan import make_plan, make_plans, remake

__all__ = [
    "HANDLERS",
    "AlreadyLogged",
    "Logged",
    "NewTerm",
    "PastContact",
    "close_action",
    "correct_contact",
    "drop_action",
    "log_contact",
    "make_first_plans",
    "make_plan",
    "make_plans",
    "move_contact",
    "note_staff",
    "record_past_contact",
    "record_past_contacts",
    "remake",
]
