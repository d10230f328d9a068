"""How a held system is released: until when the old one still sent is asked, so that nobody is written to twice."""

from datetime import datetime
from typing import Any

from scaleup.core.dates import LONDON
from scaleup.core.forms import ClockTime, DateParts, Form, Radios

SEND, SETTLE = "send", "settle"
ANSWERS = [
    (SEND, "Send everything that waits"),
    (SETTLE, "What was due until a certain time went out before: do not send that again"),
]


class ReleaseForm(Form):
    """What becomes of what waits."""

    what = Radios("What becomes of what waits?", choices=ANSWERS, needed="Choose what becomes of what waits.")
    day = DateParts(
        "Day until which messages went out", hint="Only for the second answer: when the old system stopped."
    )
    time = ClockTime("Time on that day", hint="For example 14:30.")

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether it says all that it must: with the second answer, the day and the time."""
        sound = bool(super().validate(*args, **kwargs))
        if self.what.data == SETTLE:
            for field, words in ((self.day, "Enter the day."), (self.time, "Enter the time.")):
                if field.data is None and not field.errors:
                    field.errors = [words]
                    sound = False
        return sound

    @property
    def went_until(self) -> datetime | None:
        """The instant up to which everything went out; None where everything is to be sent."""
        if self.what.data != SETTLE or self.day.data is None or self.time.data is None:
            return None
        return datetime.combine(self.day.data, self.time.data, tzinfo=LONDON)
