"""What people type about licences: drafts, changes, moves, decisions, conditions."""

from scaleup.core.errors import refuse
from scaleup.core.forms import DateParts, Form, Radios, Text, Version, Whole
from scaleup.licences.rules import GoingOn, Renewal

RESUME, LEAVE = "resume", "leave"


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


class GrantForm(MoveForm):
    """A grant; where readiness stands in the way, the unit manager may say why it is granted all the same."""

    override = Text(
        "Grant it all the same, because",
        hint="Leave this empty to wait for readiness. It stays on the licence, in its history and in the lists.",
        most=400,
    )

    def nothing_in_the_way(self) -> None:
        """There is nothing to override."""
        del self.override


class SuspendForm(MoveForm):
    """A suspension may have its last day already, and may then be planned ahead."""

    to_on = DateParts(
        "Last day of the suspension",
        hint="With a last day it ends by itself, and may begin on a day to come. Leave it empty if it is not known.",
    )
    reason = Text("Why", most=400)


class GoOnForm(Form):
    """A paused implementation goes on, with its licence or for now without."""

    licence = Radios(
        "What about its licence?",
        choices=[(RESUME, "Resume it"), (LEAVE, "Leave it suspended for now")],
        needed="Choose what happens to the licence.",
    )
    on_day = DateParts("From")
    reason = Text("Why", most=400)
    version = Version()

    def without_licence(self) -> None:
        """There is no licence to ask about."""
        del self.licence, self.on_day, self.reason

    def wanted(self) -> GoingOn:
        """What was chosen; Refused where the licence is resumed from no day."""
        if "licence" not in self or self.licence.data != RESUME:
            return GoingOn()
        if self.on_day.data is None:
            raise refuse("Enter the day from which support stands again.", "on_day")
        return GoingOn(self.on_day.data, self.reason.data or "")


class RenewalForm(Form):
    """What follows the licence."""

    decision = Radios(
        "What follows this licence?",
        choices=[(Renewal.RENEW.value, "It is renewed"), (Renewal.END.value, "It is let end")],
        needed="Choose what follows.",
    )
    reason = Text("Why", most=300)
    version = Version()
