"""Sheets and columns are known by their headings, in any order and under any title; what is not known is reported."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from scaleup.imports.rules.cells import Cell, Grid, Line, Row

SEARCHED_ROWS = 40
"""A heading stands within so many non-empty rows; what is above it is a title."""


class Kind(StrEnum):
    """What a sheet is about."""

    LICENCES = "licences"
    FACILITATORS = "facilitators"
    CONTACTS = "contacts"
    CHECKS = "checks"


SYNONYMS: dict[Kind, dict[str, str]] = {
    Kind.LICENCES: {
        "area": "area|site|place|local authority|locality|area name|authority|council area",
        "nation": "nation|country",
        "programme": "programme|program|service|model|intervention|programme name",
        "organisation": "lead organisation|lead organization|organisation|organization|licence holder|lead agency|"
        "lead org|lead body|provider|agency",
        "lead": "project lead|lead|local lead|implementation lead|lead name|project lead name|area lead|lead contact",
        "email": "e mail|email|email address|e mail address|lead e mail|lead email|project lead e mail|"
        "project lead email|contact email|mail",
        "readiness_on": "readiness date|readiness assessed|date of readiness|readiness assessment date|readiness on|"
        "readiness completed",
        "readiness": "readiness score|readiness|readiness percent|readiness result|readiness score percent",
        "number": "licence no|licence number|license no|license number|licence ref|licence reference|ref|reference|"
        "licence|licence id",
        "starts_on": "licence start|licence starts|start|start date|licence start date|licence from|starts|from|"
        "license start|valid from|term start|licence begins",
        "ends_on": "licence end|licence ends|end|end date|licence end date|licence until|licence to|ends|to|until|"
        "license end|expiry|expiry date|licence expiry|valid to|valid until|expires|term end",
        "places": "max facilitators|maximum facilitators|places|facilitator places|facilitator limit|training places|"
        "no of places|max no of facilitators|number of places|limit",
        "delivery_on": "delivery start|delivery started|first session|first delivery|delivery start date|"
        "delivering since|first group|delivery from|date of first session|go live",
        "manager": "unit contact|implementation manager|unit lead|our contact|im|unit manager|contact at unit|"
        "unit person|our lead|account manager",
        "stage": "stage|status|state|phase",
        "notes": "notes|note|comments|comment|remarks",
    },
    Kind.FACILITATORS: {
        "area": "area|site|place|local authority|locality|area name|authority|council area",
        "programme": "programme|program|service|model|intervention|programme name",
        "name": "facilitator|name|facilitator name|full name|practitioner|staff member|person|trainee",
        "email": "e mail|email|email address|e mail address|facilitator email|facilitator e mail|contact email|mail",
        "profession": "professional role|profession|role|job title|job|professional background|discipline|job role|"
        "post",
        "initial": "3 day training|three day training|initial training|initial|core training|training date|"
        "date trained|trained on|3 day|basic training|facilitator training|main training",
        "verp": "verp day|verp|verp training|video day|verp date|video enhanced reflective practice|video training",
        "top_up": "top up|top up training|topup|topup training|2 day top up|top up date|top up days|refresher",
        "status": "status|state|active|current|still active",
        "left_on": "left on|leaving date|left|date left|leave date|end date|leaver",
        "notes": "notes|note|comments|comment|remarks",
    },
    Kind.CONTACTS: {
        "area": "area|site|place|local authority|locality|area name|authority|council area",
        "programme": "programme|program|service|model|intervention|programme name",
        "held_on": "date|call date|contact date|date of call|date of contact|held on|when|visit date",
        "channel": "type|method|how|channel|contact type|call type|mode|format|kind",
        "outcome": "outcome|result|status|held|call status|what happened|attendance",
        "staff": "by|who|unit contact|caller|staff|called by|our contact|implementation manager|held by|contact by|im",
        "discussed": "summary|notes|discussed|discussion|note|what was discussed|details|comments|comment",
        "agreed": "actions|action|agreed|agreed actions|next steps|to do|follow up|actions agreed",
        "next_on": "next|next call|next date|next contact|next call date|date of next|next due",
        "reason": "reason|reason missed|why|reason not held",
    },
    Kind.CHECKS: {
        "area": "area|site|place|local authority|locality|area name|authority|council area",
        "programme": "programme|program|service|model|intervention|programme name",
        "on_day": "date|check date|date of check|assessed on|observed on|fidelity date|when|date of observation",
        "method": "method|type|how|source|kind|check type|tool|mode",
        "percent": "score|fidelity|fidelity score|percent|percentage|result|fidelity percent|adherence|score percent|"
        "rating",
        "notes": "notes|note|comments|comment|remarks|summary",
    },
}

ESSENTIAL: dict[Kind, frozenset[str]] = {
    Kind.LICENCES: frozenset({"area", "starts_on", "ends_on"}),
    Kind.FACILITATORS: frozenset({"area", "name"}),
    Kind.CONTACTS: frozenset({"area", "held_on", "outcome"}),
    Kind.CHECKS: frozenset({"area", "on_day", "percent"}),
}
"""The columns without which a sheet is not taken for one of its kind."""

TITLE_WORDS: dict[Kind, str] = {
    Kind.LICENCES: "licen|area|site",
    Kind.FACILITATORS: "facilitator|staff|people|practitioner|training",
    Kind.CONTACTS: "call|contact|support|visit",
    Kind.CHECKS: "fidelity|check|quality|observation|score",
}
"""What a sheet's own name says of its kind, where its headings fit two."""

