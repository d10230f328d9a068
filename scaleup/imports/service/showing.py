"""What a page shows of an import is on record: its sheets, counts, rows and questions; and what is to be done next."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select

from scaleup import commit
from scaleup.core import bulk
from scaleup.extensions import db
from scaleup.imports import queries
from scaleup.imports.models import Run, RunLine, RunQuestion
from scaleup.imports.rules import (
    LineShown,
    Outcome,
    Plan,
    Row,
    Sheet,
    Shown,
    State,
    Step,
    Unknown,
    kind_of,
    lines_of,
    mark_of,
)

LOOK = "imports.look"
STEP_OF = {State.SENT: Step.READ, State.SHOWN: Step.READ, State.DONE: Step.SETTLE}
"""What an import needs once an answer or a meaning is new."""


@dataclass(frozen=True)
class Weighed:
    """A workbook weighed against what is here."""

    name: str
    digest: str
    sheets: Sequence[Sheet | Unknown]
    here: queries.Here
    plan: Plan


def show(run: Run, weighed: Weighed) -> None:
    """The import shows exactly this."""
    put_lines(run, lines_of(weighed.plan, rows_in(weighed.sheets)))
    put_questions(run, weighed.plan)
    run.recognised = [recognised(sheet) for sheet in weighed.sheets]
    run.weighed = {
        "sheets": {name: asdict(one) for name, one in weighed.plan.sheets.items()},
        "totals": weighed.plan.totals,
    }
    run.shown = mark_of(weighed.plan)
    db.session.flush()


def show_again(run: Run, weighed: Weighed) -> None:
    """The import shows what became of it after decisions: what it created stays created, its sheets' remarks stay."""
    before = db.session.scalars(select(RunLine).where(RunLine.run_id == run.id)).all()
    created = {(one.sheet, one.row_number) for one in before if one.outcome == Outcome.CREATED}
    about = [shown_before(one) for one in before if one.outcome == Shown.SHEET]
    lines = [
        replace(one, outcome=Outcome.CREATED.value)
        if one.outcome == Outcome.MERGED and (one.sheet, one.row_number) in created
        else one
        for one in lines_of(weighed.plan, rows_in(weighed.sheets))
    ]
    put_lines(run, [*about, *(one for one in lines if one.outcome != Shown.SHEET)])
    put_questions(run, weighed.plan)
    sheets = dict(run.weighed.get("sheets", {}))
    for name in weighed.plan.sheets:
        sheets[name] = counted_in(name, lines)
    run.weighed = {"sheets": sheets, "totals": weighed.plan.totals}
    db.session.flush()


def shown_before(line: RunLine) -> LineShown:
    """A line as it stands."""
    said = tuple((column, value, message) for column, value, message in line.said)
    return LineShown(line.sheet, line.row_number, line.outcome, line.rank, line.what, said)


def counted_in(name: str, lines: Iterable[LineShown]) -> dict[str, int]:
    """How many rows of the sheet became what."""
    outcomes = [line.outcome for line in lines if line.sheet == name]
    return {"rows": len(outcomes), **{outcome.value: outcomes.count(outcome) for outcome in Outcome}}


def rows_in(sheets: Iterable[Sheet | Unknown]) -> dict[tuple[str, int], Row]:
    """Every row by its place."""
    return {(sheet.name, row.number): row for sheet in sheets if isinstance(sheet, Sheet) for row in sheet.rows}


def put_lines(run: Run, lines: Iterable[LineShown]) -> None:
    """These are the import's lines."""
    if run.shown:
        db.session.execute(delete(RunLine).where(RunLine.run_id == run.id).execution_options(synchronize_session=False))
    rows = [
        {
            "run_id": run.id,
            "position": position,
            "rank": line.rank,
            "sheet": line.sheet[:120],
            "row_number": line.row_number,
            "outcome": line.outcome,
            "what": line.what,
            "said": [list(one) for one in line.said],
        }
        for position, line in enumerate(lines)
    ]
    bulk.put(db.session(), RunLine, rows)


def put_questions(run: Run, weighed: Plan) -> None:
    """These are the import's questions."""
    if run.shown:
        gone = delete(RunQuestion).where(RunQuestion.run_id == run.id)
        db.session.execute(gone.execution_options(synchronize_session=False))
    waiting: dict[str, int] = {}
    for planned in weighed.rows:
        for key in planned.questions:
            waiting[key] = waiting.get(key, 0) + 1
    rows = [
        {
            "run_id": run.id,
            "position": position,
            "question_key": question.key,
            "kind": kind_of(question),
            "sentence": question.sentence,
            "choices": [[choice.answer, choice.wording] for choice in question.choices],
            "typed": question.typed,
            "picks": question.picks,
            "rows": waiting.get(question.key, 0),
        }
        for position, question in enumerate(weighed.questions)
    ]
    bulk.put(db.session(), RunQuestion, rows)


def recognised(sheet: Sheet | Unknown) -> Mapping[str, object]:
    """The sheet with its heading row and what each column is taken for, as JSON."""
    if isinstance(sheet, Unknown):
        return {
            "name": sheet.name,
            "kind": "",
            "rows": sheet.rows,
            "hidden": sheet.hidden,
            "left_out": sheet.left_out,
            "heading_row": 0,
            "columns": [],
        }
    return {
        "name": sheet.name,
        "kind": sheet.kind.value,
        "rows": len(sheet.rows),
        "hidden": sheet.hidden,
        "left_out": False,
        "heading_row": sheet.heading_row,
        "columns": [[heading, meaning] for heading, meaning in sheet.columns],
    }


def ask_again(keys: Collection[str], *, but: Collection[State] = ()) -> None:
    """Every import that put one of these questions is gone through again, and what now is settled comes in."""
    for run in queries.runs_that_ask(keys) if keys else ():
        if State(run.state) not in but:
            request(run)


def request(run: Run) -> None:
    """The import's next step is asked for, and the doorbell rings."""
    run.next_step = STEP_OF[State(run.state)]
    run.asked += 1
    db.session.flush()
    commit.ring(LOOK)


def forget_lines(before: datetime) -> None:
    """Rows and questions of imports that ended before this instant can no longer be looked up; their counts can."""
    ended = select(Run.id).where(Run.ended_at < before)
    for table in (RunLine, RunQuestion):
        gone = delete(table).where(table.run_id.in_(ended))
        db.session.execute(gone.execution_options(synchronize_session=False))
