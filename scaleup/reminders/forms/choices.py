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
