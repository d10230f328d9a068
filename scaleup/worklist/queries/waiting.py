"""What areas wait for: a renewal decided, a first session, their reminders started, somebody to look after them."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import aliased

from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.core.dates import local_date
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.licences.models import Licence
from scaleup.licences.rules import State
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import Extent, Read, counted, looked_after, total_of

FORGOTTEN = timedelta(days=60)
"""After a licence's end, within which a missing decision is still asked for."""
A_WEEK = timedelta(days=7)


def undecided_licences(viewer: rules.Viewer, extent: Extent) -> Read[rules.Undecided]:
    """Licences that the viewer has to decide on, now or within a week; the total is of those that are late."""
    today = extent.today
    mine = looked_after(viewer)
    if viewer.is_one_of(Role.UNIT_MANAGER):
        mine = or_(mine, Implementation.manager_id.is_(None))
        escalated: ColumnElement[bool] = Licence.ends_on <= today + rules.DECIDE_AT_LAST + A_WEEK
        late_at_last: ColumnElement[bool] = Licence.ends_on < today + rules.DECIDE_AT_LAST
    else:
        escalated = late_at_last = false()
    late = or_(and_(mine, Licence.ends_on < today + rules.DECIDE_BEFORE), late_at_last)
    return licences_read(or_(mine, escalated), late=late, extent=extent, until=rules.DECIDE_BEFORE + A_WEEK)


def undecided_in_all(extent: Extent) -> Read[rules.Undecided]:
    """Licences of all areas that end within half a year, and nobody has said what follows; the nearest first."""
    return licences_read(Licence.ends_on >= extent.today, late=true(), extent=extent, until=rules.DECIDE_BEFORE)


def licences_read(
    which: ColumnElement[bool], *, late: ColumnElement[bool], extent: Extent, until: timedelta
) -> Read[rules.Undecided]:
    """Undecided licences that end by then, the nearest end first."""
    following = aliased(Licence)
    undecided = (
        Licence.state.in_((State.GRANTED, State.SUSPENDED)),
        Licence.renewal.is_(None),
        Licence.ends_on.between(extent.today - FORGOTTEN, extent.today + until),
        Implementation.closed_on.is_(None),
        ~exists().where(following.renews_id == Licence.id, following.state != State.ENDED),
        which,
    )
    found = select(Licence.id).join(Implementation, Implementation.id == Licence.implementation_id)
    rows = db.session.execute(
        select(
            Licence.area_id,
            Area.name,
            Licence.number,
            Licence.ends_on,
            Implementation.manager_id,
            counted(found.where(*undecided, late)).label("total"),
        )
        .join(Implementation, Implementation.id == Licence.implementation_id)
        .join(Area, Area.id == Licence.area_id)
        .where(*undecided)
        .order_by(Licence.ends_on, Licence.id)
        .limit(extent.most)
    ).all()
    return Read([rules.Undecided(*row[:5]) for row in rows], total_of(rows))


def idle_areas(viewer: rules.Viewer, extent: Extent) -> Read[rules.NotDelivering]:
    """Areas that were trained four months ago or earlier, and have had no first session; the longest first."""
    today = extent.today
    trained = trained_on()
    idle = (
        Implementation.closed_on.is_(None),
        trained < today - rules.DELIVER_WITHIN,
        ~exists().where(DeliveryStart.implementation_id == Implementation.id),
        in_force(today),
        true() if viewer.is_one_of(Role.UNIT_MANAGER) else looked_after(viewer),
    )
    rows = db.session.execute(
        select(
            Implementation.area_id,
            Area.name,
            Implementation.id,
            trained.label("trained_on"),
            Implementation.manager_id,
            counted(select(Implementation.id).where(*idle)).label("total"),
        )
        .join(Area, Area.id == Implementation.area_id)
        .where(*idle)
        .order_by(trained, Implementation.id)
        .limit(extent.most)
    ).all()
    return Read([rules.NotDelivering(*row[:5]) for row in rows], total_of(rows))


def in_force(today: date) -> ColumnElement[bool]:
    """That the implementation has a licence today."""
    current = aliased(Licence)
    return exists().where(
        current.implementation_id == Implementation.id,
        current.state == State.GRANTED,
        current.starts_on <= today,
        current.ends_on >= today,
    )


def trained_on() -> Any:  # a scalar subquery that compares as the date that it is
    """The day on which the first facilitator had completed initial training."""
    return (
        select(func.min(PartDone.done_on))
        .join(Facilitator, Facilitator.id == PartDone.facilitator_id)
        .where(Facilitator.implementation_id == Implementation.id, PartDone.part == "initial")
        .correlate(Implementation)
        .scalar_subquery()
    )


def held_areas(viewer: rules.Viewer, extent: Extent) -> Read[rules.Unattended]:
    """Areas whose reminders nobody has started."""
    every = viewer.is_one_of(Role.UNIT_MANAGER)
    return unattended(
        Area.reminders_started_at.is_(None), true() if every else looked_after(viewer), extent=extent
    )


def areas_alone(extent: Extent) -> Read[rules.Unattended]:
    """Areas that nobody of the unit looks after."""
    return unattended(Implementation.manager_id.is_(None), extent=extent)


def unattended(*which: ColumnElement[bool], extent: Extent) -> Read[rules.Unattended]:
    """These areas, the oldest first."""
    found: Select[int] = (
        select(Implementation.id)
        .join(Area, Area.id == Implementation.area_id)
        .where(Implementation.closed_on.is_(None), *which)
    )
    rows = db.session.execute(
        select(
            Implementation.id,
            Implementation.area_id,
            Implementation.manager_id,
            Area.name,
            Area.created_at,
            Area.reminders_started_at,
            counted(found).label("total"),
        )
        .join(Area, Area.id == Implementation.area_id)
        .where(Implementation.closed_on.is_(None), *which)
        .order_by(Implementation.id)
        .limit(extent.most)
    ).all()
    return Read(
        [
            rules.Unattended(
                area_id=row.area_id,
                area=row.name,
                implementation_id=row.id,
                since_on=local_date(row.created_at),
                manager_id=row.manager_id,
                held=row.reminders_started_at is None,
            )
            for row in rows
        ],
        total_of(rows),
    )
