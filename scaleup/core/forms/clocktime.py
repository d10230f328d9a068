"""A time of day, as people write it: 14:30, 14.30, 2.30pm, 9am."""

import re
from datetime import time
from typing import Any

from wtforms.form import BaseForm

from scaleup.core.forms.asked import Asked
from scaleup.core.forms.fields import Text

WRITTEN = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?\s*(am|pm)?", re.IGNORECASE)
NOON = 12
DAY = 24
HOUR = 60


class ClockTime(Text):
    """A local time. `data` is a time or None."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, **{"classes": "govuk-input--width-5", **kwargs})

    def process_formdata(self, values: list[str]) -> None:
        """The time, or a sentence that says what was read."""
        text = self.typed(values).strip()[:20]
        self.data = read(text)
        if text and self.data is None:
            raise ValueError(self.lead(f"“{text}” is not a time; write it like 14:30"))

    def pre_validate(self, form: BaseForm) -> None:
        """A time has no length to be checked."""
        Asked.pre_validate(self, form)

    def shown(self) -> str:
        """What was typed, else the time."""
        if self.raw_data:
            return self.typed(self.raw_data)
        return f"{self.data:%H:%M}" if self.data else ""


def read(text: str) -> time | None:
    """The time, or None if the text is none. "14" alone is no time; "2pm" and "1430" are."""
    match = WRITTEN.fullmatch(text)
    if not match or not (match[2] or match[3]):
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + (NOON if half == "pm" else 0)
    return time(hour, minute) if hour < DAY and minute < HOUR else None