MEANINGS: dict[Kind, dict[str, str]] = {
    kind: {words: meaning for meaning, all_words in fields.items() for words in all_words.split("|")}
    for kind, fields in SYNONYMS.items()
}


@dataclass(frozen=True)
class Sheet:
    """A sheet whose heading was recognised, with its rows by meaning."""

    name: str
    kind: Kind
    heading_row: int
    rows: tuple[Row, ...]
    extra: tuple[str, ...] = ()
    """Headings that are not known here."""
    twice: tuple[str, ...] = ()
    """Headings of columns that mean what an earlier column already means."""
    hidden: bool = False


@dataclass(frozen=True)
class Unknown:
    """A sheet without a heading that is known here."""

    name: str
    rows: int
    first_row: int
    hidden: bool = False


def plain(heading: str) -> str:
    """The words of a heading, without case, marks and what stands in brackets."""
    outside = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading)
    return " ".join(re.findall(r"[a-z0-9]+", (outside.strip() or heading).casefold()))


def meanings(line: Line, kind: Kind) -> dict[int, str]:
    """What each column of a heading row means for this kind; the first of two columns with one meaning counts."""
    found: dict[int, str] = {}
    for column, cell in line.cells.items():
        meaning = MEANINGS[kind].get(plain(cell.words)) if isinstance(cell.value, str) else None
        if meaning and meaning not in found.values():
            found[column] = meaning
    return found


def heading_of(grid: Grid) -> tuple[Line, Kind] | None:
    """The row and kind whose headings fit best; the sheet's own name decides between equals, then the higher row."""
    best: tuple[int, bool, int] | None = None
    found: tuple[Line, Kind] | None = None
    for line in grid.lines[:SEARCHED_ROWS]:
        for kind in Kind:
            known = set(meanings(line, kind).values())
            if not known >= ESSENTIAL[kind]:
                continue
            titled = bool(re.search(TITLE_WORDS[kind], grid.name.casefold()))
            fit = (len(known), titled, -line.number)
            if best is None or fit > best:
                best, found = fit, (line, kind)
    return found


def recognise(grid: Grid) -> Sheet | Unknown:
    """The sheet by its heading, or how many rows stand on one that has none."""
    heading = heading_of(grid)
    if heading is None:
        first = grid.lines[0].number if grid.lines else 1
        return Unknown(grid.name, rows=len(grid.lines), first_row=first, hidden=grid.hidden)
    line, kind = heading
    columns = meanings(line, kind)
    words = {meaning: line.cells[column].words for column, meaning in columns.items()}
    rows = tuple(
        row_of(below, columns, titles=line.cells, headings=words) for below in grid.lines if below.number > line.number
    )
    others = [cell.words for column, cell in line.cells.items() if column not in columns]
    twice = tuple(name for name in others if plain(name) in MEANINGS[kind])
    extra = tuple(name for name in others if plain(name) not in MEANINGS[kind])
    return Sheet(grid.name, kind, line.number, rows, extra=extra, twice=twice, hidden=grid.hidden)


def row_of(line: Line, columns: Mapping[int, str], *, titles: Mapping[int, Cell], headings: Mapping[str, str]) -> Row:
    """The line by meaning; what stands in other columns is kept under "?" and the column's heading or letter."""
    cells: dict[str, Cell] = {}
    for column, cell in line.cells.items():
        if column in columns:
            cells[columns[column]] = cell
        else:
            title = titles[column].words if column in titles else f"column {letter(column)}"
            cells[f"?{title}"] = cell
    return Row(line.number, cells, headings)


def letter(column: int) -> str:
    """The spreadsheet's name of a column: 1 is A, 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
