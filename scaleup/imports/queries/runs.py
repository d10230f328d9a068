"""Imports on their way and ended, their lines and questions, and what people said that headings mean."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import joinedload

from scaleup.core import bulk
from scaleup.core.clock import DatabaseNow
from scaleup.core.errors import Absent
from scaleup.extensions import db
from scaleup.imports.models import Decision, Meaning, Run, RunLine, RunQuestion
from scaleup.imports.rules import LEASE, OPEN, SILENT, Choice, Meant, Question, State, Step, silence


def run_of(run_id: int) -> Run:
    """The import; raises Absent."""
    found = db.session.get(Run, run_id)
    if found is None:
        raise Absent
    return found


def run_of_workbook(workbook_id: int) -> Run | None:
    """The import that brought the workbook in."""
    return db.session.scalar(select(Run).where(Run.workbook_id == workbook_id).order_by(Run.id.desc()).limit(1))


def silence_of(run: Run) -> str:
    """What is to be said of a worker of which nothing was heard; empty where it is, and where none is at it."""
    if run.owner is None or run.next_step == Step.NOTHING:
        return ""
    ran_out = select(Run.lease_until < DatabaseNow()).where(
        Run.id == run.id, Run.lease_until < DatabaseNow(LEASE - SILENT)
    )
    over = db.session.scalar(ran_out)
    return "" if over is None else silence(Step(run.next_step), cut_short=run.cut_short, over=bool(over))


def open_runs() -> Sequence[Run]:
    """Imports that have not ended, the first first."""
    asked = select(Run).where(Run.state.in_(OPEN)).options(joinedload(Run.sent_by)).order_by(Run.id)
    return db.session.scalars(asked).all()


def ended_runs(*, skip: int, most: int) -> Sequence[Run]:
    """Imports that have ended, the latest first."""
    asked = select(Run).where(Run.state.not_in(OPEN)).options(joinedload(Run.sent_by)).order_by(Run.id.desc())
    return db.session.scalars(asked.offset(skip).limit(most)).all()


def ended_count() -> int:
    """How many imports have ended."""
    return db.session.scalar(select(func.count()).select_from(Run).where(Run.state.not_in(OPEN))) or 0


def being_brought_in() -> Run | None:
    """The import that is being brought in now: only one at a time is."""
    return db.session.scalar(select(Run).where(Run.state == State.CONFIRMED))


def same_file(digest: str) -> Run | None:
    """An import of exactly this file that has not ended."""
    return db.session.scalar(select(Run).where(Run.digest == digest, Run.state.in_(OPEN)).limit(1))


def runs_that_ask(keys: Collection[str]) -> Sequence[Run]:
    """Imports that are shown, or are done and wait, and put one of these questions."""
    ids: set[int] = set()
    for some in bulk.portions(keys):
        ids.update(db.session.scalars(select(RunQuestion.run_id).distinct().where(RunQuestion.question_key.in_(some))))
    asked = select(Run).where(Run.id.in_(ids), Run.state.in_((State.SHOWN, State.DONE)))
    return db.session.scalars(asked.order_by(Run.id)).all()


def with_file_since(before: datetime) -> Sequence[Run]:
    """Imports sent before this instant whose file is still kept."""
    return db.session.scalars(select(Run).where(Run.stored.is_not(None), Run.sent_at < before)).all()


# Lines


def lines(run_id: int, *, outcome: str, skip: int, most: int) -> Sequence[RunLine]:
    """The import's rows of this outcome, or all, the doubtful first."""
    asked = select(RunLine).where(RunLine.run_id == run_id).order_by(RunLine.rank, RunLine.position)
    if outcome:
        asked = asked.where(RunLine.outcome == outcome)
    return db.session.scalars(asked.offset(skip).limit(most)).all()


def doubtful_lines(run_id: int, *, most: int) -> Sequence[RunLine]:
    """The first rows that wait, are refused, or came in with something to be said."""
    asked = select(RunLine).where(RunLine.run_id == run_id, RunLine.rank < 3)  # noqa: PLR2004 - 3 is "in"
    return db.session.scalars(asked.order_by(RunLine.rank, RunLine.position).limit(most)).all()


def outcomes_of(run_id: int) -> dict[str, int]:
    """How many rows of the import became what."""
    asked = select(RunLine.outcome, func.count()).where(RunLine.run_id == run_id).group_by(RunLine.outcome)
    return {row[0]: row[1] for row in db.session.execute(asked)}


# Questions


@dataclass(frozen=True)
class Asked:
    """A question as a page puts it."""

    id: int
    kind: str
    rows: int
    question: Question


def unanswered(run_id: int) -> Select[RunQuestion]:
    """The import's questions that nobody has answered."""
    answered = exists().where(Decision.question_key == RunQuestion.question_key, Decision.answer.is_not(None))
    return select(RunQuestion).where(RunQuestion.run_id == run_id, ~answered)


def open_questions(run_id: int, *, kind: str, skip: int, most: int) -> list[Asked]:
    """The questions that nobody has answered, of this kind or all, in the workbook's order."""
    asked = unanswered(run_id).order_by(RunQuestion.position)
    if kind:
        asked = asked.where(RunQuestion.kind == kind)
    return [asked_of(row) for row in db.session.scalars(asked.offset(skip).limit(most))]


def asked_of(row: RunQuestion) -> Asked:
    """The row as a question."""
    choices = tuple(Choice(answer, wording) for answer, wording in row.choices)
    question = Question(row.question_key, row.sentence, choices, row.typed, row.picks)
    return Asked(row.id, row.kind, row.rows, question)


def kinds_asked(run_id: int) -> dict[str, int]:
    """How many questions of each kind nobody has answered."""
    open_now = unanswered(run_id).with_only_columns(RunQuestion.kind, func.count()).group_by(RunQuestion.kind)
    return {row[0]: row[1] for row in db.session.execute(open_now)}


def waiting_of_runs(run_ids: Collection[int]) -> dict[int, int]:
    """How many questions of each of these imports nobody has answered."""
    answered = exists().where(Decision.question_key == RunQuestion.question_key, Decision.answer.is_not(None))
    asked = select(RunQuestion.run_id, func.count()).where(RunQuestion.run_id.in_(run_ids), ~answered)
    return {row[0]: row[1] for row in db.session.execute(asked.group_by(RunQuestion.run_id))}


# Headings


def meant() -> Meant:
    """What people said that sheets and columns are."""
    rows = db.session.execute(select(Meaning.scope, Meaning.words, Meaning.meaning))
    return Meant({(row.scope, row.words): row.meaning for row in rows})
