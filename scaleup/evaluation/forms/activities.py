"""The forms of process evaluation: an activity with its themes, the answers of a survey, who was trained."""

from collections.abc import Iterable, Mapping
from typing import Any

from scaleup.core.errors import Refusal
from scaleup.core.forms import (
    Choice,
    DateParts,
    Form,
    Group,
    Line,
    Many,
    Nonce,
    Radios,
    Ticks,
    Version,
    Whole,
)
from scaleup.evaluation.rules import activities as rules
from scaleup.programmes.rules import Process

CHOOSE = ("", "Choose")


class ThemeLine(Group):
    """A theme, whether it helps or hinders, and how many mentioned it."""

    theme = Choice("Theme", needed="Choose a theme")
    effect = Radios(
        "Does it help or hinder?",
        choices=[(one.value, rules.EFFECT_WORDS[one]) for one in rules.Effect],
        needed="Say whether it helps or hinders",
        classes="govuk-radios--inline govuk-radios--small",
    )
    people = Whole("How many mentioned it?", needed="Enter how many mentioned it", at_least=1, at_most=999)


class ActivityForm(Form):
    """A survey, a focus group or interviews: counts and codes, and no field for words."""

    nonce = Nonce()
    version = Version(default=0)
    kind = Radios(
        "How were people asked?",
        choices=[(one.value, rules.KIND_WORDS[one]) for one in rules.Kind],
        needed="Choose how people were asked",
        classes="govuk-radios--small",
    )
    asked = Choice("Which training did it follow?")
    from_on = DateParts("First day", needed="Enter the first day")
    until_on = DateParts("Last day", hint="Leave it empty where it was one day.")
    conductor = Radios(
        "Who asked?",
        choices=[(one.value, rules.CONDUCTOR_WORDS[one]) for one in rules.Conductor],
        needed="Choose who asked",
        classes="govuk-radios--small",
    )
    invited = Whole("How many were invited?", hint="Leave it empty where nobody knows.", at_least=0, at_most=9999)
    mothers = Whole("Mothers who took part", at_least=0, at_most=999)
    fathers = Whole("Fathers and partners who took part", at_least=0, at_most=999)
    staff = Whole("Staff who took part", at_least=0, at_most=999)
    themes = Many(
        Line(ThemeLine),
        "What came up?",
        noun="Theme",
        add="Add another theme",
        most=30,
    )

    def offer(self, asked: Process, surveys: Iterable[tuple[str, str]]) -> None:
        """The programme's themes, and the training events that staff may be asked about."""
        self.asked.choices = [("", "None: it is no survey of staff"), *surveys]
        choices = [CHOOSE, *((one.code, one.words) for one in asked.themes)]
        for line in self.themes.entries:
            line.form.theme.choices = choices

    @property
    def told(self) -> rules.Told:
        """What was typed."""
        event, _, wave = (self.asked.data or "").partition(":")
        return rules.Told(
            kind=rules.Kind(self.kind.data),
            from_on=self.from_on.data,
            until_on=self.until_on.data or self.from_on.data,
            conductor=rules.Conductor(self.conductor.data),
            invited=self.invited.data,
            mothers=self.mothers.data or 0,
            fathers=self.fathers.data or 0,
            staff=self.staff.data or 0,
            themes=tuple(
                rules.Mentioned(each["theme"], rules.Effect(each["effect"]), each["people"])
                for each in self.themes.filled
            ),
            event_id=int(event) if event else None,
            wave=wave or None,
        )

    def put(self, refusals: Iterable[Refusal]) -> None:
        """Each refusal at its field; those of themes at the line that was meant, empty ones not counted."""
        filled = [number for number, line in enumerate(self.themes.entries) if not line.blank]
        super().put(Refusal(each.message, at_line(each.field, filled)) for each in refusals)


def at_line(field: str, filled: list[int]) -> str:
    """The field of the line that was meant: "themes-0-theme" is of the first line that was filled in."""
    name, _, rest = field.partition("-")
    number, _, inner = rest.partition("-")
    return f"{name}-{filled[int(number)]}-{inner}" if name == "themes" and inner else field


class AnswersForm(Form):
    """How many gave each mark, statement by statement; made for a programme by `answers_form`."""

    version = Version()

    def answers(self, asked: Process) -> dict[str, dict[int, int]]:
        """What was typed."""
        return {
            one.code: {mark: self[field_of(one.code, mark)].data or 0 for mark in rules.MARKS}
            for one in asked.statements
        }

    def rows(self, asked: Process) -> list[tuple[str, list[Any]]]:
        """Each statement with its fields."""
        return [(one.words, [self[field_of(one.code, mark)] for mark in rules.MARKS]) for one in asked.statements]


def answers_form(asked: Process, known: Mapping[str, Mapping[int, int]], version: int) -> AnswersForm:
    """The form with a field for each mark of each statement, and what is known in them."""
    fields = {
        field_of(one.code, mark): Whole(str(mark), at_least=0, at_most=999, classes="govuk-input--width-3")
        for one in asked.statements
        for mark in rules.MARKS
    }
    values = {field_of(code, mark): people for code, marks in known.items() for mark, people in marks.items()}
    made: type[AnswersForm] = type("AnswersOfProgramme", (AnswersForm,), fields)
    form = made(data={**values, "version": version})
    for _words, row in form.rows(asked):
        for field in row:
            field.weight = ""
    return form


def field_of(statement: str, mark: int) -> str:
    """The name of the field of one count."""
    return f"{statement}_{mark}"


class TrainedForm(Form):
    """Somebody was trained to give measures."""

    person = Choice("Who was trained?", needed="Choose who was trained")
    measures = Ticks("To give which measures?", needed="Tick the measures", classes="govuk-checkboxes--small")
    on_day = DateParts("On what day?", needed="Enter the day of the training")
    trained_by = Radios(
        "Who trained them?",
        choices=[(one.value, rules.TRAINED_BY_WORDS[one]) for one in rules.TrainedBy],
        needed="Choose who trained them",
        classes="govuk-radios--small",
    )

    def offer(self, people: Mapping[int, str], measures: Mapping[str, str]) -> None:
        """The people of the area, and the programme's measures."""
        self.person.choices = [CHOOSE, *((str(one), name) for one, name in people.items())]
        self.measures.choices = list(measures.items())


class OutForm(Form):
    """Something that stands no more."""
