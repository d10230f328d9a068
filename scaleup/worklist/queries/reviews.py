"""Reviews on My work: those of this week and late ones, of the areas that one looks after."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import and_, or_, select

from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.extensions import db
from scaleup.milestones.models import Progress
from scaleup.reviews.models import AreaReview
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import Extent, looked_after

ESCALATED = timedelta(days=28)
"""After so long a review without a record is the unit manager's too: its window has closed."""


def reviews_due(viewer: rules.Viewer, extent: Extent) -> Sequence[rules.ReviewDue]:
    """The reviews that the viewer has to see to up to the end of the week, the oldest first."""
    whose = looked_after(viewer, Progress)
    if viewer.is_one_of(Role.UNIT_MANAGER):
        late = AreaReview.due_on < extent.today - ESCALATED
        whose = or_(whose, Progress.manager_id.is_(None), late)
    rows = db.session.execute(
        select(AreaReview.id, AreaReview.area_id, Area.name, AreaReview.kind, AreaReview.due_on)
        .join(Progress, Progress.id == AreaReview.implementation_id)
        .join(Area, Area.id == AreaReview.area_id)
        .where(
            and_(AreaReview.state == "open", AreaReview.due_on <= rules.end_of_week(extent.today)),
            Progress.closed_on.is_(None),
            whose,
        )
        .order_by(AreaReview.due_on, AreaReview.id)
        .limit(extent.most)
    )
    return [rules.ReviewDue(*row) for row in rows]
