"""Training events, who is booked on them, their registers, who is accredited."""

from scaleup.training.views import (
    accreditation,
    answers,
    catching_up,
    certificates,
    checking,
    feedback,
    register,
    register_paper,
    register_people,
    register_sheet,
    reviews,
)
from scaleup.training.views.blueprint import blueprint
from scaleup.training.views.booking import book
from scaleup.training.views.events import event, events
from scaleup.training.views.planning import plan

__all__ = [
    "accreditation",
    "answers",
    "blueprint",
    "book",
    "catching_up",
    "certificates",
    "checking",
    "event",
    "events",
    "feedback",
    "plan",
    "register",
    "register_paper",
    "register_people",
    "register_sheet",
    "reviews",
]
