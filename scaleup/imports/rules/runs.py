"""An import on its way: where it stands, what is to be done next, and what its lines and questions say."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from scaleup.core.dates import counted, plain_date
from scaleup.imports.rules.cells import Row
from scaleup.imports.rules.outcomes import LEAVE_OUT, Choice, Outcome, Problem, Question
from scaleup.imports.rules.parts import CheckPart, ContactPart, FacilitatorPart, LicencePart, Part
from scaleup.imports.rules.plan import Plan, RowPlan
from scaleup.imports.rules.privacy import LEFT_OUT, family_details

KEPT_FOR = timedelta(days=7)
"""So long the file of an import that nobody confirms is kept."""
LINES_KEPT_FOR = timedelta(days=90)
"""So long the rows of an import that ended can be looked up; its counts stay."""
MOST_CUT_SHORT = 3
LEASE = 330
"""Seconds that a claim stands after a worker was heard of: longer than any task may live (extensions.CELERY)."""
SILENT = 60
"""Seconds after which the page says that nothing is heard."""
LONGEST_WHAT = 200
MOST_WORDS = 4
"""Cells of a row that nothing was made of, to know it by."""


class State(StrEnum):
    """Where an import stands."""

    SENT = "sent"
    SHOWN = "shown"
    CONFIRMED = "confirmed"
    DONE = "done"
    REFUSED = "refused"
    DROPPED = "dropped"


OPEN = frozenset({State.SENT, State.SHOWN, State.CONFIRMED})
"""Not ended: nothing of it is in yet."""


class Step(StrEnum):
    """What a worker is to do next."""

    NOTHING = "nothing"
    READ = "read"
    BRING_IN = "bring_in"
    SETTLE = "settle"
    """Rows that waited come in, after decisions."""


def silence(step: Step, *, cut_short: int, over: bool) -> str:
    """What is said where a worker is at it and nothing was heard of it; `over` once its claim ran out."""
    short = "Nothing has been heard of it for more than a minute: the work seems to have been cut short."
    none_in = "None of the rows that waited is in." if step is Step.SETTLE else "Nothing of it is in."
    last = cut_short + 1 >= MOST_CUT_SHORT
    becomes = "it is given up, because that was the third time" if last else "it is begun again by itself"
    return f"{short} {none_in} Unless it is heard of before, {becomes}{OVER if over else WITHIN}."


WITHIN = ", within six minutes"
OVER = " as soon as a worker is free"


class Shown(StrEnum):
    """What a line is about besides the four outcomes of a row."""

    SHEET = "sheet"


@dataclass(frozen=True)
class LineShown:
    """A line of the preview or of the outcome."""

    sheet: str
    row_number: int
    outcome: str
    rank: int
    what: str
    said: tuple[tuple[str, str, str], ...]


RANKS = {Outcome.NEEDS_DECISION: 0, Outcome.REFUSED: 1}


def lines_of(weighed: Plan, rows: Mapping[tuple[str, int], Row]) -> list[LineShown]:
    """Every row in the workbook's order with all that is said of it, and each sheet of which something is said."""
    said: dict[tuple[str, int], list[Problem]] = {}
    for problem in weighed.problems:
        said.setdefault((problem.where.sheet, problem.where.row), []).append(problem)
    lines = []
    for planned in weighed.rows:
        place = (planned.where.sheet, planned.where.row)
        lines.append(line_of(planned, said.pop(place, []), rows.get(place)))
    sheets = [
        LineShown(sheet, number, Shown.SHEET, 2, "the sheet as a whole", remarks(found))
        for (sheet, number), found in said.items()
    ]
    return [*sheets, *lines]


def line_of(planned: RowPlan, said: list[Problem], row: Row | None) -> LineShown:
    """One row."""
    rank = RANKS.get(planned.outcome, 2 if said else 3)
    what = told(planned.part) if planned.part else words_of(row)
    where = planned.where
    return LineShown(where.sheet, where.row, planned.outcome.value, rank, what[:LONGEST_WHAT], remarks(said))


