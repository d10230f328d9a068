"""Conditions: of licences, and those that stand until a licence is granted."""

from collections.abc import Collection, Sequence

from sqlalchemy import and_, or_, select
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


def open_conditions(implementation_id: int) -> Sequence[Condition]:
    """The conditions of the implementation that are not met, whether a licence carries them or not, by day."""
    return db.session.scalars(
        select(Condition)
        .where(Condition.implementation_id == implementation_id, Condition.met_on.is_(None))
        .options(joinedload(Condition.owner))
        .order_by(Condition.due_on, Condition.id)
    ).all()


def conditions_to_carry(implementation_id: int, licence_ids: Collection[int]) -> Sequence[Condition]:
    """What a licence that is granted now would carry, by day: what no licence carries, and what is open of these."""
    going_over = and_(Condition.licence_id.in_(licence_ids), Condition.met_on.is_(None))
    return db.session.scalars(
        select(Condition)
        .where(Condition.implementation_id == implementation_id, or_(Condition.licence_id.is_(None), going_over))
        .options(joinedload(Condition.owner))
        .order_by(Condition.due_on, Condition.id)
    ).all()
