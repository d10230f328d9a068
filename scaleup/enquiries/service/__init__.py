"""Acts on enquiries: received, typed in, answered, ended, taken up. Each flushes and is in the audit log."""

from scaleup.enquiries.service.answering import answer, end, look_after, reopen
from scaleup.enquiries.service.deadlines import HANDLERS
from scaleup.enquiries.service.likeness import Sought, likely, sought_of
from scaleup.enquiries.service.mails import RENDERERS
from scaleup.enquiries.service.places import Meant, meant
from scaleup.enquiries.service.public import look_over, receive
from scaleup.enquiries.service.receiving import type_in
from scaleup.enquiries.service.taking import Taking, area_choices, consider, note_taken_up, take_up

__all__ = [
    "HANDLERS",
    "RENDERERS",
    "Meant",
    "Sought",
    "Taking",
    "answer",
    "area_choices",
    "consider",
    "end",
    "likely",
    "look_after",
    "look_over",
    "meant",
    "note_taken_up",
    "receive",
    "reopen",
    "sought_of",
    "take_up",
    "type_in",
]
