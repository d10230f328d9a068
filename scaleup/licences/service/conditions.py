"""The conditions that licences are granted under, and when each was met."""

from datetime import date

from scaleup.core.errors import Absent, refuse
from scaleup.extensions import db
from scaleup.licences import queries
from scaleup.licences.models import LicenceCondition
from scaleup.licences.service.drafting import log


def add_condition(
    licence_id: int, wording: str, *, owner_id: int | None, due_on: date, by: int | None
) -> LicenceCondition:
    """The licence is granted under this condition, to be met by that day."""
    licence = queries.licence(licence_id)
    if not wording.strip():
        raise refuse("Say what has to be done.", "wording")
    condition = LicenceCondition(licence_id=licence.id, wording=wording.strip(), owner_id=owner_id, due_on=due_on)
    db.session.add(condition)
    db.session.flush()
    log("condition added", licence, by=by)
    return condition


def meet_condition(condition_id: int, *, licence_id: int, met_on: date, by: int | None) -> LicenceCondition:
    """The condition was met on that day."""
    condition = db.session.get(LicenceCondition, condition_id)
    if condition is None or condition.licence_id != licence_id:
        raise Absent
    condition.met_on = met_on
    db.session.flush()
    log("condition met", queries.licence(condition.licence_id), by=by)
    return condition
