"""Plans to improve on My work: the viewer's own, until they are closed."""

from sqlalchemy import select

from scaleup.areas.models import Area
from scaleup.extensions import db
from scaleup.fidelity.models import ImprovementPlan
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import Extent


def plans_to_improve(viewer: rules.Viewer, extent: Extent) -> list[rules.PlanOpen]:
    """The open plans that the viewer sees to, by day."""
    rows = db.session.execute(
        select(ImprovementPlan.id, ImprovementPlan.area_id, Area.name, ImprovementPlan.due_on)
        .join(Area, Area.id == ImprovementPlan.area_id)
        .where(ImprovementPlan.owner_id == viewer.person_id, ImprovementPlan.closed_on.is_(None))
        .order_by(ImprovementPlan.due_on, ImprovementPlan.id)
        .limit(extent.most)
    )
    return [rules.PlanOpen(*row) for row in rows]
