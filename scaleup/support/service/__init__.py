"""The acts of support: plans made and re-made, contacts logged, corrected and moved, actions closed."""

from scaleup.support.service import summaries, telling
from scaleup.support.service.actions import close_action, drop_action
from scaleup.support.service.addenda import add_words
from scaleup.support.service.checked import HANDLERS as CHECKED
from scaleup.support.service.consequences import HANDLERS as PLANNED
from scaleup.support.service.contacts import (
    AlreadyLogged,
    Logged,
    log_contact,
    record_past_contact,
)
from scaleup.support.service.corrections import correct_contact
from scaleup.support.service.first import NewTerm, make_first_plans
from scaleup.support.service.moves import move_contact
from scaleup.support.service.pace import Deciding, climb_of, considered, decide_pace, mark_of
from scaleup.support.service.past import PastContact, note_staff, record_past_contacts
from scaleup.support.service.plan import make_plan, make_plans, remake
from scaleup.support.service.ratings import rate
from scaleup.support.service.summaries import Sending, send_again, text_of
from scaleup.support.service.watching import look, look_over, portions

HANDLERS = (*PLANNED, *CHECKED)
RENDERERS = {**telling.RENDERERS, **summaries.RENDERERS}
"""The text of every mail of support, by kind."""

__all__ = [
    "HANDLERS",
    "RENDERERS",
    "AlreadyLogged",
    "Deciding",
    "Logged",
    "NewTerm",
    "PastContact",
    "Sending",
    "add_words",
    "climb_of",
    "close_action",
    "considered",
    "correct_contact",
    "decide_pace",
    "drop_action",
    "log_contact",
    "look",
    "look_over",
    "make_first_plans",
    "make_plan",
    "make_plans",
    "mark_of",
    "move_contact",
    "note_staff",
    "portions",
    "rate",
    "record_past_contact",
    "record_past_contacts",
    "remake",
    "send_again",
    "text_of",
]
