"""A plan to improve is made after a check that was not green, and closed with what came of it."""

from datetime import date

from sqlalchemy import select

from scaleup import audit
from scaleup.core.errors import Absent, Conflict, Refused, refuse
from scaleup.core.versions import advance
from scaleup.extensions import db
from scaleup.fidelity.models import FidelityCheck, ImprovementPlan
from scaleup.fidelity.queries import Making
from scaleup.fidelity.rules import Improvement, refusals_of_plan
from scaleup.licences.queries import lock_implementation

SAVED_MEANWHILE = "Somebody else closed this plan while you had it open."


def plan_improvement(making: Making, said: Improvement, *, by: int | None, today: date) -> ImprovementPlan:
    """The check has its plan: who sees to what, by when. Raises Refused."""
    check = making.check
    lock_implementation(check.implementation_id)
    if db.session.scalar(select(ImprovementPlan.id).where(ImprovementPlan.check_id == check.id)):
        raise refuse("This check has its plan already")
    refused = refusals_of_plan(said, owners=making.owner_ids, changes=making.codes, today=today)
    if refused:
        raise Refused(refused)
    plan = ImprovementPlan(
        check_id=check.id,
        implementation_id=check.implementation_id,
        area_id=check.area_id,
        owner_id=said.owner_id,
        due_on=said.due_on,
        changes=list(said.changes),
        words=" ".join(said.words.split()),
        opened_on=today,
        opened_by_id=by,
    )
    db.session.add(plan)
    db.session.flush()
    log("plan to improve made", plan, by=by)
    return plan


def close_improvement(
    plan_id: int, *, outcome_check_id: int | None, version: int, by: int | None, today: date
) -> ImprovementPlan:
    """The plan is done with; the check names what came of it. Raises Conflict, and Refused for another area's check."""
    plan = db.session.get(ImprovementPlan, plan_id)
    if plan is None:
        raise Absent
    if not advance(db.session(), plan, version) or plan.closed_on is not None:
        raise Conflict(SAVED_MEANWHILE, {})
    if outcome_check_id is not None:
        shown_by = db.session.get(FidelityCheck, outcome_check_id)
        if shown_by is None or shown_by.implementation_id != plan.implementation_id:
            raise refuse("Choose one of the checks in the list", "outcome")
    plan.closed_on, plan.closed_by_id, plan.outcome_check_id = today, by, outcome_check_id
    db.session.flush()
    log("plan to improve closed", plan, by=by)
    return plan


def log(act: str, plan: ImprovementPlan, *, by: int | None) -> None:
    """The act is in the audit log."""
    audit.record(act, subject="improvement_plan", subject_id=plan.id, person_id=by, area_id=plan.area_id)
