"""A round is signed: who decided what and why, the verdict as it is now, and the conditions that go with it."""

from datetime import datetime

from scaleup.core.dates import local_date
from scaleup.core.facts import Change
from scaleup.extensions import db
from scaleup.readiness import queries
from scaleup.readiness.models import Assessment, SignOff
from scaleup.readiness.rules import (
    DECISION_WORDS,
    PERMITTING,
    Decision,
    State,
    refusals_of_sign_off,
    refusals_to_sign,
)
from scaleup.readiness.rules import SignOff as Wanted
from scaleup.readiness.service.answering import raise_for, take
from scaleup.readiness.service.rounds import log
from scaleup.readiness.service.settling import settle, settling
from scaleup.readiness.service.settling import told as told_of


def sign(assessment_id: int, wanted: Wanted, *, version: int, by: int | None, now: datetime) -> SignOff:
    """The round is signed for good: its answers, the verdict and the decision stay as they are now."""
    found = queries.assessment(assessment_id)
    check_sign(found, wanted, now=now)
    read = queries.reading(found)
    take(found, version)
    found.state = State.SIGNED
    made = SignOff(
        assessment_id=found.id,
        implementation_id=found.implementation_id,
        area_id=found.area_id,
        name=wanted.name.strip(),
        role=wanted.role.strip(),
        decision=wanted.decision,
        reason=wanted.reason.strip(),
        signed_on=wanted.signed_on,
        entered_at=now,
        by_id=by,
        finding=read.verdict.finding,
        told=[one.sentence for one in read.verdict.reasons],
        failing=list(read.verdict.failing),
    )
    db.session.add(made)
    db.session.flush()
    if wanted.decision in PERMITTING:
        settle(found, wanted, by=by)
    log("readiness signed", found, by=by)
    return made


def consider_sign(found: Assessment, wanted: Wanted, *, by: int | None, now: datetime) -> list[Change]:
    """What signing so would change, in sentences; Refused where it may not be signed so."""
    check_sign(found, wanted, now=now)
    words = DECISION_WORDS[wanted.decision].lower()
    told = [
        f"Round {found.round} is signed as “{words}” by {wanted.name.strip()}, {wanted.role.strip()}. "
        "Its answers and its verdict stay as they are now."
    ]
    if wanted.decision in PERMITTING:
        told += told_of(found, settling(found, wanted), by=by)
        told.append("A licence may be granted on it.")
    elif wanted.decision is Decision.NOT_YET:
        told.append("No licence is granted on it. A next round starts from these answers.")
    else:
        told.append("No licence is granted on it.")
    return [Change(sentence, 1) for sentence in told]


def check_sign(found: Assessment, wanted: Wanted, *, now: datetime) -> None:
    """The round may be signed so; else Refused is raised."""
    read = queries.reading(found)
    raise_for(refusals_to_sign(State(found.state), read.score.unanswered))
    raise_for(refusals_of_sign_off(wanted, read.verdict, today=local_date(now), begun_on=found.begun_on))