def remarks(said: Iterable[Problem]) -> tuple[tuple[str, str, str], ...]:
    """Column, value and sentence of each."""
    return tuple((one.where.column, one.value, one.message) for one in said)


def words_of(row: Row | None) -> str:
    """The first cells of a row, to know it by; nothing about a family."""
    cells = [cell.words for cell in row.cells.values() if not cell.empty][:MOST_WORDS] if row else []
    words = ", ".join(cells)
    return LEFT_OUT if family_details(words) else words


def told(part: Part) -> str:
    """What a row brings in, in words."""
    match part:
        case LicencePart():
            return (
                f"{part.area_name}: licence {part.number}, {plain_date(part.starts_on)} to {plain_date(part.ends_on)}"
            )
        case FacilitatorPart():
            return f"{part.name}, {part.profession.value.replace('_', ' ')}"
        case ContactPart():
            came = part.outcome.value.replace("_", " ")
            return f"{part.channel.value.capitalize()} on {plain_date(part.held_on)}, {came}"
        case CheckPart():
            return f"Check on {plain_date(part.on_day)}, {part.percent:g}%"


def mark_of(weighed: Plan) -> str:
    """Stands for exactly what this plan would do."""
    told_of = hashlib.sha256()
    for row in weighed.rows:
        told_of.update(f"{row.where}|{row.outcome}|{row.part!r}\n".encode())
    for team, people in weighed.placing.items():
        told_of.update(f"{team}|{[part.natural_key for part in people]}\n".encode())
    return told_of.hexdigest()[:16]


NOUNS = {
    "areas": "area",
    "licences": "licence",
    "facilitators": "facilitator",
    "contacts": "past contact",
    "fidelity_checks": "fidelity check",
}


def in_words(totals: Mapping[str, int]) -> str:
    """What a workbook stands for: "2 areas, 2 licences and 5 past contacts"; nothing is said of what there is none."""
    parts = [counted(totals[name], noun) for name, noun in NOUNS.items() if totals[name]]
    if not parts:
        return "nothing so far"
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if parts[1:] else parts[0]


KIND_WORDS: dict[str, str] = {
    "area": "Which area",
    "nation": "Which nation",
    "programme": "Which programme",
    "programme of": "Which programme",
    "which programme": "Which programme",
    "number": "Licence numbers",
    "places of": "Number of places",
    "places": "Who goes without a place",
    "date": "Dates",
    "percent": "Scores",
    "manager": "Persons of the unit",
    "address": "E-mail addresses",
    "outcome": "Outcomes of contacts",
    "channel": "Kinds of contact",
    "method": "Kinds of check",
    "facilitator status": "Status of facilitators",
    "contact twice": "The same twice",
    "fidelity check twice": "The same twice",
    "person twice": "The same twice",
    "licence twice": "The same twice",
}


def kind_of(question: Question) -> str:
    """What the question is about, in the words by which questions are sorted on the page."""
    return KIND_WORDS.get(question.key.partition("|")[0], "Others")


def proposal(question: Question) -> Choice | None:
    """The one answer that is proposed: the only choice beside those that are open to every question.

    A colleague is one of a list of all: only whose name the words may stand for is proposed ("P. Nair", "Priya").
    """
    kind, _, words = question.key.partition("|")
    offered = [
        one for one in question.choices if one.answer not in OPEN_TO_ALL and not one.answer.startswith("new area in ")
    ]
    if kind == "manager":
        offered = [one for one in offered if may_stand_for(words, one.answer)]
    return offered[0] if len(offered) == 1 else None


def may_stand_for(words: str, name: str) -> bool:
    """Whether each word is one of the name, or how one of it begins."""
    asked = re.findall(r"\w+", words.casefold())
    named = re.findall(r"\w+", name.casefold())
    return bool(asked) and all(any(one.startswith(word) for one in named) for word in asked)


OPEN_TO_ALL = frozenset({LEAVE_OUT, "not known", "no address", "nobody"})
