"""Where fewer pairs can deliver than the area means to field."""

from collections.abc import Collection, Sequence

from sqlalchemy import ScalarSelect, func, or_, select

from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.facilitators.queries import accredited_on
from scaleup.facilitators.rules import SIDE, Profession, Side
from scaleup.licences.rules import STANDING
from scaleup.milestones.models import Progress
from scaleup.milestones.queries import suspended_on
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import Extent, looked_after

HEALTH = [profession for profession in Profession if SIDE[profession] is Side.HEALTH]
CHILDREN = [profession for profession in Profession if SIDE[profession] is Side.CHILDREN]


def short_of_pairs(viewer: rules.Viewer, extent: Extent) -> Sequence[rules.ShortOfPairs]:
    """The areas that the viewer looks after in which a pair is missing; of those that deliver or may begin to.

    Areas that nobody looks after are the unit manager's.
    """
    health, children = able(HEALTH, extent), able(CHILDREN, extent)
    mine = looked_after(viewer, Progress)
    whose = or_(mine, Progress.manager_id.is_(None)) if viewer.is_one_of(Role.UNIT_MANAGER) else mine
    rows = db.session.execute(
        select(
            Progress.area_id,
            Area.name,
            Implementation.id,
            health.label("health"),
            children.label("children"),
            Implementation.pairs_planned,
            Progress.manager_id,
        )
        .join(Implementation, Implementation.id == Progress.implementation_id)
        .join(Area, Area.id == Progress.area_id)
        .where(
            whose,
            Implementation.pairs_planned.is_not(None),
            Progress.closed_on.is_(None),
            Progress.trained_on.is_not(None),
            Progress.licence_state.in_(STANDING),
            Progress.licence_ends_on >= extent.today,
            ~suspended_on(extent.today),
            or_(health < Implementation.pairs_planned, children < Implementation.pairs_planned),
        )
        .order_by(Progress.name_key, Progress.id)
        .limit(extent.most)
    )
    return [
        rules.ShortOfPairs(
            area_id=row.area_id,
            area=row.name,
            implementation_id=row.id,
            health=row.health,
            children=row.children,
            planned=row.pairs_planned or 0,
            manager_id=row.manager_id,
        )
        for row in rows
    ]


def able(professions: Collection[Profession], extent: Extent) -> ScalarSelect[int]:
    """How many people of these professions may deliver today in an implementation."""
    return (
        select(func.count(Facilitator.id))
        .where(
            Facilitator.implementation_id == Implementation.id,
            Facilitator.profession.in_(professions),
            accredited_on(extent.today),
        )
        .correlate(Implementation)
        .scalar_subquery()
    )
