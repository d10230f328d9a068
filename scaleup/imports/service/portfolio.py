"""The portfolio goes out as a workbook of the tracker's shape, which an import takes again and finds nothing new in."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO

from scaleup import audit
from scaleup.core import stationery
from scaleup.core.dates import local_date, long_date
from scaleup.exports.adapters import TrackerPage, tracker_workbook
from scaleup.imports.queries import portfolio
from scaleup.imports.rules.tracker import CALLS, CHECKS, FACILITATORS, LICENCES, NOT_IN_IT


@dataclass(frozen=True)
class WrittenOut:
    """The workbook, and how many rows each of its sheets has."""

    file: IO[bytes]
    name: str
    rows: dict[str, int]


def write_out(*, by: int | None, now: datetime) -> WrittenOut:
    """The workbook is written, and that it was is on record."""
    today = local_date(now)
    said = f"Exported from Scaleup on {long_date(today)}. Not in this workbook: {'; '.join(NOT_IN_IT)}."
    if stationery.house().demonstration():
        said = f"{stationery.EXAMPLE} {said}"
    pages = [
        TrackerPage(LICENCES.title, LICENCES.columns, portfolio.licence_rows(today), said),
        TrackerPage(FACILITATORS.title, FACILITATORS.columns, portfolio.facilitator_rows()),
        TrackerPage(CALLS.title, CALLS.columns, portfolio.contact_rows()),
        TrackerPage(CHECKS.title, CHECKS.columns, portfolio.check_rows()),
    ]
    file, rows = tracker_workbook(pages)
    audit.record("portfolio exported", subject="workbook", subject_id=None, person_id=by)
    return WrittenOut(file, f"portfolio-{today.isoformat()}.xlsx", rows)
