"""Whose funding ends before the licence does."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.extensions import db
from scaleup.milestones.models import Progress
from scaleup.milestones.queries import wrong_is
from scaleup.milestones.rules import Wrong
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import Extent, looked_after


def unfunded_areas(viewer: rules.Viewer, extent: Extent) -> Sequence[rules.Unfunded]:
    """The areas that the viewer looks after whose funding ends before the licence, within half a year or already.

    Areas that nobody looks after are the unit manager's.
    """
    mine = looked_after(viewer, Progress)
    whose = or_(mine, Progress.manager_id.is_(None)) if viewer.is_one_of(Role.UNIT_MANAGER) else mine
    rows = db.session.execute(
        select(
            Progress.area_id,
            Area.name,
            Progress.implementation_id,
            Progress.funded_until_on,
            Progress.licence_ends_on,
            Progress.manager_id,
        )
        .join(Area, Area.id == Progress.area_id)
        .where(
            whose,
            Progress.closed_on.is_(None),
            Progress.funded_until_on <= extent.today + rules.FUND_BEFORE,
            wrong_is(Wrong.FUNDING, extent.today),
        )
        .order_by(Progress.funded_until_on, Progress.name_key, Progress.id)
        .limit(extent.most)
    )
    return [
        rules.Unfunded(area_id, area, of, until_on, ends_on, manager_id)
        for area_id, area, of, until_on, ends_on, manager_id in rows
        if of is not None and until_on is not None and ends_on is not None
    ]
