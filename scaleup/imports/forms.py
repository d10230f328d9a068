"""The forms of the import: the file, the answers to questions, and what sheets and columns are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scaleup.core.forms import Choice, File, Form, Radios, Text, Ticks
from scaleup.core.forms.asked import Asked as Control
from scaleup.imports.queries import Asked
from scaleup.imports.rules import KIND_WORDS, MEANING_WORDS, OF_SHEETS, SYNONYMS, Kind, lettered, plain, proposal

TYPED = "typed"
LEFT_OUT = "-"
"""A list's answer cannot be empty: that is the one not yet made."""
LONGEST_ANSWER = 200


class WorkbookForm(Form):
    """The tracker."""

    workbook = File(
        "The tracker workbook",
        needed="Choose a workbook: an .xlsx file",
        hint="An .xlsx file of at most 25 MB. You see what would become of each row before anything is brought in.",
    )


class Answers(Form):
    """The answers to one page of questions; its fields are made from them."""

    def given(self, asked: Iterable[Asked], pressed: str = "") -> dict[int, str]:
        """What was answered, by question: words of a choice, letters of several, or what was typed.

        `pressed` is the question ("12") whose proposal was taken by its own button.
        """
        found = {}
        for one in asked:
            chosen = self[f"q{one.id}"].data
            words = self[f"t{one.id}"].data.strip() if one.question.typed and chosen == TYPED else ""
            proposed = proposal(one.question) if pressed == str(one.id) else None
            if proposed:
                found[one.id] = proposed.answer
            elif one.question.picks:
                found[one.id] = ",".join(chosen)
            elif chosen and chosen != TYPED:
                found[one.id] = chosen
            elif words:
                found[one.id] = words
        return {key: words for key, words in found.items() if words}


def answers_form(asked: Sequence[Asked]) -> Answers:
    """A form with a control for each question."""
    fields: dict[str, Control] = {}
    for one in asked:
        question = one.question
        waiting = f"{one.rows} rows wait for this." if one.rows > 1 else ""
        if question.picks:
            picks = [(letter, choice.wording) for letter, choice in lettered(question.choices)]
            fields[f"q{one.id}"] = Ticks(question.sentence, choices=picks, hint=waiting)
            continue
        choices = [(letter, choice.wording) for letter, choice in lettered(question.choices)]
        if question.typed:
            choices.append((TYPED, f"Something else: {question.typed}"))
            fields[f"t{one.id}"] = Text(question.typed.capitalize(), most=LONGEST_ANSWER)
        fields[f"q{one.id}"] = Radios(question.sentence, choices=choices, hint=waiting)
    return type("AnswersOfAPage", (Answers,), fields)()  # type: ignore[no-any-return]  # wtforms is untyped


@dataclass(frozen=True)
class SheetFields:
    """A sheet with the names of its controls."""

    sheet: Mapping[str, object]
    kind: str
    columns: tuple[str, ...]


class Meanings(Form):
    """What each sheet and column is; its fields are made from a workbook."""


def meanings_form(recognised: Sequence[Mapping[str, object]]) -> tuple[Meanings, list[SheetFields]]:
    """A form with a list for each sheet and each of its columns."""
    fields: dict[str, Control] = {}
    layout = []
    kinds = [(LEFT_OUT, "left out"), *((kind.value, KIND_WORDS[kind]) for kind in Kind)]
    for number, sheet in enumerate(recognised):
        name, kind = f"s{number}", str(sheet["kind"])
        fields[name] = Choice(f"{sheet['name']} holds", choices=kinds, default=kind or LEFT_OUT)
        names = []
        for place, (heading, meaning) in enumerate(columns_of(sheet)):
            names.append(f"c{number}_{place}")
            fields[names[-1]] = Choice(heading, choices=meanings_of(kind), default=meaning or LEFT_OUT)
        layout.append(SheetFields(sheet, name, tuple(names)))
    return type("MeaningsOfAWorkbook", (Meanings,), fields)(), layout


def columns_of(sheet: Mapping[str, object]) -> list[tuple[str, str]]:
    """Heading and meaning of each column."""
    found = sheet["columns"]
    return [(str(heading), str(meaning)) for heading, meaning in found] if isinstance(found, list) else []


def meanings_of(kind: str) -> list[tuple[str, str]]:
    """What a column of such a sheet can be."""
    known = SYNONYMS[Kind(kind)] if kind else {}
    return [(LEFT_OUT, "not taken in"), *((meaning, MEANING_WORDS[meaning]) for meaning in known)]


def changed(form: Meanings, layout: Iterable[SheetFields]) -> dict[tuple[str, str], str]:
    """What was said anew, by scope and words; a column of a sheet that becomes another kind says nothing."""
    said: dict[tuple[str, str], str] = {}
    for one in layout:
        kind, before = value(form, one.kind), str(one.sheet["kind"])
        if kind != before:
            said[OF_SHEETS, str(one.sheet["name"])] = kind
            continue
        for name, (heading, meaning) in zip(one.columns, columns_of(one.sheet), strict=True):
            if value(form, name) != meaning:
                said[kind, heading] = value(form, name)
    return said


def value(form: Meanings, name: str) -> str:
    """What was chosen; empty for left out."""
    return "" if form[name].data in (LEFT_OUT, None) else str(form[name].data)


def twice(form: Meanings, layout: Iterable[SheetFields]) -> list[tuple[str, str]]:
    """Controls of columns that mean what another of their sheet means, each with a sentence."""
    wrong = []
    for one in layout:
        if value(form, one.kind) != one.sheet["kind"]:
            continue
        taken: dict[str, str] = {}
        for name, (heading, _) in zip(one.columns, columns_of(one.sheet), strict=True):
            meaning = value(form, name)
            if meaning and meaning in taken and plain(heading) != plain(taken[meaning]):
                said = f"{heading}: the column {taken[meaning]} is already the {MEANING_WORDS[meaning]}"
                wrong.append((name, f"{said}. Choose something else for one of the two."))
            taken.setdefault(meaning, heading)
    return wrong
