"""Reviews on My work: those of this week and late ones, of the areas that one looks after."""

from datetime import timedelta

from sqlalchemy import or_, select

from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.extensions import db
from scaleup.milestones.models import Progress
from scaleup.reviews.models import AreaReview
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import Extent, Read, counted, looked_after, total_of

ESCALATED = timedelta(days=28)
"""After so long a review without a record is the unit manager's too: its window has closed."""


def reviews_due(viewer: rules.Viewer, extent: Extent) -> Read[rules.ReviewDue]:
    """The reviews that the viewer has to see to up to the end of the week, the oldest first; the total is of those
    that are late.
    """
    whose = looked_after(viewer, Progress)
    if viewer.is_one_of(Role.UNIT_MANAGER):
        late = AreaReview.due_on < extent.today - ESCALATED
        whose = or_(whose, Progress.manager_id.is_(None), late)
    which = (AreaReview.state == "open", Progress.closed_on.is_(None), whose)
    of = Progress.id == AreaReview.implementation_id
    passed = select(AreaReview.id).join(Progress, of).where(*which, AreaReview.due_on < extent.today)
    rows = db.session.execute(
        select(AreaReview, Area.name, counted(passed).label("total"))
        .join(Progress, of)
        .join(Area, Area.id == AreaReview.area_id)
        .where(*which, AreaReview.due_on <= rules.end_of_week(extent.today))
        .order_by(AreaReview.due_on, AreaReview.id)
        .limit(extent.most)
    ).all()
    found = [rules.ReviewDue(one.id, one.area_id, name, one.kind, one.due_on) for one, name, _ in rows]
    return Read(found, total_of(rows))
