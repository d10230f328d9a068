"""What areas wait for: a renewal decided, a first session, their reminders started, somebody to look after them."""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import aliased

from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.core.dates import local_date
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.licences.rules import State
from scaleup.milestones.models import Progress
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import Extent, Read, counted, looked_after, total_of

FORGOTTEN = timedelta(days=60)
"""After a licence's end, within which a missing decision is still asked for."""
A_WEEK = timedelta(days=7)


def undecided_licences(viewer: rules.Viewer, extent: Extent) -> Read[rules.Undecided]:
    """Licences that the viewer has to decide on, now or within a week; the total is of those that are late."""
    today, ends_on = extent.today, Progress.licence_ends_on
    mine = looked_after(viewer, Progress)
    escalated: ColumnElement[bool] = false()
    late_at_last: ColumnElement[bool] = false()
    if viewer.is_one_of(Role.UNIT_MANAGER):
        mine = or_(mine, Progress.manager_id.is_(None))
        escalated = ends_on <= today + rules.DECIDE_AT_LAST + A_WEEK
        late_at_last = ends_on < today + rules.DECIDE_AT_LAST
    late = or_(and_(mine, ends_on < today + rules.DECIDE_BEFORE), late_at_last)
    return licences_read(or_(mine, escalated), late=late, extent=extent, until=A_WEEK)


def undecided_in_all(extent: Extent) -> Read[rules.Undecided]:
    """Licences of all areas that end within half a year, and nobody has said what follows; the nearest first."""
    coming = Progress.licence_ends_on >= extent.today
    return licences_read(coming, late=true(), extent=extent, until=timedelta(0))


def licences_read(
    which: ColumnElement[bool], *, late: ColumnElement[bool], extent: Extent, until: timedelta
) -> Read[rules.Undecided]:
    """Undecided licences of which a decision is wanted within that time, the nearest end first."""
    following = aliased(Licence)
    undecided = (
        Progress.decide_on.between(extent.today - FORGOTTEN - rules.DECIDE_BEFORE, extent.today + until),
        ~exists().where(following.renews_id == Progress.licence_id, following.state != State.ENDED),
        which,
    )
    rows = db.session.execute(
        select(
            Progress.area_id,
            Area.name,
            Licence.number,
            Progress.licence_ends_on,
            Progress.manager_id,
            counted(select(Progress.id).where(*undecided, late)).label("total"),
        )
        .join(Licence, Licence.id == Progress.licence_id)
        .join(Area, Area.id == Progress.area_id)
        .where(*undecided)
        .order_by(Progress.decide_on, Progress.name_key, Progress.id)
        .limit(extent.most)
    ).all()
    found = [
        rules.Undecided(area_id, area, number, ends_on, manager_id)
        for area_id, area, number, ends_on, manager_id, _ in rows
        if ends_on is not None
    ]
    return Read(found, total_of(rows))


def idle_areas(viewer: rules.Viewer, extent: Extent) -> Read[rules.NotDelivering]:
    """Areas that were trained four months ago or earlier, and have had no first session; the longest first."""
    today = extent.today
    idle = (
        Progress.trained_on < today - rules.DELIVER_WITHIN,
        Progress.delivering_on.is_(None),
        Progress.closed_on.is_(None),
        Progress.licence_state == State.GRANTED,
        Progress.licence_ends_on >= today,
        true() if viewer.is_one_of(Role.UNIT_MANAGER) else looked_after(viewer, Progress),
    )
    rows = db.session.execute(
        select(
            Progress.area_id,
            Area.name,
            Progress.id,
            Progress.trained_on,
            Progress.manager_id,
            counted(select(Progress.id).where(*idle)).label("total"),
        )
        .join(Area, Area.id == Progress.area_id)
        .where(*idle)
        .order_by(Progress.trained_on, Progress.id)
        .limit(extent.most)
    ).all()
    found = [
        rules.NotDelivering(area_id, area, implementation_id, trained_on, manager_id)
        for area_id, area, implementation_id, trained_on, manager_id, _ in rows
        if trained_on is not None
    ]
    return Read(found, total_of(rows))


def held_areas(viewer: rules.Viewer, extent: Extent) -> Read[rules.Unattended]:
    """Areas whose reminders nobody has started."""
    every = viewer.is_one_of(Role.UNIT_MANAGER)
    whose = true() if every else looked_after(viewer, Progress)
    return unattended(Progress.resting.expression, Progress.held.expression, whose, extent=extent)


def areas_alone(extent: Extent) -> Read[rules.Unattended]:
    """Areas that have taken up something, and nobody of the unit looks after them."""
    return unattended(Progress.manager_id.is_(None), Progress.implementation_id.is_not(None), extent=extent)


def unattended(*which: ColumnElement[bool], extent: Extent) -> Read[rules.Unattended]:
    """These areas by name."""
    waiting = (Progress.closed_on.is_(None), *which)
    rows = db.session.execute(
        select(
            Progress.id,
            Progress.area_id,
            Progress.manager_id,
            Progress.held,
            Area.name,
            Area.created_at,
            counted(select(Progress.id).where(*waiting)).label("total"),
        )
        .join(Area, Area.id == Progress.area_id)
        .where(*waiting)
        .order_by(Progress.due_on, Progress.name_key, Progress.id)
        .limit(extent.most)
    ).all()
    found = [
        rules.Unattended(
            area_id=row.area_id,
            area=row.name,
            implementation_id=row.id,
            since_on=local_date(row.created_at),
            manager_id=row.manager_id,
            held=row.held,
        )
        for row in rows
    ]
    return Read(found, total_of(rows))
