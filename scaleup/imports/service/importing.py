"""A workbook is weighed against what is here, and what is settled of it comes in, in one transaction."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from scaleup import audit, commit
from scaleup.areas.queries import holds_demonstration
from scaleup.areas.service import load_authorities
from scaleup.core import bulk
from scaleup.core.dates import local_date
from scaleup.core.errors import refuse
from scaleup.extensions import db
from scaleup.imports import queries
from scaleup.imports.adapters import WorkbookRead, nearest, read_workbook
from scaleup.imports.models import Run, Workbook
from scaleup.imports.rules import Plan, Sheet, State, Unknown, plan, recognise
from scaleup.imports.service import keeping
from scaleup.imports.service.showing import Weighed, ask_again, show
from scaleup.imports.service.writing import write
from scaleup.programmes.queries import latest_versions
from scaleup.programmes.service import load_catalogue

ADDRESS = re.compile(r"[^\s<>;,()\[\]:]+@[^\s<>;,()\[\]]+")
BESIDE_THE_DEMONSTRATION = (
    "This database holds the demonstration, and a real tracker does not belong beside invented areas. "
    "Start with an empty one: make run DEMO=0."
)
TWO_AT_ONCE = (
    "Another import, {name}, is being brought in at this moment. Wait until it is done, then try again: "
    "what it brings may change what becomes of your rows."
)
LOCK = 20_261_123
"""Any number that no other lock here has."""


def preview(path: Path, *, now: datetime) -> Plan:
    """What importing the workbook would do. The caller rolls back: only reference tables were brought level."""
    begin(now)
    return known(weigh(read_workbook(path), now=now)).plan


def bring_in(path: Path, *, by: int | None, now: datetime) -> Plan:
    """What is settled of the workbook is here, what is not waits, and every question is on record."""
    begin(now)
    other = queries.being_brought_in()
    if other is not None:
        raise refuse(TWO_AT_ONCE.format(name=other.name))
    read = read_workbook(path)
    one_at_a_time()
    weighed = known(weigh(read, now=now))
    workbook, changed = apply(weighed, by=by, now=now)
    if changed:
        run = queries.run_of_workbook(workbook.id) or new_run(read, workbook_id=workbook.id, by=by, now=now)
        show(run, weighed)
        ask_again([question.key for question in weighed.plan.questions])
    return weighed.plan


def known(weighed: Weighed) -> Weighed:
    """The same; refused where no sheet has a heading that is known here. (On the page somebody may say what it is.)"""
    if not any(isinstance(sheet, Sheet) for sheet in weighed.sheets):
        names = ", ".join(sheet.name for sheet in weighed.sheets)
        raise refuse(
            f"No sheet of {weighed.name} has headings that are known here ({names}), so nothing can be taken in. "
            "Send it on the Import page, where you can say what each sheet and column is."
        )
    return weighed


_bells: list[str] = []


def ring_afterwards(bells: Sequence[str]) -> None:
    """From now on these doorbells ring once rows are in: for what follows rows that no flush sees, in its own time."""
    _bells[:] = bells


def begin(now: datetime) -> None:
    """The reference tables are there; refused beside the demonstration."""
    if holds_demonstration():
        raise refuse(BESIDE_THE_DEMONSTRATION)
    if not latest_versions():
        load_catalogue(now)
    load_authorities()


def one_at_a_time() -> None:
    """Until the commit no other import writes. (On SQLite whoever writes is alone anyway.)"""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(LOCK)))


def new_run(read: WorkbookRead, *, workbook_id: int, by: int | None, now: datetime) -> Run:
    """An import that was done at once, from the command line."""
    run = Run(
        name=read.name[-200:],
        digest=read.digest,
        state=State.DONE,
        workbook_id=workbook_id,
        sent_at=now,
        sent_by_id=by,
        confirmed_by_id=by,
        ended_at=now,
    )
    db.session.add(run)
    db.session.flush()
    return run


@bulk.undisturbed()
def apply(weighed: Weighed, *, by: int | None, now: datetime) -> tuple[Workbook, bool]:
    """What is settled of it is here, and it is on record; whether anything changed by that."""
    written = write(weighed.plan, weighed.here, by=by, now=now)
    kept = keeping.keep_workbook(weighed.name, weighed.digest, by=by, now=now)
    changed = keeping.keep_rows(kept.id, weighed.sheets, weighed.plan, written)
    keeping.keep_questions(weighed.plan.questions, now=now)
    for bell in _bells:
        commit.ring(bell)
    if changed:
        audit.record("workbook imported", subject="workbook", subject_id=kept.id, person_id=by)
    return kept, changed


@bulk.undisturbed()
def weigh(read: WorkbookRead, *, now: datetime) -> Weighed:
    """The workbook's sheets, and what importing them would do. Only reads."""
    meant = queries.meant()
    sheets = [recognise(grid, meant) for grid in read.grids]
    here = look(sheets, now=now)
    return Weighed(read.name, read.digest, sheets, here, plan(sheets, here.known))


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
