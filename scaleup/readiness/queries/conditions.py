"""Conditions: of licences, and those that stand until a licence is granted."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scaleup.core.errors import Absent
from scaleup.extensions import db
from scaleup.readiness.models import Condition


def condition(condition_id: int) -> Condition:
    """The condition; raises Absent."""
    found = db.session.get(Condition, condition_id)
    if found is None:
        raise Absent
    return found


def conditions_of_licences(licence_ids: Sequence[int]) -> dict[int, list[Condition]]:
    """The conditions that each of these licences carries, by day."""
    found: dict[int, list[Condition]] = {}
    for one in db.session.scalars(
        select(Condition)
        .where(Condition.licence_id.in_(licence_ids))
        .options(joinedload(Condition.owner))
        .order_by(Condition.due_on, Condition.id)
    ):
        found.setdefault(one.licence_id or 0, []).append(one)
    return found


def standing_conditions(implementation_id: int) -> Sequence[Condition]:
    """The conditions of a signed verdict that no licence carries yet, by day."""
    return db.session.scalars(
        select(Condition)
        .where(Condition.implementation_id == implementation_id, Condition.licence_id.is_(None))
        .options(joinedload(Condition.owner))
        .order_by(Condition.due_on, Condition.id)
    ).all()
