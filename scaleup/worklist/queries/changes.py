"""Changes of the programme on My work: to answer, red and in use, or with conditions whose day has come."""

from sqlalchemy import and_, or_, select

from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.extensions import db
from scaleup.fidelity.models import Adaptation
from scaleup.fidelity.queries import being_used, in_use
from scaleup.fidelity.rules import AdaptationState
from scaleup.milestones.models import Progress
from scaleup.programmes.rules import Light
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import Extent, looked_after


def changes_due(viewer: rules.Viewer, extent: Extent) -> list[rules.ChangeDue]:
    """The changes that the viewer has to see to: of areas that they look after; a unit manager's also late answers."""
    whose = looked_after(viewer, Progress)
    if viewer.is_one_of(Role.UNIT_MANAGER):
        late = and_(Adaptation.state == AdaptationState.ASKED, Adaptation.decide_by_on < extent.today)
        whose = or_(whose, Progress.manager_id.is_(None), late)
    waits = or_(
        Adaptation.state == AdaptationState.ASKED,
        and_(Adaptation.light == Light.RED, being_used(extent.today)),
        and_(
            Adaptation.state == AdaptationState.CONDITIONS,
            Adaptation.conditions_met_on.is_(None),
            Adaptation.conditions_on <= rules.end_of_week(extent.today),
        ),
    )
    rows = db.session.execute(
        select(Adaptation, Area.name)
        .join(Progress, Progress.id == Adaptation.implementation_id)
        .join(Area, Area.id == Adaptation.area_id)
        .where(Progress.closed_on.is_(None), waits, whose)
        .order_by(Adaptation.decide_by_on, Adaptation.id)
        .limit(extent.most)
    )
    return [change_due(row, name, extent) for row, name in rows]


def change_due(row: Adaptation, area: str, extent: Extent) -> rules.ChangeDue:
    """What this change waits for."""
    red = row.light == Light.RED and in_use(row, extent.today)
    conditions = row.state == AdaptationState.CONDITIONS and row.conditions_met_on is None
    return rules.ChangeDue(
        adaptation_id=row.id,
        area_id=row.area_id,
        area=area,
        words=row.kind_words,
        answer_by_on=row.decide_by_on if row.state == AdaptationState.ASKED else None,
        red_since_on=row.from_on if red else None,
        conditions_on=row.conditions_on if conditions else None,
    )
