"""The form that puts a line of My work off."""

from datetime import date

from scaleup.core.dates import long_date
from scaleup.core.forms import PRIVACY, DateParts, Form, Text, Tick
from scaleup.worklist.rules import LONGEST, LONGEST_REASON, last_day


class LaterForm(Form):
    """Until when, and why."""

    until_on = DateParts("Until what day?", needed="Enter the day on which it is to be back")
    reason = Text(
        "Why can it wait?",
        needed="Say why it can wait: whoever looks at your list reads this sentence",
        most=LONGEST_REASON,
    )
    text_checked = Tick("I have looked: the text says nothing about a family")

    def limit(self, today: date) -> None:
        """The hints say how long at most, and who reads the reason."""
        self.until_on.hint = f"At most {LONGEST.days} days: {long_date(last_day(today))}. On that day it is back."
        self.reason.hint = f"You read it again, and so does who looks at your list. {PRIVACY}"
