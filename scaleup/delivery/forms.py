"""What people type about delivery: the day of the first session."""

from scaleup.core.forms import DateParts, Form, Version


class StartForm(Form):
    """The day of the first session. The version is 0 where none is recorded yet."""

    started_on = DateParts("Day of the first session", needed="Enter the day of the first session.")
    version = Version(default=0)
