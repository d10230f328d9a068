"""Proposals about the pace of support that wait: of the areas that one looks after, and misses in a row of all."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.extensions import db
from scaleup.milestones.models import Progress
from scaleup.support.models import StepProposal
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import Extent, looked_after


def paces_proposed(viewer: rules.Viewer, extent: Extent) -> Sequence[rules.PaceProposed]:
    """The proposals that the viewer may decide about, the oldest first."""
    whose = looked_after(viewer, Progress)
    if viewer.is_one_of(Role.UNIT_MANAGER):
        whose = or_(whose, Progress.manager_id.is_(None), StepProposal.escalated)
    rows = db.session.execute(
        select(
            StepProposal.id,
            StepProposal.area_id,
            Area.name,
            StepProposal.licence_id,
            StepProposal.key,
            StepProposal.sentence,
            StepProposal.since_on,
        )
        .join(Progress, Progress.id == StepProposal.implementation_id)
        .join(Area, Area.id == StepProposal.area_id)
        .where(StepProposal.settled_on.is_(None), whose)
        .order_by(StepProposal.since_on, StepProposal.id)
        .limit(extent.most)
    )
    return [rules.PaceProposed(*row) for row in rows]
