"""Sessions of groups without a record on My work: a lead's own from their day on, a manager's a week after."""

from datetime import timedelta

from sqlalchemy import and_, or_, select

from scaleup.areas.models import Area
from scaleup.delivery.models import DeliveryGroup, GroupSession
from scaleup.delivery.rules import State
from scaleup.extensions import db
from scaleup.milestones.models import Progress
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import Extent, Read, counted, led, looked_after, total_of

A_WEEK = timedelta(days=7)
"""After so long a session without a record is the implementation manager's too."""
WITHOUT = (State.PLANNED, State.MOVED)


def sessions_lacking(viewer: rules.Viewer, extent: Extent) -> Read[rules.SessionLacking]:
    """The sessions that the viewer has to see to up to today, the oldest first; the total is of those that are late."""
    late_for_a_week = GroupSession.due_on <= extent.today - A_WEEK
    whose = or_(led(viewer, Progress, extent.today), and_(looked_after(viewer, Progress), late_for_a_week))
    which = (GroupSession.state.in_(WITHOUT), Progress.closed_on.is_(None), whose)
    late = (
        select(GroupSession.id)
        .join(DeliveryGroup, DeliveryGroup.id == GroupSession.group_id)
        .join(Progress, Progress.id == DeliveryGroup.implementation_id)
        .where(*which, GroupSession.due_on < extent.today)
    )
    rows = db.session.execute(
        select(
            GroupSession.group_id,
            GroupSession.code,
            GroupSession.name,
            GroupSession.due_on,
            GroupSession.area_id,
            DeliveryGroup.name.label("group"),
            Area.name.label("area"),
            counted(late).label("total"),
        )
        .join(DeliveryGroup, DeliveryGroup.id == GroupSession.group_id)
        .join(Progress, Progress.id == DeliveryGroup.implementation_id)
        .join(Area, Area.id == GroupSession.area_id)
        .where(*which, GroupSession.due_on <= extent.today)
        .order_by(GroupSession.due_on, GroupSession.id)
        .limit(extent.most)
    ).all()
    found = [
        rules.SessionLacking(row.group_id, row.code, row.name, row.group, row.area_id, row.area, row.due_on)
        for row in rows
    ]
    return Read(found, total_of(rows))
