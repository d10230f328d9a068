"""What came in of what was due, group by group: the one place that counts it, for entry, results and the report."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Subquery, func, select

from scaleup.core.dates import add_months
from scaleup.core.years import financial_year
from scaleup.delivery.models import DeliveryGroup, GroupSession
from scaleup.evaluation.queries.points import Which, forms_of
from scaleup.evaluation.rules import Arm, Forms, Share, expected_of, real_day
from scaleup.evaluation.rules.results import EVERYWHERE, Cell, Place
from scaleup.extensions import db
from scaleup.programmes.rules import Giver, TimePoint
from scaleup.programmes.service import terms

Courses = Mapping[int, Sequence[TimePoint]]
"""The time points of each version of a programme."""


@dataclass(frozen=True)
class Due:
    """A time point of a group that is due, and what is known of its forms."""

    cell: Cell
    role: str
    time_point: str
    share: Share


def ends() -> Subquery:
    """The planned day of each group's last session, by which it counts in a financial year."""
    return (
        select(GroupSession.group_id, func.max(GroupSession.planned_on).label("ends_on"))
        .group_by(GroupSession.group_id)
        .subquery("ends")
    )


def due_of(which: ColumnElement[bool], courses: Courses, today: date) -> list[Due]:
    """Forms due and received of these groups, as the course has the points: counts of the process; four statements."""
    end, sessions = ends(), {point.session for points in courses.values() for point in points}
    rows = db.session.execute(
        select(
            DeliveryGroup.id,
            DeliveryGroup.area_id,
            DeliveryGroup.families,
            DeliveryGroup.programme_version_id,
            end.c.ends_on,
            GroupSession.code,
            GroupSession.state,
            GroupSession.on_day,
            GroupSession.planned_on,
        )
        .join(GroupSession, GroupSession.group_id == DeliveryGroup.id)
        .join(end, end.c.group_id == DeliveryGroup.id)
        .where(which, GroupSession.code.in_(sessions))
    ).all()
    forms = by_role(select(DeliveryGroup.id).where(which)) if rows else {}
    place = {point.code: number for points in courses.values() for number, point in enumerate(points)}
    found = [
        Due(Cell(row.area_id, financial_year(row.ends_on)), role, point.code, share)
        for row in rows
        for point in courses.get(row.programme_version_id, ())
        if point.session == row.code
        and add_months(real_day(row.state, row.on_day, row.planned_on), point.months_after) <= today
        for role, share in shares(forms.get((row.id, point.code), {}), row.families)
    ]
    return sorted(found, key=lambda due: place[due.time_point])


def by_role(group_ids: Which) -> dict[tuple[int, str], dict[str, Forms]]:
    """What came back of the programme's own families, by group and point, then by role."""
    found: dict[tuple[int, str], dict[str, Forms]] = {}
    for (group, role, arm, point), forms in forms_of(group_ids).items():
        if arm == Arm.PROGRAMME:
            found.setdefault((group, point), {})[role] = forms
    return found


def shares(forms: Mapping[str, Forms], families: int | None) -> Iterable[tuple[str, Share]]:
    """Received of due for each kind of person; of one whose number nobody said, nothing."""
    for role in Giver:
        known = forms.get(role, Forms())
        wanted = expected_of(families, role, known)
        if wanted is not None:
            yield role, Share(known.received, wanted)


def completeness(found: Iterable[Due], place: Place = EVERYWHERE) -> dict[str, dict[str, Share]]:
    """Received of due at a place, by role and time point."""
    told: dict[str, dict[str, Share]] = {}
    for one in found:
        if place.holds(one.cell):
            row = told.setdefault(one.role, {})
            row[one.time_point] = row.get(one.time_point, Share()) + one.share
    return told


def due_in(implementation_ids: Collection[int], today: date) -> list[Due]:
    """Forms due and received of these implementations' groups; five statements at any size."""
    which = DeliveryGroup.implementation_id.in_(implementation_ids)
    versions = db.session.scalars(select(DeliveryGroup.programme_version_id).where(which).distinct()).all()
    return due_of(which, {number: terms(number).points_asked for number in versions}, today)
