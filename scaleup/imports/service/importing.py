"""A workbook is weighed against what is here, and what is settled of it comes in, in one transaction."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Weighed:
    """A workbook weighed against what is here."""

    read: WorkbookRead
    sheets: list[Sheet | Unknown]
    here: queries.Here
    plan: Plan


def preview(path: Path, *, now: datetime) -> Plan:
    """What importing the workbook would do. The caller rolls back: only reference tables were brought level."""
    return weigh_file(path, now=now).plan


def bring_in(path: Path, *, by: int | None, now: datetime) -> Plan:
    """What is settled of the workbook is here, what is not waits, and every question is on record."""
    weighed = weigh_file(path, now=now)
    written = write(weighed.plan, weighed.here, by=by, now=now)
    kept = keeping.keep_workbook(weighed.read.name, weighed.read.digest, by=by, now=now)
    changed = keeping.keep_rows(kept.id, weighed.sheets, weighed.plan, written)
    keeping.keep_questions(weighed.plan.questions, now=now)
    if changed:
        audit.record("workbook imported", subject="workbook", subject_id=kept.id, person_id=by)
    return weighed.plan


def weigh_file(path: Path, *, now: datetime) -> Weighed:
    """The workbook, its sheets and what importing it would do; refused beside the demonstration."""
    if holds_demonstration():
        raise refuse(BESIDE_THE_DEMONSTRATION)
    read = read_workbook(path)
    load_catalogue(now)
    load_authorities()
    sheets = [recognise(grid) for grid in read.grids]
    here = look(sheets, now=now)
    return Weighed(read, sheets, here, plan(sheets, here.known))


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
