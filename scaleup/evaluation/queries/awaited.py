"""Forms that are still awaited, for reminders: by the session on which a time point hangs. It never says of whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, or_, select

from scaleup.areas.models import Area, Implementation
from scaleup.core.dates import add_months
from scaleup.delivery.models import DeliveryGroup, GroupSession
from scaleup.delivery.queries.groups import value_of
from scaleup.delivery.rules import State
from scaleup.evaluation.queries.points import forms_of
from scaleup.evaluation.rules import Arm, Forms, Point, Standing, expected, standing
from scaleup.extensions import db
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.rules import Giver, TimePoint
from scaleup.programmes.service import terms_of_digest

CHUNK = 5000
"""Ids in a statement: both databases limit the parameters of one."""
DAY = case(
    (and_(GroupSession.state.in_([State.HELD, State.MOVED]), GroupSession.on_day.is_not(None)), GroupSession.on_day),
    else_=GroupSession.planned_on,
)
"""The day on which a session was held or is to be: rules.points.day_of."""


@dataclass(frozen=True)
class Awaited:
    """A time point of a group of which not every form is accounted for."""

    session_id: int
    """On which it hangs; a session has one time point of a day."""
    area_id: int
    implementation_id: int
    group_id: int
    group: str
    version_id: int
    point: Point


def awaited(*where: ColumnElement[bool], begin: date | None = None, until: date | None = None) -> list[Awaited]:
    """Those of the groups that fulfil this, due from the first of these days to the other; of mothers, as on the page.

    The conditions may be about Area, Implementation and GroupSession. Two statements, and three for each 5,000 groups.
    """
    points = points_by_version()
    hangs = [
        and_(
            DeliveryGroup.programme_version_id == version_id,
            GroupSession.code == one.session,
            *within(one, begin, until),
        )
        for version_id, some in points.items()
        for one in some
    ]
    if not hangs:
        return []
    asked = (
        select(GroupSession.id, GroupSession.code, DAY.label("on_day"), DeliveryGroup)
        .join(DeliveryGroup, DeliveryGroup.id == GroupSession.group_id)
        .join(Implementation, Implementation.id == DeliveryGroup.implementation_id)
        .join(Area, Area.id == GroupSession.area_id)
        .where(or_(*hangs), Implementation.closed_on.is_(None), *where)
        .order_by(GroupSession.id)
    )
    found = [
        (row.id, row.DeliveryGroup, point_on(row.on_day, one))
        for row in db.session.execute(asked)
        for one in points[row.DeliveryGroup.programme_version_id]
        if one.session == row.code
    ]
    asked_of = [
        (session_id, group, point)
        for session_id, group, point in found
        if (begin is None or begin <= point.due_on) and (until is None or point.due_on <= until)
    ]
    known = forms_in_parts({group.id for _, group, _ in asked_of})
    return [
        Awaited(
            session_id, group.area_id, group.implementation_id, group.id, group.name, group.programme_version_id, point
        )
        for session_id, group, point in asked_of
        if not accounted(group, point, known.get((group.id, Giver.MOTHER, Arm.PROGRAMME, point.code), Forms()))
    ]


def point_on(session_on: date, one: TimePoint) -> Point:
    """The time point of a group whose session is on this day."""
    return Point(one.code, one.name, add_months(session_on, one.months_after), one.window_days)


def accounted(group: DeliveryGroup, point: Point, forms: Forms) -> bool:
    """Whether it is known of each form what became of it."""
    wanted = expected(value_of(group, ()), Giver.MOTHER, forms)
    return standing(point, forms, wanted=wanted, today=point.due_on) is Standing.SETTLED


def within(one: TimePoint, begin: date | None, until: date | None) -> list[ColumnElement[bool]]:
    """That the session lies so that the time point may be due from the one day to the other; a month's end is wide."""
    found: list[ColumnElement[bool]] = []
    if begin is not None:
        found.append(add_months(begin, -one.months_after) <= DAY)
    if until is not None:
        found.append((add_months(until, 1 - one.months_after) if one.months_after else until) >= DAY)
    return found


def points_by_version() -> dict[int, tuple[TimePoint, ...]]:
    """The time points of each version of a programme; one statement."""
    rows = db.session.execute(select(ProgrammeVersion.id, ProgrammeVersion.digest))
    return {row.id: tuple(terms_of_digest(row.digest, version_id=row.id).time_points) for row in rows}


def forms_in_parts(group_ids: Collection[int]) -> dict[tuple[int, str, str, str], Forms]:
    """What is known of the forms of these groups."""
    ids, found = sorted(group_ids), dict[tuple[int, str, str, str], Forms]()
    for start in range(0, len(ids), CHUNK):
        found |= forms_of(ids[start : start + CHUNK])
    return found
