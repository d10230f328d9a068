"""Which implementations a list is about, and how much of it is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, Subquery, false, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from scaleup.accounts.rules import Role
from scaleup.areas.models import Access, Implementation
from scaleup.areas.queries import active_access
from scaleup.core.paging import COUNTED, SIZE
from scaleup.milestones.models import Progress
from scaleup.worklist import rules

MOST = SIZE + 1
"""Of things of one kind so many are read: a group shows 50, and one more tells that there are more."""
LEADS = (Role.PROJECT_LEAD, Role.DEPUTY)
MANAGERS = (Role.IMPLEMENTATION_MANAGER, Role.UNIT_MANAGER)
T = TypeVar("T")


@dataclass(frozen=True)
class Read(Generic[T]):
    """The first things of a kind, and how many there are, counted to one more than COUNTED."""

    rows: Sequence[T] = ()
    total: int = 0

    @property
    def unread(self) -> int:
        """How many more there are, as far as they were counted."""
        return max(self.total - len(self.rows), 0)


@dataclass(frozen=True)
class Extent:
    """Of which day the question is, and how many things of a kind are read."""

    today: date
    most: int = MOST


Owned = type[Implementation] | type[Progress]
"""What a list is about: implementations, or the narrow rows that stand for them."""


def led(viewer: rules.Viewer, of: Owned, today: date) -> ColumnElement[bool]:
    """That the viewer leads its area."""
    if not viewer.is_one_of(*LEADS):
        return false()
    return of.area_id.in_(opened_to(viewer, *LEADS, today=today))


def opened_to(viewer: rules.Viewer, *roles: Role, today: date) -> Select[int]:
    """The areas that the viewer sees in one of these roles, which they hold."""
    held = [role for role in roles if viewer.is_one_of(role)]
    return select(Access.area_id).where(
        Access.person_id == viewer.person_id, Access.role.in_(held), active_access(today)
    )


def looked_after(viewer: rules.Viewer, of: Owned) -> ColumnElement[bool]:
    """That the viewer is its manager."""
    return of.manager_id == viewer.person_id if viewer.is_one_of(*MANAGERS) else false()


def counted(found: Select[Any]) -> ScalarSelect[int]:
    """How many rows this finds, counted to one more than COUNTED: a column of the statement that reads the first."""
    some = found.order_by(None).limit(COUNTED + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


Branch = tuple[ColumnElement[bool], ...]
"""One way in which a row concerns the viewer: conditions that an index answers by themselves. No row has two ways."""


def first_of(branches: Sequence[Branch], by: InstrumentedAttribute[Any], extent: Extent) -> Subquery:
    """The ids of the first rows of any branch, each read by its own index and no further than is shown."""
    parts = [
        select(Progress.id.label("id"), by.label("by"), Progress.name_key.label("name_key"))
        .where(*branch)
        .order_by(by, Progress.name_key, Progress.id)
        .limit(extent.most)
        .subquery()
        for branch in branches
    ]
    every = union_all(*(select(part) for part in parts)).subquery()
    return select(every).order_by(every.c.by, every.c.name_key, every.c.id).limit(extent.most).subquery("first")


def counted_in(branches: Sequence[Branch]) -> ColumnElement[int]:
    """How many rows all branches have, each counted to one more than COUNTED."""
    return reduce(add, (counted(select(Progress.id).where(*branch)) for branch in branches))


def total_of(rows: Sequence[Row[*tuple[Any, ...]]]) -> int:
    """The total that stands beside each row; none without rows."""
    return int(rows[0].total) if rows else 0
