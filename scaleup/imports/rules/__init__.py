"""The rules of the import: what a sheet, a column, a value and a name mean, and what importing would do. Pure."""

from scaleup.imports.rules.answers import answer_to, lettered
from scaleup.imports.rules.cells import Cell, Grid, Kept, Line, Row, keep, restore
from scaleup.imports.rules.headings import Sheet, Unknown, letter, recognise
from scaleup.imports.rules.kinds import KIND_WORDS, MEANING_WORDS, SYNONYMS, Kind, plain
from scaleup.imports.rules.known import Known, KnownFacilitator, KnownLicence, KnownProgramme
from scaleup.imports.rules.matching import Nearest, Place, places, proposals
from scaleup.imports.rules.meant import OF_SHEETS, Meant
from scaleup.imports.rules.outcomes import LEAVE_OUT, Choice, Outcome, Problem, Question, Where
from scaleup.imports.rules.parts import CheckPart, ContactPart, FacilitatorPart, LicencePart, Part
from scaleup.imports.rules.plan import Counts, Plan, RowPlan, plan
from scaleup.imports.rules.privacy import LEFT_OUT, family_details
from scaleup.imports.rules.runs import (
    KEPT_FOR,
    LINES_KEPT_FOR,
    MOST_CUT_SHORT,
    OPEN,
    LineShown,
    Shown,
    State,
    Step,
    in_words,
    kind_of,
    lines_of,
    mark_of,
    proposal,
)

__all__ = [
    "KEPT_FOR",
    "KIND_WORDS",
    "LEAVE_OUT",
    "LEFT_OUT",
    "LINES_KEPT_FOR",
    "MEANING_WORDS",
    "MOST_CUT_SHORT",
    "OF_SHEETS",
    "OPEN",
    "SYNONYMS",
    "Cell",
    "CheckPart",
    "Choice",
    "ContactPart",
    "Counts",
    "FacilitatorPart",
    "Grid",
    "Kept",
    "Kind",
    "Known",
    "KnownFacilitator",
    "KnownLicence",
    "KnownProgramme",
    "LicencePart",
    "Line",
    "LineShown",
    "Meant",
    "Nearest",
    "Outcome",
    "Part",
    "Place",
    "Plan",
    "Problem",
    "Question",
    "Row",
    "RowPlan",
    "Sheet",
    "Shown",
    "State",
    "Step",
    "Unknown",
    "Where",
    "answer_to",
    "family_details",
    "in_words",
    "keep",
    "kind_of",
    "letter",
    "lettered",
    "lines_of",
    "mark_of",
    "places",
    "plain",
    "plan",
    "proposal",
    "proposals",
    "recognise",
    "restore",
]
