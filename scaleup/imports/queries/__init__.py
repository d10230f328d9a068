"""Named reads of the import: what is here already, and what waits for a decision."""

from scaleup.imports.queries.here import Here, Wanted, here
from scaleup.imports.queries.kept import answers, decisions, kept_workbooks, rows_of, workbook_of
from scaleup.imports.queries.reads import FacilitatorHere, LeadHere, Team, TeamHere

__all__ = [
    "FacilitatorHere",
    "Here",
    "LeadHere",
    "Team",
    "TeamHere",
    "Wanted",
    "answers",
    "decisions",
    "here",
    "kept_workbooks",
    "rows_of",
    "workbook_of",
]
