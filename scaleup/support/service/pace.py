"""The pace of support decided by a person: what it would change, and the decision with its reason."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from scaleup import audit
from scaleup.core.errors import Absent, Conflict, Refusal, Refused
from scaleup.core.facts import Change, fingerprint
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.support import rules
from scaleup.support.models import StepDecision, StepProposal
from scaleup.support.queries import facts as reads
from scaleup.support.queries.ladder import Climb, climbs
from scaleup.support.service import plan
from scaleup.support.service.versions import Cause

LONGEST_REASON = 300


@dataclass(frozen=True)
class Deciding:
    """What somebody decides: the code of the choice, why, and the mark of the differences that they were shown."""

    code: str
    reason: str
    shown: str


def climb_of(licence_id: int, *, today: date) -> Climb:
    """The licence on its ladder. Raises Absent where support does not go on."""
    found = climbs(reads.plan_facts(Licence.id == licence_id), today=today)
    if not found:
        raise Absent
    return found[0]


def considered(climb: Climb, choice: rules.Choice, *, today: date) -> rules.Replan:
    """The plan that this choice would make; nothing is written."""
    facts = climb.facts.with_pacing(choice.pacing) if choice.pacing else climb.facts
    slots = reads.kept_slots([facts.licence_id]).get(facts.licence_id, [])
    return plan.reshaped(facts, slots, calendar=reads.calendars([facts])[facts.nation], today=today)


def mark_of(replan: rules.Replan) -> str:
    """What stands for the differences that a page shows."""
    changed = [one for one in replan.differences if one.move is not rules.Move.UNCHANGED]
    return fingerprint(Change(f"{one.sequence} {one.was_on} {one.now_on}", 1) for one in changed)


def decide_pace(actor_id: int, deciding: Deciding, *, licence_id: int, today: date) -> Climb:
    """The decision stands with its reason, the plan follows, and a proposal that was before the person is answered.

    Raises Refused without a reason, and Conflict where what would follow is no longer what was shown.
    """
    refused = list(reason_refusals(deciding.reason))
    if refused:
        raise Refused(refused)
    licence = db.session.get(Licence, licence_id)
    if licence is None:
        raise Absent
    plan.lock(licence.implementation_id)
    climb = climb_of(licence_id, today=today)
    found = rules.choices(climb.course, climb.here, climb.proposal, today=today)
    choice = next((one for one in found if one.code == deciding.code), None)
    if choice is None or mark_of(considered(climb, choice, today=today)) != deciding.shown:
        raise Conflict("The plan has changed since this page was opened. See what follows now", {})
    write_decision(climb, choice, deciding.reason.strip(), by=actor_id, today=today)
    if choice.pacing is not None:
        cause = Cause(f"{choice.sentence}: {deciding.reason.strip()}", actor_id, staff_only=True)
        facts = climb.facts.with_pacing(choice.pacing)
        plan.remake_from([facts], calendars=reads.calendars([facts]), today=today, cause=cause)
    return climb


def reason_refusals(reason: str) -> list[Refusal]:
    """Why the decision may not stand with this reason."""
    found = list(rules.family_details_unticked(reason, name="reason"))
    if not reason.strip():
        found.append(Refusal("Say why: colleagues read it, the project lead does not", "reason"))
    return found


def write_decision(climb: Climb, choice: rules.Choice, reason: str, *, by: int, today: date) -> None:
    """The decision is on record, and what was proposed waits no longer."""
    facts, proposal, pacing = climb.facts, climb.proposal, choice.pacing
    decision = StepDecision(
        licence_id=facts.licence_id,
        area_id=facts.area_id,
        rung=choice.rung.value,
        accepted=pacing is not None,
        after=pacing.after if pacing else None,
        every_months=pacing.every if pacing else None,
        first_months=pacing.first if pacing else None,
        answers=proposal.key if proposal else None,
        facts=proposal.sentence if proposal else None,
        reason=reason,
        decided_on=today,
        decided_by_id=by,
    )
    db.session.add(decision)
    db.session.execute(
        update(StepProposal)
        .where(StepProposal.licence_id == facts.licence_id, StepProposal.settled_on.is_(None))
        .values(settled_on=today)
    )
    db.session.flush()
    audit.record(
        "pace of support decided",
        subject="licence",
        subject_id=facts.licence_id,
        person_id=by,
        area_id=facts.area_id,
        fields=("pace",) if pacing else (),
    )
