"""The desk at which one row is settled: what is said about it, what is asked, and how settled it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from scaleup.core.dates import long_date
from scaleup.imports.rules.cells import Cell, Row
from scaleup.imports.rules.headings import Sheet
from scaleup.imports.rules.known import Known
from scaleup.imports.rules.outcomes import (
    LEAVE_OUT,
    Choice,
    Outcome,
    Problem,
    Question,
    Where,
    least_settled,
    leaving_out,
)
from scaleup.imports.rules.privacy import LEFT_OUT, family_details
from scaleup.imports.rules.reading import Reading
from scaleup.imports.rules.words import W, meaning, plain_word, spoken
from scaleup.imports.rules.written_dates import read_date, written

NOT_KNOWN = "not known"
A_DATE = "a date"
LONGEST_KEY = 400


@dataclass
class Desk:
    """One row on the desk."""

    known: Known
    sheet: Sheet
    row: Row
    outcomes: list[Outcome] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    @property
    def where(self) -> Where:
        """The row's place in the workbook."""
        return Where(self.sheet.name, self.row.number)

    @property
    def outcome(self) -> Outcome:
        """How settled the row is, as far as it has been gone through."""
        return least_settled(self.outcomes)

    @property
    def stands(self) -> bool:
        """Whether nothing holds the row so far."""
        return self.outcome in (Outcome.CREATED, Outcome.MERGED)

    def cell(self, meaning: str) -> Cell:
        """The cell under that heading."""
        return self.row.cell(meaning)

    def words(self, meaning: str) -> str:
        """The words under that heading, without doubled spaces."""
        return self.row.cell(meaning).words

    def say(self, meaning: str, message: str, value: str | None = None) -> None:
        """The sentence stands among the problems, with the cell's value unless another is given."""
        shown = self.words(meaning) if value is None else value
        if family_details(shown):
            shown = LEFT_OUT
        heading = self.row.headings.get(meaning, meaning.removeprefix("?"))
        self.problems.append(Problem(Where(self.sheet.name, self.row.number, heading), shown, message))

    def refuse(self, meaning: str, message: str) -> None:
        """The row does not come in, and why."""
        self.outcomes.append(Outcome.REFUSED)
        self.say(meaning, message)

    def wait(self, meaning: str, message: str) -> None:
        """The row waits, and for what."""
        self.outcomes.append(Outcome.NEEDS_DECISION)
        self.say(meaning, message)

    def ask(self, meaning: str, question: Question, said: str) -> str:
        """The answer, if somebody gave one that still stands; else the question is put and the row waits."""
        answer = self.answer(question)
        if answer == LEAVE_OUT:
            self.refuse(meaning, f"Left out by decision. {said}")
            return ""
        if not answer:
            self.outcomes.append(Outcome.NEEDS_DECISION)
            self.put(meaning, question, said)
        return answer

    def ask_aside(self, meaning: str, question: Question, said: str) -> str:
        """As `ask`, but the row comes in meanwhile, without this value."""
        answer = self.answer(question)
        if not answer:
            self.put(meaning, question, said)
        return answer

    def answer(self, question: Question) -> str:
        """What was decided, or nothing."""
        return self.known.answers.get(question.key, "")

    def put(self, meaning: str, question: Question, said: str) -> None:
        """The question is asked, and stands among the problems."""
        self.questions.append(question)
        self.say(meaning, said)

    def key(self, *parts: str) -> str:
        """A question's key from its kind and values; a long one ends in its digest."""
        whole = "|".join(parts)
        if len(whole) <= LONGEST_KEY:
            return whole
        return f"{whole[: LONGEST_KEY - 17]}#{sha256(whole.encode()).hexdigest()[:16]}"

    def word(self, meaning_of: str, table: dict[str, W], *, kind: str, label: str) -> W | None:
        """What the word under the heading means; an unknown or missing one is a question by its word."""
        words = self.words(meaning_of)
        reading: Reading[W] = meaning(words, table)
        if reading.value is not None:
            return reading.value
        choices = {value.value: Choice(spoken(value), spoken(value)) for value in table.values()}
        shown = f"“{words}”" if words else "nothing"
        question = Question(
            self.key(kind, plain_word(words) or "(blank)"),
            f"What does {shown} mean as the {label}? (first seen: {self.where})",
            leaving_out(*choices.values()),
        )
        answer = self.ask(
            meaning_of, question, f"{shown.capitalize()} stands as the {label}: it is not a word known here."
        )
        return next((value for value in table.values() if spoken(value) == answer), None)

    def date_needed(self, meaning: str, *, about: str, label: str) -> date | None:
        """The date under the heading; without one the row waits for somebody to type it."""
        reading = read_date(self.cell(meaning))
        if reading.value is not None:
            return reading.value
        said = reading.trouble or f"There is no {label}."
        return self.typed_date(meaning, reading.proposals, about=about, said=said)

    def typed_date(self, meaning: str, proposals: Iterable[date], *, about: str, said: str) -> date | None:
        """The date that somebody decided; the row waits for it."""
        heading = self.row.headings.get(meaning, meaning)
        unique = self.words(meaning) or str(self.where)
        question = Question(
            self.key("date", self.sheet.kind, about, heading.casefold(), unique),
            f"Which day is meant by “{self.words(meaning)}” under {heading}, {self.where}? {said}",
            leaving_out(*(Choice(day.isoformat(), long_date(day)) for day in proposals)),
            typed=A_DATE,
        )
        return written(self.ask(meaning, question, said)).value

    def date_if_known(self, meaning: str, *, about: str) -> date | None:
        """The date under the heading, if it is one; a doubt is asked aside."""
        reading = read_date(self.cell(meaning))
        if not reading.unclear:
            return reading.value
        heading = self.row.headings.get(meaning, meaning)
        question = Question(
            self.key("date", self.sheet.kind, about, heading.casefold(), self.words(meaning)),
            f"Which day is meant by “{self.words(meaning)}” under {heading}, {self.where}? {reading.trouble}",
            (
                *(Choice(day.isoformat(), long_date(day)) for day in reading.proposals),
                Choice(NOT_KNOWN, "the day is not known"),
            ),
            typed=A_DATE,
        )
        said = f"{reading.trouble} The row comes in without this date until somebody decides."
        return written(self.ask_aside(meaning, question, said)).value

    def text(self, meaning: str, longest: int) -> str:
        """The text under the heading; left out, and said, where it looks like a detail of a family."""
        found = family_details(self.words(meaning))
        if found:
            self.say(
                meaning,
                f"The text seems to hold {found}. It was left out: the unit holds nothing about families.",
                LEFT_OUT,
            )
            return ""
        words = self.words(meaning)
        if len(words) > longest:
            self.say(meaning, f"The text is longer than {longest} characters and was cut there.", words[:longest])
        return words[:longest]
