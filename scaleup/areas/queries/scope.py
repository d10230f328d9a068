"""Who may see which areas: the one permission function, which every list, count and page goes through."""

from collections.abc import Collection
from datetime import date
from typing import TypeVar, TypeVarTuple

from sqlalchemy import ColumnElement, Select, exists, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from scaleup.accounts.rules import ALLOWED, Role
from scaleup.areas.models import Access, Area
from scaleup.areas.rules import STAFF_ROLES
from scaleup.core.errors import Absent
from scaleup.core.pages import PUBLIC, SIGNED_IN, Actor
from scaleup.extensions import db

Columns = TypeVarTuple("Columns")
Row = TypeVar("Row")


def active_access(today: date) -> ColumnElement[bool]:
    """That an access row counts on this day, both ends included."""
    return (Access.from_on <= today) & or_(Access.until_on.is_(None), Access.until_on >= today)


def scope(actor: Actor, today: date) -> Select[int]:
    """The ids of the areas that the actor may see on this day.

    Unit managers see all, where what the page was entered for is theirs to do. Everyone else sees what an access row
    opens, in a role that they hold and that allows it; an administrator has no such row and sees none (decisions.md,
    roles).
    """
    roles = opening(actor)
    if Role.UNIT_MANAGER in roles:
        return select(Area.id)
    if not roles:
        return select(Area.id).where(false())
    return select(Access.area_id).where(
        Access.person_id == actor.person_id, Access.role.in_(roles), active_access(today)
    )


def opening(actor: Actor) -> frozenset[str]:
    """The actor's roles that open an area for what the page was entered for."""
    held = actor.roles - {Role.ADMINISTRATOR}
    if actor.entered in (PUBLIC, SIGNED_IN):
        return held
    return frozenset(role for role in held if actor.entered in ALLOWED[Role(role)])


def may_everywhere(actor: Actor, permission: str) -> bool:
    """Whether the actor may do this wherever they see an area: every role of theirs that opens one allows it."""
    allowing = opening(actor.entering(permission))
    return Role.UNIT_MANAGER in allowing or allowing == actor.roles - {Role.ADMINISTRATOR}


def may_in(actor: Actor, permission: str, area_id: int, today: date) -> bool:
    """Whether the actor may do this in this area, which they see: asked of the database only where roles differ."""
    if not actor.may(permission):
        return False
    allowing = opening(actor.entering(permission))
    return may_everywhere(actor, permission) or (bool(allowing) and holds(actor, allowing, area_id, today))


def holds(actor: Actor, roles: Collection[str], area_id: int, today: date) -> bool:
    """Whether an access row opens the area to the actor in one of these roles."""
    mine = exists().where(
        Access.person_id == actor.person_id,
        Access.area_id == area_id,
        Access.role.in_(roles),
        active_access(today),
    )
    return bool(db.session.scalar(select(mine)))


def scoped(
    statement: Select[*Columns], column: InstrumentedAttribute[int], *, actor: Actor, today: date
) -> Select[*Columns]:
    """The statement, showing only rows whose area (in `column`) is in the actor's scope."""
    if Role.UNIT_MANAGER in opening(actor):
        return statement
    return statement.where(column.in_(scope(actor, today)))


def in_scope(asked: Select[Row], column: InstrumentedAttribute[int], *, actor: Actor, today: date) -> Row:
    """The one row that is asked for; raises Absent where there is none, or its area is not the actor's to see."""
    found = db.session.scalar(scoped(asked, column, actor=actor, today=today))
    if found is None:
        raise Absent
    return found


def staff_scoped(
    statement: Select[*Columns], column: InstrumentedAttribute[int], *, actor: Actor, today: date
) -> Select[*Columns]:
    """The statement, showing only rows of areas in which the actor is the unit's own."""
    if Role.UNIT_MANAGER in actor.roles:
        return statement
    mine = (Access.person_id == actor.person_id) & Access.role.in_(actor.roles & STAFF_ROLES) & active_access(today)
    return statement.where(column.in_(select(Access.area_id).where(mine)))


def area_in_scope(actor: Actor, area_id: int, today: date) -> Area:
    """The area; raises Absent where there is none, or where it is not the actor's to see."""
    return in_scope(select(Area).where(Area.id == area_id), Area.id, actor=actor, today=today)


def staff_in(actor: Actor, area_id: int, today: date) -> bool:
    """Whether the actor is the unit's own in this area, and so reads staff ratings, step decisions and staff notes."""
    if Role.UNIT_MANAGER in actor.roles:
        return True
    roles = actor.roles & STAFF_ROLES
    return bool(roles) and holds(actor, roles, area_id, today)
