"""A workbook is weighed against what is here, and what is settled of it comes in, in one transaction."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from scaleup import audit
from scaleup.areas.queries import holds_demonstration
from scaleup.areas.service import load_authorities
from scaleup.core.dates import local_date
from scaleup.core.errors import refuse
from scaleup.imports import queries
from scaleup.imports.adapters import WorkbookRead, nearest, read_workbook
from scaleup.imports.rules import Plan, Sheet, Unknown, plan, recognise
from scaleup.imports.service import keeping
from scaleup.imports.service.writing import write
from scaleup.programmes.service import load_catalogue

ADDRESS = re.compile(r"[^\s<>;,()\[\]:]+@[^\s<>;,()\[\]]+")
BESIDE_THE_DEMONSTRATION = (
    "This database holds the demonstration, and a real tracker does not belong beside invented areas. "
    "Start with an empty one: make run DEMO=0."
)


def preview(path: Path, *, now: datetime) -> Plan:
    """What importing the workbook would do. The caller rolls back: only reference tables were brought level."""
    _, _, weighed = weigh_file(path, now=now)
    return weighed


def bring_in(path: Path, *, by: int | None, now: datetime) -> Plan:
    """What is settled of the workbook is here, what is not waits, and every question is on record."""
    read, sheets, weighed = weigh_file(path, now=now)
    here = look(sheets, now=now)
    written = write(weighed, here, by=by, now=now)
    kept = keeping.keep_workbook(read.name, read.digest, by=by, now=now)
    changed = keeping.keep_rows(kept.id, sheets, weighed, written)
    keeping.keep_questions(weighed.questions, now=now)
    if changed:
        audit.record("workbook imported", subject="workbook", subject_id=kept.id, person_id=by)
    return weighed


def weigh_file(path: Path, *, now: datetime) -> tuple[WorkbookRead, list[Sheet | Unknown], Plan]:
    """The workbook, its sheets and what importing it would do; refused beside the demonstration."""
    if holds_demonstration():
        raise refuse(BESIDE_THE_DEMONSTRATION)
    read = read_workbook(path)
    load_catalogue(now)
    load_authorities()
    sheets = [recognise(grid) for grid in read.grids]
    return read, sheets, plan(sheets, look(sheets, now=now).known)


def look(sheets: Sequence[Sheet | Unknown], *, now: datetime) -> queries.Here:
    """What is here of all that the sheets name."""
    return queries.here(wanted(sheets), today=local_date(now), nearest=nearest)


def wanted(sheets: Sequence[Sheet | Unknown]) -> queries.Wanted:
    """The areas, licence numbers and addresses that stand in the sheets."""
    rows = [row for sheet in sheets if isinstance(sheet, Sheet) for row in sheet.rows]
    addresses = [
        found.casefold().rstrip(".")
        for row in rows
        for found in ADDRESS.findall(re.sub(r"\s*(?:@|\(at\)|\[at\])\s*", "@", row.cell("email").words))
    ]
    return queries.Wanted(
        names=frozenset(row.cell("area").words for row in rows),
        numbers=frozenset(row.cell("number").words for row in rows),
        addresses=frozenset(addresses),
    )
