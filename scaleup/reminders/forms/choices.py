"""The form in which people say how reminders are to reach them."""

from scaleup.core.forms import Choice, Form, Radios, Ticks
from scaleup.reminders.rules import MANNERS, WEEK

HOURS = tuple((str(number), f"{number:02}:00") for number in range(25))
NOBODY = ("0", "Nobody")


class MailForm(Form):
    """How, when, and who stands in."""

    manner = Radios(
        "How do reminders come?",
        choices=tuple((one.value, words) for one, words in MANNERS.items()),
        needed="Choose how reminders come.",
    )
    days = Ticks("On which days?", choices=tuple((str(n), day) for n, day in enumerate(WEEK)), coerce=int)
    from_hour = Choice("From", choices=HOURS[:-1], coerce=int)
    until_hour = Choice("Until", choices=HOURS[1:], coerce=int)
    stand_in = Choice(
        "Who stands in while you are away?",
        coerce=int,
        hint="They get your reminders of the areas that they can open. What is yours to do stays yours.",
    )

    @property
    def when(self) -> str:
        """What is folded away, in words: the days and hours."""
        chosen = [name for day, name in enumerate(WEEK) if day in (self.days.data or ())]
        which = ", ".join(chosen) if len(chosen) < len(WEEK) else "every day"
        first, last = int(self.from_hour.data or 0), int(self.until_hour.data or 0)
        hours = "at any hour" if (first, last) == (0, 24) else f"from {first:02}:00 to {last:02}:00"
        return f"{which or 'no day'}, {hours}"
