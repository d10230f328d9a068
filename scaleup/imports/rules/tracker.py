"""The shape of the tracker as we write it: sheets and headings that reading knows, and what no cell of it can hold."""

import re
from dataclasses import dataclass

from scaleup.exports.rules import Column, Kind
from scaleup.facilitators.rules import PROFESSION_WORDS, Profession
from scaleup.imports.rules.words import spoken
from scaleup.support.rules import Outcome as Came

NOT_IN_IT = (
    "areas and programmes without a licence, and closed ones",
    "which place each facilitator holds, and who held it before",
    "conditions, suspensions and moves of licences",
    "planned contacts that were moved by hand",
    "who took part in a contact, and what stood in the way",
    "actions that are done, and the owners and dates of open ones",
    "documents, messages and who may see what",
)
"""What the tracker has no column for: a backup holds it (docs/guides/administrators.md)."""
OLD_SCORE = re.compile(r"(\d+(?:\.\d+)?) %")


@dataclass(frozen=True)
class TrackerSheet:
    """A sheet: its title and headings."""

    title: str
    columns: tuple[Column, ...]


def texts(*headings: str) -> tuple[Column, ...]:
    """Columns that hold words."""
    return tuple(Column(heading) for heading in headings)


def day(heading: str) -> Column:
    """A column that holds dates."""
    return Column(heading, Kind.DAY)


LICENCES = TrackerSheet(
    "Licences",
    (
        *texts("Area", "Nation", "Programme", "Lead organisation", "Project lead", "E-mail"),
        day("Readiness date"),
        Column("Readiness score (%)"),
        Column("Licence no."),
        day("Licence start"),
        day("Licence end"),
        Column("Max facilitators", Kind.NUMBER),
        day("Delivery start"),
        *texts("Unit contact", "Stage"),
    ),
)
FACILITATORS = TrackerSheet(
    "Facilitators",
    (
        *texts("Area", "Programme", "Facilitator", "E-mail", "Professional role"),
        day("3-day training"),
        day("VERP day"),
        day("Top-up (2 days)"),
        Column("Status"),
        day("Left on"),
    ),
)
CALLS = TrackerSheet(
    "Support calls",
    (
        *texts("Area", "Programme"),
        day("Date"),
        *texts("Type", "Outcome", "By", "Summary", "Actions"),
        day("Next"),
        Column("Reason"),
    ),
)
CHECKS = TrackerSheet("Fidelity", (*texts("Area", "Programme"), day("Date"), *texts("Method", "Score")))


def old_score(note: str | None) -> str:
    """The score that stands in the note of an old readiness: "89%"."""
    found = OLD_SCORE.search(note or "")
    return f"{found[1]}%" if found else ""


def profession_word(profession: str, note: str | None) -> str:
    """The profession as reading knows it; of "other" the words that somebody used."""
    known = Profession(profession)
    return note if note and known is Profession.OTHER else PROFESSION_WORDS[known]


def outcome_word(outcome: str) -> str:
    """The outcome as reading knows it."""
    return "missed" if outcome == Came.NO_ANSWER else spoken(Came(outcome))


def score(percent: float) -> str:
    """The score with its sign: a plain 1 could be a hundred per cent."""
    return f"{percent:g}%"
