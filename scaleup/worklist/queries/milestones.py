"""Activities of a programme's stages on My work: those whose day is near or past and that nothing has ticked."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select

from scaleup.areas.models import Area, Implementation
from scaleup.extensions import db
from scaleup.milestones.models import DatedActivity, Progress
from scaleup.milestones.queries import template_of
from scaleup.milestones.rules import TICKS
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import Extent

NOT_KNOWN: dict[str, ColumnElement[bool]] = {
    "asked": Progress.enquiry_on.is_(None),
    "readiness_assessed": Progress.preparing_on.is_(None),
    "licence_signed": Progress.licence_id.is_(None),
    "initial_training": Progress.trained_on.is_(None),
    "first_session": Progress.delivering_on.is_(None),
    "renewal_decided": Progress.renewal.is_(None),
}
"""Activities that a fact ticks, with what says that it has not; the other facts are asked on the page alone."""


def activities_due(viewer: rules.Viewer, extent: Extent, until: date) -> list[rules.MilestoneDue]:
    """What the viewer owns, or looks after where nobody owns it, up to this day, the earliest first."""
    mine = or_(
        DatedActivity.owner_id == viewer.person_id,
        and_(DatedActivity.owner_id.is_(None), Progress.manager_id == viewer.person_id),
    )
    rows = db.session.execute(
        select(DatedActivity, Implementation, Area.name)
        .join(Progress, Progress.id == DatedActivity.implementation_id)
        .join(Implementation, Implementation.id == DatedActivity.implementation_id)
        .join(Area, Area.id == DatedActivity.area_id)
        .where(DatedActivity.done_on.is_(None), DatedActivity.due_on <= until, mine, unticked())
        .where(Progress.closed_on.is_(None))
        .order_by(DatedActivity.due_on, DatedActivity.id)
        .limit(extent.most)
    ).all()
    return [
        rules.MilestoneDue(one.id, one.area_id, name, of.id, one.code, words_of(of, one.code), one.due_on)
        for one, of, name in rows
        if one.due_on is not None
    ]


def unticked() -> ColumnElement[bool]:
    """That no fact has ticked an activity, as far as the line of its implementation knows; Progress is joined."""
    return or_(
        DatedActivity.code.not_in(TICKS),
        *(and_(DatedActivity.code == code, missing) for code, missing in NOT_KNOWN.items()),
    )


def words_of(implementation: Implementation, code: str) -> str:
    """The activity in the words of its programme."""
    stages = template_of(implementation).milestones
    return next((one.words for stage in stages for one in stage.activities if one.code == code), code)
