"""The form of a birth. Never kept as a draft, never sealed: its fields begin with "score_" as those of scores do."""

from collections.abc import Iterable

from scaleup.core.errors import Refusal
from scaleup.core.forms import Choice, File, Form, Kept, Radios, Whole
from scaleup.evaluation import rules
from scaleup.evaluation.forms.scores import FileForm
from scaleup.evaluation.models import BirthOutcome
from scaleup.evaluation.rules import Birth, BirthMode

START = "score_"


def weight(number: int) -> Whole:
    """The field of a baby's weight."""
    return Whole(
        f"Weight of baby {number}, in grams",
        hint=f"{rules.LIGHTEST} to {rules.HEAVIEST:,}, such as 3400" if number == 1 else "",
        autocomplete="off",
    )


class BirthForm(Form):
    """A birth: its month, how it went, the weeks of pregnancy, what each baby weighed."""

    score_month = Choice(
        "In which month was the birth?", hint="The day is not kept.", needed="Choose the month of the birth"
    )
    score_mode = Radios(
        "How did the birth go?",
        choices=list(rules.BIRTH_MODE_WORDS.items()),
        needed="Choose how the birth went, or “Not known”",
    )
    score_gestation_weeks = Whole(
        "How many completed weeks of pregnancy?",
        hint=f"{rules.LEAST_WEEKS} to {rules.LATEST_WEEKS}. Leave it empty if it is not known.",
        autocomplete="off",
    )
    score_grams_1 = weight(1)
    score_grams_2 = weight(2)
    score_grams_3 = weight(3)
    score_grams_4 = weight(4)
    seen = Kept()

    @property
    def weights(self) -> list[Whole]:
        """The fields of weights."""
        return [self[f"{START}{name}"] for name in rules.GRAMS_FIELDS]

    @property
    def several(self) -> bool:
        """Whether a second baby was typed, or is to be put right."""
        return any(one.data is not None or one.errors for one in self.weights[1:])

    def birth(self) -> Birth:
        """What was typed."""
        return Birth(
            self.score_month.data,
            BirthMode(self.score_mode.data),
            self.score_gestation_weeks.data,
            tuple(one.data for one in self.weights if one.data is not None),
        )

    def at_fields_of(self, refusals: Iterable[Refusal]) -> list[Refusal]:
        """The refusals of the rules, each at the field in which it was typed."""
        typed = iter([one.name for one in self.weights if one.data is not None])
        places = dict(zip(rules.GRAMS_FIELDS, typed, strict=False))
        return [Refusal(one.message, places.get(one.field, f"{START}{one.field}")) for one in refusals]


class BirthsFileForm(FileForm):
    """Births as a file."""

    file = File("Births as a CSV file", hint="As the template has it. You see every mistake before anything is saved.")


def as_kept(row: BirthOutcome | None) -> dict[str, object]:
    """A birth as the form has it."""
    if row is None:
        return {}
    found: dict[str, object] = {"month": row.month, "mode": row.mode, "gestation_weeks": row.gestation_weeks}
    found |= {f"grams_{baby.number}": baby.grams for baby in row.babies}
    return {f"{START}{name}": value for name, value in found.items()}
