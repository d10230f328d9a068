"""A round is signed: who decided what and why, the verdict as it is now, and the conditions that go with it."""

from datetime import datetime

from scaleup.core.dates import local_date, plain_date
from scaleup.core.facts import Change
from scaleup.extensions import db
from scaleup.readiness import queries
from scaleup.readiness.models import Assessment, SignOff
from scaleup.readiness.models import Condition as ConditionRow
from scaleup.readiness.rules import (
    DECISION_WORDS,
    PERMITTING,
    Condition,
    Decision,
    State,
    refusals_of_sign_off,
    refusals_to_sign,
)
from scaleup.readiness.rules import SignOff as Wanted
from scaleup.readiness.service.answering import raise_for, take
from scaleup.readiness.service.conditions import Ground, Wording, add_condition, log_condition, meet_condition
from scaleup.readiness.service.rounds import log


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


def consider_sign(found: Assessment, wanted: Wanted, *, now: datetime) -> list[Change]:
    """What signing so would change, in sentences; Refused where it may not be signed so."""
    check_sign(found, wanted, now=now)
    words = DECISION_WORDS[wanted.decision].lower()
    told = [
        f"Round {found.round} is signed as “{words}” by {wanted.name.strip()}, {wanted.role.strip()}. "
        "Its answers and its verdict stay as they are now."
    ]
    if wanted.decision in PERMITTING:
        told += [
            f"Condition: {one.wording.strip().rstrip('.')}, by {plain_date(one.due_on)}."
            for one in conditions_of(wanted)
            if one.due_on
        ]
        told += [f"Counts as met: {one.wording}" for one in met_by(found, wanted)]
        told.append("A licence may be granted on it.")
    elif wanted.decision is Decision.NOT_YET:
        told.append("No licence is granted on it. A next round starts from these answers.")
    else:
        told.append("No licence is granted on it.")
    return [Change(sentence, 1) for sentence in told]


def met_by(found: Assessment, wanted: Wanted) -> list[ConditionRow]:
    """Open conditions of an item or factor, from an earlier verdict, that this one asks for no longer."""
    asked = {one.item_code or one.factor for one in conditions_of(wanted)}
    return [
        one
        for one in queries.standing_conditions(found.implementation_id)
        if one.met_on is None and (one.item_code or one.factor) and (one.item_code or one.factor) not in asked
    ]


def check_sign(found: Assessment, wanted: Wanted, *, now: datetime) -> None:
    """The round may be signed so; else Refused is raised."""
    read = queries.reading(found)
    raise_for(refusals_to_sign(State(found.state), read.score.unanswered))
    raise_for(refusals_of_sign_off(wanted, read.verdict, today=local_date(now), begun_on=found.begun_on))


def settle(found: Assessment, wanted: Wanted, *, by: int | None) -> None:
    """The conditions of this verdict stand; those of an item or factor that it asks for no longer are met by it."""
    for earlier in met_by(found, wanted):
        meet_condition(earlier.id, met_on=wanted.signed_on, by=by)
    open_ones = [one for one in queries.standing_conditions(found.implementation_id) if one.met_on is None]
    earlier_of = {key: one for one in open_ones if (key := one.item_code or one.factor)}
    for asked in conditions_of(wanted):
        again = earlier_of.get(asked.item_code or asked.factor)
        if again is None:
            put(asked, found, by=by)
        else:
            ask_again(again, asked, found, by=by)


def conditions_of(wanted: Wanted) -> tuple[Condition, ...]:
    """The conditions that this decision carries."""
    return wanted.conditions if wanted.decision is Decision.CONDITIONS else ()


def ask_again(earlier: ConditionRow, again: Condition, found: Assessment, *, by: int | None) -> None:
    """The earlier condition goes on as this verdict words it."""
    assert again.due_on is not None
    earlier.wording, earlier.owner_id, earlier.due_on = again.wording.strip(), again.owner_id, again.due_on
    earlier.assessment_id = found.id
    earlier.version += 1
    db.session.flush()
    log_condition("condition changed", earlier, by=by, fields=["wording", "owner_id", "due_on"])


def put(wanted: Condition, found: Assessment, *, by: int | None) -> None:
    """The implementation has this condition of the round's verdict."""
    assert wanted.due_on is not None
    ground = Ground(assessment_id=found.id, item_code=wanted.item_code or None, factor=wanted.factor or None)
    saying = Wording(wanted.wording, wanted.owner_id, wanted.due_on)
    add_condition(found.implementation_id, saying, by=by, ground=ground)
