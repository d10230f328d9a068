"""The form of how long each kind of the unit's work takes."""

from typing import Any

from scaleup.core.forms import Form, Text


class Hours(Text):
    """A number of hours, as people write it."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, **{"most": 6, "classes": "govuk-input--width-4", **kwargs})


class MinutesForm(Form):
    """Hours of each kind of work."""

    contact = Hours("A contact, with its notes", needed="Enter the hours of a contact")
    training = Hours("A training day", needed="Enter the hours of a training day")
    preparing = Hours("Preparing a training day", needed="Enter the hours of preparing a training day")
    review = Hours("A review", needed="Enter the hours of a review")
    renewal = Hours("A renewal", needed="Enter the hours of a renewal")
