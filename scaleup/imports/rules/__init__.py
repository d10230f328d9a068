"""The rules of the import: what a sheet, a column, a value and a name mean, and what importing would do. Pure."""

from scaleup.imports.rules.answers import answer_to, lettered
from scaleup.imports.rules.cells import Cell, Grid, Kept, Line, Row, keep, restore
from scaleup.imports.rules.headings import Kind, Sheet, Unknown, letter, recognise
from scaleup.imports.rules.known import Known, KnownFacilitator, KnownLicence, KnownProgramme
from scaleup.imports.rules.matching import Nearest, Place, places, proposals
from scaleup.imports.rules.outcomes import Choice, Outcome, Problem, Question, Where
from scaleup.imports.rules.parts import CheckPart, ContactPart, FacilitatorPart, LicencePart, Part
from scaleup.imports.rules.plan import Counts, Plan, RowPlan, plan
from scaleup.imports.rules.privacy import LEFT_OUT, family_details

__all__ = [
    "LEFT_OUT",
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
    "Unknown",
    "Where",
    "answer_to",
    "family_details",
    "keep",
    "letter",
    "lettered",
    "places",
    "plan",
    "proposals",
    "recognise",
    "restore",
]
