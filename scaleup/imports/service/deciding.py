"""What waits for a person, and their answers: the rows that waited come in as they were kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from scaleup import audit
from scaleup.core.errors import Refusal, Refused
from scaleup.extensions import db
from scaleup.imports import queries
from scaleup.imports.models import Decision, Workbook
from scaleup.imports.rules import Known, Plan, Question, Sheet, State, Unknown, answer_to, plan
from scaleup.imports.service import keeping
from scaleup.imports.service.importing import look
from scaleup.imports.service.showing import Weighed, ask_again, show_again
from scaleup.imports.service.writing import write


@dataclass(frozen=True)
class Waiting:
    """A question with the number by which it is answered, and how many rows wait for it."""

    number: int
    question: Question
    rows: int


@dataclass(frozen=True)
class Kept:
    """A workbook of which something waits, as it would come in now."""

    workbook: Workbook
    sheets: list[Sheet]
    known: Known
    weighed: Plan


def kept(*, now: datetime) -> list[Kept]:
    """Every workbook of which something waits, weighed against what is here now."""
    found = []
    for workbook in queries.kept_workbooks():
        sheets = keeping.sheets_of(workbook.id)
        known = look(sheets, now=now).known
        found.append(Kept(workbook, sheets, known, plan(sheets, known)))
    return found


def waiting(*, now: datetime) -> list[Waiting]:
    """What waits for a person, the first asked first. Only what would still be asked now."""
    return listed(kept(now=now))


def listed(books: Sequence[Kept]) -> list[Waiting]:
    """The questions of these workbooks, with their numbers."""
    asked = {question.key: question for book in books for question in book.weighed.questions}
    rows = [key for book in books for row in book.weighed.rows for key in row.questions]
    numbers = {key: one.id for key, one in queries.decisions(asked).items()}
    found = [Waiting(numbers[key], question, rows.count(key)) for key, question in asked.items() if key in numbers]
    return sorted(found, key=lambda one: one.number)


def decide(said: Iterable[tuple[int, str]], *, by: int | None, now: datetime) -> Plan | None:
    """These questions are answered, and the rows that waited for them are in; the plan of the latest workbook.

    Refused as a whole if one of the answers is none.
    """
    books = kept(now=now)
    answers = dict(checked(said, books))
    for decision_id, answer in answers.items():
        decision = db.session.get_one(Decision, decision_id)
        decision.answer, decision.answered_at, decision.answered_by_id = answer, now, by
        audit.record("import decided", subject="import_decision", subject_id=decision_id, person_id=by)
    db.session.flush()
    ask_again([question.key for book in books for question in book.weighed.questions], but=[State.DONE])
    weighed = None
    for book in books:
        weighed = bring_in_kept(book.workbook, by=by, now=now)
    return weighed


def checked(said: Iterable[tuple[int, str]], books: Sequence[Kept]) -> list[tuple[int, str]]:
    """The answers as they are kept; raises Refused with what is wrong with each that is none."""
    open_now = {one.number: one.question for one in listed(books)}
    answers: list[tuple[int, str]] = []
    refused: list[Refusal] = []
    for number, words in said:
        question = open_now.get(number)
        if question is None:
            refused.append(
                Refusal(f"There is no open decision {number}. List them: scaleup import-tracker --decisions.")
            )
            continue
        answer = answer_to(question, words, books[-1].known)
        if isinstance(answer, Refusal):
            refused.append(Refusal(f"Decision {number}: {answer.message}"))
        else:
            answers.append((number, answer))
    if refused:
        raise Refused(refused)
    return answers


def bring_in_kept(workbook: Workbook, *, by: int | None, now: datetime) -> Plan:
    """What is settled of a kept workbook by now is here, and its page says so."""
    sheets: list[Sheet | Unknown] = [*keeping.sheets_of(workbook.id)]
    here = look(sheets, now=now)
    weighed = Weighed(workbook.name, workbook.digest, sheets, here, plan(sheets, here.known))
    written = write(weighed.plan, here, by=by, now=now)
    keeping.keep_rows(workbook.id, sheets, weighed.plan, written)
    keeping.keep_questions(weighed.plan.questions, now=now)
    run = queries.run_of_workbook(workbook.id)
    if run is not None:
        show_again(run, weighed)
    return weighed.plan
