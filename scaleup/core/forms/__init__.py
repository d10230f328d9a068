"""Forms: WTForms fields that GOV.UK's macros draw, with errors in words that link to the control to be put right.

`fields` holds the controls, `dates` the date in three parts, `many` lines that grow, `form` the form and its summary.
"""

from scaleup.core.forms.clocktime import ClockTime
from scaleup.core.forms.datefield import DateParts
from scaleup.core.forms.fields import (
    PRIVACY,
    Choice,
    Email,
    File,
    Password,
    Radios,
    Text,
    Tick,
    Ticks,
    Whole,
    Words,
)
from scaleup.core.forms.form import Fault, Form, Group
from scaleup.core.forms.grouped import GroupedTicks
from scaleup.core.forms.hidden import Kept, Nonce, Version
from scaleup.core.forms.many import Line, Many

__all__ = [
    "PRIVACY",
    "Choice",
    "ClockTime",
    "DateParts",
    "Email",
    "Fault",
    "File",
    "Form",
    "Group",
    "GroupedTicks",
    "Kept",
    "Line",
    "Many",
    "Nonce",
    "Password",
    "Radios",
    "Text",
    "Tick",
    "Ticks",
    "Version",
    "Whole",
    "Words",
]
