"""What people type about delivery: the first session, a group, its families and its pair, the record of a session."""

from collections.abc import Iterable, Mapping
from datetime import date

from scaleup.core.errors import Refusal
from scaleup.core.forms import Choice, DateParts, Form, Radios, Text, Tick, Ticks, Version, Whole
from scaleup.delivery.rules import LONGEST_NAME, REASON_WORDS, Reason, State

REASONS = [("", "Choose a reason"), *((one.value, REASON_WORDS[one]) for one in Reason)]
BY_MISTAKE = (State.PLANNED.value, "None of it: this record was a mistake")
STATES = [
    (State.HELD.value, "It was held"),
    (State.CANCELLED.value, "It was cancelled"),
    (State.MOVED.value, "It is moved to another day"),
]


class StartForm(Form):
    """The day of the first session. The version is 0 where none is recorded yet."""

    started_on = DateParts("Day of the first session", needed="Enter the day of the first session.")
    version = Version(default=0)


class GroupForm(Form):
    """A group as it is set up; the rest comes from the programme."""

    name = Text(
        "What is the group called?",
        hint="Its place and season, such as “Library, spring”. Nothing about a family.",
        most=LONGEST_NAME,
    )
    variant = Radios("How is it delivered?", needed="Choose how it is delivered", classes="govuk-radios--small")
    first_on = DateParts("On what day is the first group session?", needed="Enter the day of the first group session")
    places = Whole("For how many families?", needed="Enter for how many families it is planned")
    pair = Ticks(
        "Who delivers it?",
        hint="It can be changed for each session.",
        coerce=int,
        classes="govuk-checkboxes--small",
    )
    off_closed_days = Tick("Put sessions on a bank holiday or a closed day on the next working day")


class FamiliesForm(Form):
    """How many families enrolled."""

    version = Version()
    families = Whole("How many families enrolled?", needed="Enter how many families enrolled")
    meeting_criteria = Whole(
        "How many of them meet the area’s criteria?", hint="Leave it empty where the area has no criteria."
    )


class PairForm(Form):
    """Who delivers what is still to come."""

    version = Version()
    pair = Ticks("Who delivers the sessions to come?", coerce=int, classes="govuk-checkboxes--small")


class RecordForm(Form):
    """What became of a session. Held as planned is what stands there; only the counts are to be typed."""

    version = Version()
    state = Radios(
        "What became of it?", choices=STATES, needed="Choose what became of it", classes="govuk-radios--small"
    )
    mothers = Whole("How many mothers came?")
    partners = Whole("How many partners came?", hint="Whoever came with a mother.")
    on_day = DateParts("On what day was it held?")
    minutes = Whole("How many minutes did it last?")
    components = Ticks("What was delivered of it?", classes="govuk-checkboxes--small")
    pair = Ticks("Who delivered it?", coerce=int, classes="govuk-checkboxes--small")
    interpreters = Whole("How many interpreters were there?")
    supervised = Radios(
        "Did the pair have supervision for it?",
        choices=[("yes", "Yes"), ("no", "No"), ("", "Not known")],
        classes="govuk-radios--small govuk-radios--inline",
    )
    moved_to = DateParts("To what day is it moved?")
    because = Choice("Why?", choices=REASONS)

    def put_moved(self, refusals: Iterable[Refusal]) -> None:
        """Each refusal at its field: the day of a session that is moved has a field of its own."""
        day = "moved_to" if self.state.data == State.MOVED else "on_day"
        self.put(Refusal(one.message, day if one.field == "on_day" else one.field) for one in refusals)

    def offer(self, components: Mapping[str, str], *, recorded: bool) -> None:
        """What was planned for the session; a record may be taken back."""
        self.components.choices = list(components.items())
        if not components:
            del self.components
        if recorded:
            self.state.choices = [*STATES, BY_MISTAKE]

    @property
    def told_on(self) -> date | None:
        """The day on which it was held, or to which it is moved."""
        day: date | None = self.moved_to.data if self.state.data == State.MOVED else self.on_day.data
        return day
