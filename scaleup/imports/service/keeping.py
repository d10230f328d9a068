"""What is kept of an import: the workbook by its digest, what became of each row, and the questions that were put."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import cast

from scaleup.core import bulk
from scaleup.extensions import db
from scaleup.imports import queries
from scaleup.imports.models import Decision, ImportedRow, Workbook
from scaleup.imports.rules import (
    LEFT_OUT,
    Cell,
    Kept,
    Kind,
    Part,
    Plan,
    Question,
    Row,
    RowPlan,
    Sheet,
    Unknown,
    family_details,
    keep,
    restore,
)

Subjects = Mapping[str, tuple[str, int]]
"""What each natural key became: table and id."""


def fingerprint(part: Part) -> str:
    """The same for the same part, different for any other."""
    return hashlib.sha256(repr(part).encode()).hexdigest()


def keep_workbook(name: str, digest: str, *, by: int | None, now: datetime) -> Workbook:
    """The workbook is on record, once."""
    known = queries.workbook_of(digest)
    if known is not None:
        return known
    workbook = Workbook(name=name[-200:], digest=digest, imported_at=now, imported_by_id=by)
    db.session.add(workbook)
    db.session.flush()
    return workbook


def keep_rows(workbook_id: int, sheets: Sequence[Sheet | Unknown], weighed: Plan, subjects: Subjects) -> bool:
    """What became of each row is on record; cells are kept while anything waits. Returns whether anything changed."""
    waits = bool(weighed.questions) or any(sheet.needs_decision for sheet in weighed.sheets.values())
    rows = {
        (sheet.name, row.number): (sheet, row) for sheet in sheets if isinstance(sheet, Sheet) for row in sheet.rows
    }
    before = {(row.sheet, row.row_number): row for row in queries.rows_of(workbook_id)}
    new, changed = [], False
    for planned in weighed.rows:
        place = (planned.where.sheet, planned.where.row)
        values = row_values(planned, rows.get(place) if waits else None, subjects)
        if place in before:
            changed = take_over(before[place], values) or changed
        else:
            new.append({"workbook_id": workbook_id, "sheet": place[0][:120], "row_number": place[1], **values})
    bulk.put(db.session(), ImportedRow, new)
    db.session.flush()
    return changed or bool(new)


def row_values(planned: RowPlan, kept: tuple[Sheet, Row] | None, subjects: Subjects) -> dict[str, object]:
    """The row's record: its outcome, what it became, and its cells if they are to be kept."""
    table, subject_id = subjects.get(planned.natural_key, (None, None))
    return {
        "natural_key": planned.natural_key[:400],
        "outcome": planned.outcome.value,
        "cells": cells_of(*kept) if kept else {},
        "kept": kept is not None,
        "made": fingerprint(planned.part) if planned.part else None,
        "subject": table,
        "subject_id": subject_id,
    }


def take_over(row: ImportedRow, values: dict[str, object]) -> bool:
    """The record says the same as before, or is brought level; that it was new once stays so."""
    if row.made == values["made"] and row.made is not None:
        values = {**values, "outcome": row.outcome, "subject": row.subject, "subject_id": row.subject_id}
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def cells_of(sheet: Sheet, row: Row) -> dict[str, object]:
    """The row as JSON, with what its sheet's headings mean; a text with a family's details is left out."""
    return {
        "kind": sheet.kind.value,
        "heading_row": sheet.heading_row,
        "headings": dict(row.headings),
        "cells": {meaning: keep(guarded(cell)) for meaning, cell in row.cells.items()},
    }


def guarded(cell: Cell) -> Cell:
    """The cell, or in its place a mark that something was left out."""
    return Cell(LEFT_OUT) if family_details(cell.words) else cell


def sheets_of(workbook_id: int) -> list[Sheet]:
    """The sheets of a workbook as they were kept."""
    sheets: dict[str, list[ImportedRow]] = {}
    for row in queries.rows_of(workbook_id):
        if row.kept:
            sheets.setdefault(row.sheet, []).append(row)
    return [
        Sheet(
            name,
            Kind(rows[0].cells["kind"]),
            int(rows[0].cells["heading_row"]),
            tuple(row_of(row) for row in sorted(rows, key=lambda row: row.row_number)),
        )
        for name, rows in sheets.items()
    ]


def row_of(row: ImportedRow) -> Row:
    """The row as it was read."""
    kept = cast(dict[str, Kept], row.cells["cells"])
    cells = {meaning: restore(cell) for meaning, cell in kept.items()}
    return Row(row.row_number, cells, cast(dict[str, str], row.cells["headings"]))


def keep_questions(questions: Iterable[Question], *, now: datetime) -> None:
    """Every question is on record once, with its number."""
    wanted = {question.key: question for question in questions}
    known = queries.decisions(wanted)
    new = [
        {
            "question_key": key,
            "question": question.sentence,
            "choices": [choice.answer for choice in question.choices],
            "asked_at": now,
        }
        for key, question in wanted.items()
        if key not in known
    ]
    bulk.put(db.session(), Decision, new)
