"""The conditions that licences are granted under: readiness keeps them, here they are those of one licence."""

from collections.abc import Sequence
from datetime import date

from scaleup.core.dates import plain_date
from scaleup.core.facts import Change, Handler
from scaleup.licences import queries
from scaleup.licences.models import Licence
from scaleup.readiness import queries as conditions
from scaleup.readiness import service as readiness
from scaleup.readiness.models import Condition
from scaleup.readiness.rules import ConditionsGoOn
from scaleup.readiness.service import Ground, Wording


def add_condition(licence_id: int, wording: str, *, owner_id: int | None, due_on: date, by: int | None) -> Condition:
    """The licence is granted under this condition, to be met by that day."""
    licence = queries.licence(licence_id)
    wanted = Wording(wording, owner_id, due_on)
    return readiness.add_condition(licence.implementation_id, wanted, by=by, ground=Ground(licence_id=licence.id))


def meet_condition(condition_id: int, *, licence_id: int, met_on: date, by: int | None) -> Condition:
    """The condition was met on that day; said again, it stays met on the first."""
    return readiness.meet_condition(queries.condition(licence_id, condition_id).id, met_on=met_on, by=by)


def carried_by(licence: Licence) -> list[Change]:
    """What the licence will carry from its first day, and from where: of the verdict, or of an earlier licence."""
    earlier = queries.earlier_of(licence)
    return [
        Change(carrying(one, earlier.get(one.licence_id or 0)), 1)
        for one in conditions.conditions_to_carry(licence.implementation_id, list(earlier))
        if one.met_on is None
    ]


def carrying(condition: Condition, number: str | None) -> str:
    """That the licence carries an open condition."""
    said = f"{condition.wording.strip().rstrip('.')}, by {plain_date(condition.due_on)}."
    return f"A condition goes over from licence {number}: {said}" if number else f"The licence carries: {said}"


def changes(fact: ConditionsGoOn) -> list[Change]:
    """The conditions whose licence is over, which go on without it."""
    return [
        Change(
            f"Licence {number} is over, so this stands until the next one is granted: "
            f"{condition.wording.strip().rstrip('.')}.",
            1,
        )
        for condition, number in queries.over_with(fact.condition_ids)
    ]


def apply(fact: ConditionsGoOn, _changes: Sequence[Change]) -> None:
    """Conditions of a licence that is over stand without one, and the next one that is granted carries them."""
    for condition, _number in queries.over_with(fact.condition_ids):
        readiness.release(condition.id, by=fact.person_id)


HANDLERS = (Handler(ConditionsGoOn, changes, apply),)
