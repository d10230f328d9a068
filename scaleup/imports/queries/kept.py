"""What is kept of workbooks that came in: their rows, the questions that were put, and the answers."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from scaleup.extensions import db
from scaleup.imports.models import Decision, ImportedRow, Workbook


def answers() -> dict[str, str]:
    """Every answer that somebody gave, by its question."""
    rows = db.session.execute(select(Decision.question_key, Decision.answer).where(Decision.answer.is_not(None)))
    return {row.question_key: row.answer for row in rows}


def made_before() -> dict[str, str]:
    """What each natural key brought in, as a fingerprint; of several rows, the latest."""
    rows = db.session.execute(
        select(ImportedRow.natural_key, ImportedRow.made).where(ImportedRow.made.is_not(None)).order_by(ImportedRow.id)
    )
    return {row.natural_key: row.made for row in rows}


def workbook_of(digest: str) -> Workbook | None:
    """The workbook with exactly these bytes, if it came in before."""
    return db.session.scalar(select(Workbook).where(Workbook.digest == digest))


def rows_of(workbook_id: int) -> Sequence[ImportedRow]:
    """The rows of a workbook, as they were read."""
    return db.session.scalars(
        select(ImportedRow).where(ImportedRow.workbook_id == workbook_id).order_by(ImportedRow.id)
    ).all()


def kept_workbooks() -> Sequence[Workbook]:
    """The workbooks of which something waits, the first first: their cells are still kept."""
    waiting = select(ImportedRow.workbook_id).where(ImportedRow.kept.is_(True))
    return db.session.scalars(select(Workbook).where(Workbook.id.in_(waiting)).order_by(Workbook.id)).all()


def decisions(keys: Iterable[str]) -> dict[str, Decision]:
    """The stored questions of these keys."""
    wanted = set(keys)
    if not wanted:
        return {}
    return {one.question_key: one for one in db.session.scalars(select(Decision)) if one.question_key in wanted}
