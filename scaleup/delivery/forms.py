"""What people type about delivery: the first session, a group, its families and its pair, the record of a session."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from scaleup.core.errors import Refusal
from scaleup.core.forms import Choice, DateParts, Form, Radios, Text, Tick, Ticks, Version, Whole
from scaleup.delivery.rules import LONGEST_NAME, REASON_WORDS, Reason, State
from scaleup.programmes.rules import Attender, Delivery, UnitWords

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
    """A group, or whatever the programme delivers, as it is set up; the rest comes from the programme."""

    name = Text("What is it called?", most=LONGEST_NAME)
    variant = Radios("How is it delivered?", needed="Choose how it is delivered", classes="govuk-radios--small")
    first_on = DateParts("On what day is the first session?", needed="Enter the day of the first session")
    places = Whole("For how many families?", needed="Enter for how many families it is planned")
    pair = Ticks(
        "Who delivers it?",
        hint="It can be changed for each session.",
        coerce=int,
        classes="govuk-checkboxes--small",
    )
    off_closed_days = Tick("Put sessions on a bank holiday or a closed day on the next working day")
    as_it_goes = False
    """Whether the programme plans no more than the first session."""
    unit: UnitWords
    """What it sets up, as its page calls it."""

    def ask_of(self, delivery: Delivery) -> None:
        """The questions are in the programme's words; what has one answer alone is not asked."""
        unit = self.unit = delivery.words
        self.as_it_goes = delivery.as_it_goes
        if delivery.of_one_family:
            self.name.label.text = f"Which number has the {unit.one}?"
            self.name.hint = f"A number of your own, such as “{unit.title} 7”: never a name."
            del self.places
        else:
            self.name.label.text = f"What is the {unit.one} called?"
            self.name.hint = "Its place and season, such as “Library, spring”. Nothing about a family."
        alone = len(delivery.sessions) == 1
        which = f"the {unit.session}" if alone else f"the first {unit.session}"
        self.first_on.label.text = f"On what day is {which}?"
        self.first_on.needed = f"Enter the day of {which}"


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


class NextForm(Form):
    """The day of the next session, where none is planned."""

    version = Version()
    on_day = DateParts("On what day is it, or was it held?", needed="Enter the day")


class EndForm(Form):
    """The day on which it was over, where no plan says so."""

    version = Version()
    on_day = DateParts("On what day was it over?", needed="Enter the day on which it was over")


class RecordForm(Form):
    """What became of a session. Held as planned is what stands there; only the counts are to be typed."""

    version = Version()
    state = Radios(
        "What became of it?", choices=STATES, needed="Choose what became of it", classes="govuk-radios--small"
    )
    mothers = Whole("How many mothers came?")
    partners = Whole("How many partners came?", hint="Whoever came with a mother.")
    parents = Whole("How many parents came?")
    children = Whole("How many children came?")
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

    def offer(self, components: Mapping[str, str], *, attending: Collection[str], recorded: bool) -> None:
        """What was planned for the session, and who is counted at it; a record may be taken back."""
        for one in Attender:
            if one not in attending:
                del self[one]
        self.components.choices = list(components.items())
        if not components:
            del self.components
        if recorded:
            self.state.choices = [*STATES, BY_MISTAKE]

    @property
    def counts(self) -> list[Whole]:
        """The fields of those who are counted."""
        return [self[one] for one in Attender if one in self]

    def count_of(self, attender: str) -> int | None:
        """How many of these came; None where they are not counted."""
        return self[attender].data if attender in self else None

    @property
    def told_on(self) -> date | None:
        """The day on which it was held, or to which it is moved."""
        day: date | None = self.moved_to.data if self.state.data == State.MOVED else self.on_day.data
        return day
