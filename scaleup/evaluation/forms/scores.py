"""Forms of a group at a time point: how many came back, and their scores. Never kept as a draft, never sealed.

A form is made for what is asked: a field for each score of each code, or n, mean and deviation of each score.
Fields of scores begin with "score_": what is typed into them is not shown again after a session has ended.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scaleup.core.errors import Refusal
from scaleup.core.forms import Choice, DateParts, File, Form, Text, Tick, Version, Whole
from scaleup.evaluation import rules
from scaleup.evaluation.rules import Given, Mean, Scored
from scaleup.programmes.rules import Measure, Scale

FIGURE = 12
LONGEST_ANSWERS = 200


def choices(words: dict[str, str]) -> list[tuple[str, str]]:
    """The codes with their words."""
    return list(words.items())


class CountsForm(Form):
    """How many forms came back, and why the others did not."""

    asked = Whole(
        "How many forms were handed out?",
        hint="Of fathers, partners and a comparison only this says how many were due.",
        at_least=0,
    )
    received = Whole("How many forms came back?", at_least=0)
    acted = Tick("I have read this, and somebody acts on it today")

    @property
    def reasons(self) -> list[Whole]:
        """The count of each reason."""
        return [self[f"reason_{code}"] for code in rules.NOT_RETURNED_WORDS]

    def counted(self) -> rules.Forms | None:
        """What was typed of the forms; None where nothing was."""
        counts = {code: self[f"reason_{code}"].data or 0 for code in rules.NOT_RETURNED_WORDS}
        if self.received.data is None and not any(counts.values()) and self.asked.data is None:
            return None
        return rules.Forms(self.received.data or 0, {code: n for code, n in counts.items() if n}, self.asked.data)


for reason, words in rules.NOT_RETURNED_WORDS.items():
    setattr(CountsForm, f"reason_{reason}", Whole(words, at_least=0))


@dataclass(frozen=True)
class Row:
    """Somebody of the group: their code, and the measures that they have not given yet."""

    participant_id: int
    code: str
    measures: tuple[Measure, ...]


class AroundForm(CountsForm):
    """The counts, and what all forms that are entered now have in common."""

    on_day = DateParts("On what day were they filled in?")
    language = Choice("Language version", choices=choices(rules.LANGUAGE_WORDS), default="en")
    interpreter = Choice("Interpreter", choices=choices(rules.INTERPRETER_WORDS), default="none")
    place = Choice("Where", choices=choices(rules.PLACE_WORDS), default="group")
    mode = Choice("How", choices=choices(rules.MODE_WORDS), default="paper")

    def around(self) -> rules.Circumstances | None:
        """What they have in common; None without a day."""
        if self.on_day.data is None:
            return None
        codes = {name: self[name].data for name in ("language", "interpreter", "place", "mode")}
        return rules.Circumstances(self.on_day.data, **codes)


class FileForm(Form):
    """Scores as a file."""

    file = File("Scores as a CSV file", hint="As the template has it. You see every mistake before anything is saved.")


class MeansFileForm(FileForm):
    """Means of groups as a file."""

    file = File(
        "Means as a CSV file",
        hint="As the template has it. You see every mistake before anything is saved.",
    )


class TokenForm(Form):
    """Nothing but the token."""


class CodesForm(Form):
    """New codes of a group."""

    role = Choice("For whom?", choices=choices(rules.ROLE_WORDS), needed="Choose for whom")
    arm = Choice("Who are they?", choices=choices(rules.ARM_WORDS), default="programme")
    count = Whole("How many codes?", needed="Enter how many codes to make", at_least=1, at_most=99)


class SettingForm(Form):
    """Whether codes are on, and the pathway."""

    records = Tick("Records under random codes may be entered")
    assessed_on = DateParts("On what day was the data-protection impact assessment confirmed?")
    pathway = Text(
        "The area’s pathway for a high anxiety or depression score",
        most=rules.LONGEST_PATHWAY,
        hint="A service and how it is reached. It is named to whoever enters a high score.",
    )
    pathway_on = DateParts("On what day did the area confirm it?")
    reported_on = DateParts(
        "On what day was the evaluation reported?",
        hint="Leave it empty until there is a report. Scores under codes filled in by then go 12 months later, "
        "unless the organisation set another period.",
    )
    version = Version(default=0)


def total_name(row: Row, measure: Measure, scale: Scale) -> str:
    """The name of the field of one score of one code."""
    return f"score_{row.participant_id}_{measure.code}_{scale.code}"


def answers_name(row: Row, measure: Measure) -> str:
    """The name of the field of the answers of one code."""
    return f"score_{row.participant_id}_{measure.code}_answers"


def mean_names(measure: Measure, scale: Scale) -> tuple[str, str, str]:
    """The names of n, mean and deviation of one score."""
    start = f"score_{measure.code}_{scale.code}"
    return f"{start}_n", f"{start}_mean", f"{start}_sd"


def record_form(rows: Sequence[Row]) -> type[AroundForm]:
    """The form with a field for each score of each code."""
    fields: dict[str, object] = {}
    for row in rows:
        for measure in row.measures:
            for scale in measure.scales:
                label, hint = f"{row.code}: {label_of(measure, scale)}", f"{scale.least} to {scale.most}"
                fields[total_name(row, measure, scale)] = figure(label, hint)
            if measure.answers:
                fields[answers_name(row, measure)] = Text(
                    f"{row.code}: answers to {measure.name}",
                    hint=f"{rules.asked_for(measure)}. Write - for a missing one.",
                    most=LONGEST_ANSWERS,
                    autocomplete="off",
                )
    return type("RecordForm", (AroundForm,), fields)


def means_form(measures: Iterable[Measure]) -> type[CountsForm]:
    """The form with n, mean and deviation of each score."""
    fields: dict[str, object] = {}
    for measure in measures:
        for scale in measure.scales:
            label = label_of(measure, scale)
            forms, mean, deviation = mean_names(measure, scale)
            fields[forms] = figure(f"{label}: forms", "how many the mean is of")
            fields[mean] = figure(f"{label}: mean", f"{scale.least} to {scale.most}")
            fields[deviation] = figure(f"{label}: standard deviation", "of the sample")
    return type("MeansForm", (CountsForm,), fields)


def figure(label: str, hint: str) -> Text:
    """A short field for a figure that no browser keeps."""
    return Text(label, hint=hint, most=FIGURE, autocomplete="off", classes="govuk-input--width-4")


def label_of(measure: Measure, scale: Scale) -> str:
    """What a score is called: by its own name where the measure has several, or by the measure's."""
    if len(measure.scales) == 1:
        return measure.name
    return f"{scale.name} ({measure.code.upper()})"


