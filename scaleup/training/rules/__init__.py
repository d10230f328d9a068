"""The rules of training, by concept: states, when a part is complete, from when until when that accredits."""

from scaleup.training.rules.accreditation import (
    ACCREDITED_WORDS,
    Accredited,
    Period,
    Requires,
    Standing,
    Trained,
    Window,
    joined,
    periods,
    requires,
    standing,
    top_up_window,
)
from scaleup.training.rules.certification import Certification, Requirement, Sitting, certification, together
from scaleup.training.rules.states import ATTENDANCE_WORDS, Answer, Attendance, BookingState, EventState, Half

__all__ = [
    "ACCREDITED_WORDS",
    "ATTENDANCE_WORDS",
    "Accredited",
    "Answer",
    "Attendance",
    "BookingState",
    "Certification",
    "EventState",
    "Half",
    "Period",
    "Requirement",
    "Requires",
    "Sitting",
    "Standing",
    "Trained",
    "Window",
    "certification",
    "joined",
    "periods",
    "requires",
    "standing",
    "together",
    "top_up_window",
]
