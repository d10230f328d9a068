"""Time points of measures that are late, for My work: by group, never about a person, and to those who lead there."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import exists, select

from scaleup.accounts.rules import Permission, Role
from scaleup.areas.models import Access
from scaleup.areas.queries.scope import active_access
from scaleup.core.dates import counted
from scaleup.core.pages import Actor
from scaleup.delivery.models import DeliveryGroup
from scaleup.evaluation.queries import GroupPoint, late_points
from scaleup.extensions import db
from scaleup.worklist.rules import Notice

LEADING = frozenset({Role.PROJECT_LEAD, Role.DEPUTY})


def late_measures(actor: Actor, today: date) -> list[Notice]:
    """A line for each area that the actor leads in which forms of a time point are not accounted for in time."""
    if not actor.may(Permission.ENTER_SCORES) or not actor.roles & LEADING:
        return []
    led = db.session.scalars(
        select(Access.area_id)
        .where(Access.person_id == actor.person_id, Access.role.in_(actor.roles & LEADING), active_access(today))
        .where(exists().where(DeliveryGroup.area_id == Access.area_id))
    ).all()
    found: dict[tuple[int, str], list[GroupPoint]] = {}
    for name, one in late_points(set(led), today) if led else ():
        found.setdefault((one.area_id, name), []).append(one)
    return [line(area_id, name, points) for (area_id, name), points in found.items()]


def line(area_id: int, name: str, points: list[GroupPoint]) -> Notice:
    """What waits in one area."""
    closed_on = min(one.point.closes_on for one in points)
    return Notice(
        what=f"{counted(len(points), 'time point')} of measures late",
        why=first_of(points),
        since_on=closed_on,
        due_on=closed_on,
        act="Enter them",
        address=f"/areas/{area_id}/results/enter",
        place=name,
    )


def first_of(points: Iterable[GroupPoint]) -> str:
    """The oldest in words."""
    oldest = min(points, key=lambda one: one.due_on)
    return f"It is not known of all forms of {oldest.group} at {oldest.point.code} what became of them"
