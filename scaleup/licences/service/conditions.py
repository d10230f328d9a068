"""The conditions that licences are granted under: readiness keeps them, here they are those of one licence."""

from datetime import date

from scaleup.licences import queries
from scaleup.readiness import service as readiness
from scaleup.readiness.models import Condition
from scaleup.readiness.service import Ground, Wording


def add_condition(licence_id: int, wording: str, *, owner_id: int | None, due_on: date, by: int | None) -> Condition:
    """The licence is granted under this condition, to be met by that day."""
    licence = queries.licence(licence_id)
    wanted = Wording(wording, owner_id, due_on)
    return readiness.add_condition(licence.implementation_id, wanted, by=by, ground=Ground(licence_id=licence.id))


def meet_condition(condition_id: int, *, licence_id: int, met_on: date, by: int | None) -> Condition:
    """The condition was met on that day; said again, it stays met on the first."""
    return readiness.meet_condition(queries.condition(licence_id, condition_id).id, met_on=met_on, by=by)