def given_in(
    form: AroundForm, rows: Sequence[Row], *, group_id: int, time_point: str
) -> tuple[list[Given], list[Refusal]]:
    """The measures that were typed, and why some cannot be taken as they were."""
    found: list[Given] = []
    refusals: list[Refusal] = []
    for row in rows:
        for measure in row.measures:
            scores, wrong = scores_in(form, row, measure)
            refusals += wrong
            around = form.around()
            if scores and around is None:
                refusals.append(Refusal("Enter the day on which the forms were filled in", "on_day"))
                return found, refusals
            if scores and around is not None:
                found.append(Given(row.participant_id, group_id, measure, time_point, scores, around))
    return found, refusals


def scores_in(form: AroundForm, row: Row, measure: Measure) -> tuple[tuple[Scored, ...], list[Refusal]]:
    """The scores of one measure of one code, typed as totals or as answers."""
    name = answers_name(row, measure)
    vector = form[name].data if measure.answers else ""
    totals, wrong = totals_in(form, row, measure)
    if not vector:
        return totals, wrong
    if totals or wrong:
        return (), [Refusal(f"{row.code}: give the score of {measure.name} or its answers, not both", name)]
    answers = rules.answers_of(vector, measure, field=name)
    if isinstance(answers, Refusal):
        return (), [answers]
    wrong = list(rules.refusals_of_answers(measure, answers, field=name))
    return (() if wrong else rules.scored(measure, answers)), wrong


def totals_in(form: AroundForm, row: Row, measure: Measure) -> tuple[tuple[Scored, ...], list[Refusal]]:
    """The totals of one measure of one code."""
    found: list[Scored] = []
    wrong: list[Refusal] = []
    for scale in measure.scales:
        name = total_name(row, measure, scale)
        if not form[name].data:
            continue
        value = rules.number(form[name].data, what=f"{row.code}, {scale.name}", field=name)
        if isinstance(value, Refusal):
            wrong.append(value)
            continue
        said = [Refusal(f"{row.code}, {one.message}", name) for one in rules.refusals_of_total(scale, value)]
        wrong += said
        found.append(Scored(scale.code, value))
    return tuple(found), wrong


def means_in(form: CountsForm, measures: Iterable[Measure]) -> tuple[list[Mean], list[Refusal]]:
    """The means that were typed, and why some cannot be taken as they were."""
    found: list[Mean] = []
    refusals: list[Refusal] = []
    for measure in measures:
        for scale in measure.scales:
            names = mean_names(measure, scale)
            typed = [form[name].data for name in names]
            if not any(typed):
                continue
            mean = mean_of(measure, scale, typed, names)
            if isinstance(mean, Refusal):
                refusals.append(mean)
                continue
            refusals += at_names(rules.refusals_of_mean(scale, n=mean.n, mean=mean.mean, sd=mean.sd), names)
            found.append(mean)
    return found, refusals


def at_names(refusals: Iterable[Refusal], names: tuple[str, str, str]) -> Iterator[Refusal]:
    """The refusals, each at its field."""
    at = dict(zip(("n", "mean", "sd"), names, strict=True))
    return (Refusal(one.message, at.get(one.field, names[0])) for one in refusals)


def mean_of(measure: Measure, scale: Scale, typed: Sequence[str], names: tuple[str, str, str]) -> Mean | Refusal:
    """One mean, or why it is none."""
    forms = rules.number(typed[0] or "", what=f"{scale.name}, forms", field=names[0])
    if isinstance(forms, Refusal):
        return forms
    mean = decimal(typed[1])
    if mean is None:
        return Refusal(f"{scale.name}: enter the mean as a figure, such as 9.9", names[1])
    deviation = decimal(typed[2]) if typed[2] else None
    if typed[2] and deviation is None:
        return Refusal(f"{scale.name}: enter the standard deviation as a figure, such as 2.6", names[2])
    return Mean(measure.code, scale.code, forms, mean, deviation)


def decimal(text: str) -> float | None:
    """The figure that was typed; None where it is none. Words such as nan and 1e9 are none."""
    typed = (text or "").replace(",", ".").replace("−", "-").strip()
    if not typed.removeprefix("-").replace(".", "", 1).isdecimal() or not typed.isascii():
        return None
    return float(typed)
