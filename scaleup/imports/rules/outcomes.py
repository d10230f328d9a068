"""What becomes of a row, what is said about it, and what only a person can answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a row; every non-empty row below a heading has exactly one."""

    CREATED = "created"
    MERGED = "merged"
    NEEDS_DECISION = "needs_decision"
    REFUSED = "refused"


LEAST_SETTLED_LAST = tuple(Outcome)

LEAVE_OUT = "leave out"
"""The answer that is open to every question: the rows stay out, by decision."""


def least_settled(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of a row from those of its parts (decisions.md, Import)."""
    return max(outcomes, key=LEAST_SETTLED_LAST.index, default=Outcome.CREATED)


@dataclass(frozen=True)
class Where:
    """A place in the workbook: sheet by its own name, row as the spreadsheet counts it, column by its heading."""

    sheet: str
    row: int
    column: str = ""

    def __str__(self) -> str:
        """For a sentence: "Licences row 14"."""
        return f"{self.sheet} row {self.row}"


@dataclass(frozen=True)
class Problem:
    """A sentence about a value, also of a row that came in."""

    where: Where
    value: str
    message: str


@dataclass(frozen=True)
class Choice:
    """One answer to a question, with what it means."""

    answer: str
    wording: str


@dataclass(frozen=True)
class Question:
    """What only a person can answer. The key is by kind and value, so that an answer serves every later import.

    `typed` says what may be written instead of a choice ("a date"), or is empty.
    """

    key: str
    sentence: str
    choices: tuple[Choice, ...]
    typed: str = ""
    picks: int = 0
    """So many choices are picked together; 0 means exactly one choice or a typed answer."""


def leaving_out(*choices: Choice) -> tuple[Choice, ...]:
    """The choices, and last the one to leave the rows out."""
    return (*choices, Choice(LEAVE_OUT, "leave these rows out"))
