"""What people type about facilitators."""

from scaleup.core.forms import Choice, DateParts, Email, Form, Text
from scaleup.facilitators.rules import PROFESSION_WORDS

PROFESSIONS = [("", "Choose a profession"), *((trade.value, words) for trade, words in PROFESSION_WORDS.items())]


class JoinForm(Form):
    """Somebody who is to deliver."""

    name = Text("Name", needed="Enter the person’s name.", most=120)
    email = Email("Work e-mail address", needed="Enter the person’s work address.")
    employer = Text("Employer", most=160)
    profession = Choice(
        "Profession", choices=PROFESSIONS, needed="Choose a profession: it decides who pairs with whom."
    )


class PlaceForm(Form):
    """A place given to somebody."""

    facilitator = Choice("Who is to hold it?", needed="Choose a facilitator.", coerce=int)
    from_on = DateParts("From", needed="Enter the day from which they hold it.")


class ReleaseForm(Form):
    """A place that is free again."""

    on_day = DateParts("Free from", needed="Enter the day from which the place is free.")


class PartForm(Form):
    """A part of training that somebody completed."""

    part = Choice("Part of the training", needed="Choose the part.")
    done_on = DateParts("Completed on", needed="Enter the day on which it was complete.")


class LeaveForm(Form):
    """When somebody left."""

    on_day = DateParts("Last day", hint="Leave it empty if it is not known. What follows is shown before it is kept.")
