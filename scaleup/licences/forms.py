"""What people type about licences: drafts, changes, moves, decisions, conditions."""

from scaleup.core.forms import DateParts, Form, Radios, Text, Version, Whole
from scaleup.licences.rules import Renewal


class TermsForm(Form):
    """The term and the places of a licence; a granted one is changed with a reason."""

    starts_on = DateParts("First day", needed="Enter the first day.")
    ends_on = DateParts("Last day", needed="Enter the last day.")
    places = Whole("Places", needed="Enter how many facilitators may be trained under it.", at_least=1)
    reason = Text("Why", hint="Needed once the licence is granted.", most=400)
    version = Version(default=1)


class MoveForm(Form):
    """A move: from which day, why."""

    on_day = DateParts("From", needed="Enter the day.")
    reason = Text("Why", most=400)
    version = Version()


class SuspendForm(MoveForm):
    """A suspension may have its last day already, and may then be planned ahead."""

    to_on = DateParts(
        "Last day of the suspension",
        hint="With a last day it ends by itself, and may begin on a day to come. Leave it empty if it is not known.",
    )


class RenewalForm(Form):
    """What follows the licence."""

    decision = Radios(
        "What follows this licence?",
        choices=[(Renewal.RENEW.value, "It is renewed"), (Renewal.END.value, "It is let end")],
        needed="Choose what follows.",
    )
    reason = Text("Why", most=300)
    version = Version()


class ConditionForm(Form):
    """Something to be done, by when."""

    wording = Text("What has to be done", needed="Say what has to be done.", most=400)
    due_on = DateParts("By", needed="Enter the day by which it has to be done.")
