"""Questions of an import are answered on its page: kept as decisions, so that the command line knows them too."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select

from scaleup import audit
from scaleup.core import bulk
from scaleup.core.dates import local_date
from scaleup.core.errors import Refusal, Refused
from scaleup.extensions import db
from scaleup.imports import queries
from scaleup.imports.models import Decision
from scaleup.imports.queries import Asked
from scaleup.imports.rules import LEAVE_OUT, Choice, answer_to, proposal
from scaleup.imports.service import keeping
from scaleup.imports.service.showing import ask_again

ALL = 100_000


def answer(run_id: int, said: Mapping[int, str], *, by: int | None, now: datetime) -> int:
    """These questions (by id) are answered; Refused as a whole, each at its question, if one of the answers is none."""
    open_now = {one.id: one for one in queries.open_questions(run_id, kind="", skip=0, most=ALL)}
    known = queries.names_for_answers(local_date(now))
    answers: dict[str, tuple[Asked, str]] = {}
    refused = []
    for question_id, words in said.items():
        if question_id not in open_now:
            continue
        question = open_now[question_id].question
        found = answer_to(question, words, known)
        if isinstance(found, Refusal):
            refused.append(Refusal(wrong(words, question.typed, question.picks), f"q{question_id}"))
        else:
            answers[question.key] = (open_now[question_id], found)
    if refused:
        raise Refused(refused)
    return keep_all(answers, by=by, now=now)


def wrong(words: str, typed: str, picks: int) -> str:
    """Why this is no answer, and what would be."""
    if picks:
        return f"Pick exactly {picks} of them."
    return f"“{words}” is not {typed or 'one of the answers'}. Correct it, or choose one of the answers."


def take_proposals(run_id: int, *, kind: str, by: int | None, now: datetime) -> int:
    """Every question of this kind, or of all, for which one answer is proposed has it; returns how many."""
    found = {one: proposal(one.question) for one in asked(run_id, kind)}
    return keep_all({one.question.key: (one, its.answer) for one, its in found.items() if its}, by=by, now=now)


def leave_out(run_id: int, *, kind: str, by: int | None, now: datetime) -> int:
    """The rows of every question of this kind that can be left out are; returns how many questions that was."""
    found = [one for one in asked(run_id, kind) if can_be_left_out(one.question.choices)]
    return keep_all({one.question.key: (one, LEAVE_OUT) for one in found}, by=by, now=now)


def can_be_left_out(choices: Iterable[Choice]) -> bool:
    """Whether leaving the rows out is one of the answers."""
    return any(choice.answer == LEAVE_OUT for choice in choices)


def asked(run_id: int, kind: str) -> list[Asked]:
    """The open questions of this kind, or all."""
    return queries.open_questions(run_id, kind=kind, skip=0, most=ALL)


def keep_all(answers: Mapping[str, tuple[Asked, str]], *, by: int | None, now: datetime) -> int:
    """The decisions stand, and every import that asked is gone through again."""
    keeping.keep_questions([one.question for one, _ in answers.values()], now=now)
    for some in bulk.portions(answers):
        for decision in db.session.scalars(select(Decision).where(Decision.question_key.in_(some))):
            decision.answer = answers[decision.question_key][1]
            decision.answered_at, decision.answered_by_id = now, by
            audit.record("import decided", subject="import_decision", subject_id=decision.id, person_id=by)
    db.session.flush()
    ask_again(list(answers))
    return len(answers)
