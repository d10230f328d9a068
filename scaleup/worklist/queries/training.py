"""What a trainer asks first: whose top-up windows open, and who needs which training, in the areas of their events."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import aliased

from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.facilitators.queries import gone_by
from scaleup.facilitators.rules import INITIAL
from scaleup.programmes.service import terms
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import Extent, opened_to

TOP_UP = "top_up"
MOST_PEOPLE = 2_000
"""A trainer's areas have fewer people."""


def trainees(viewer: rules.Viewer, extent: Extent) -> list[rules.Trainee]:
    """Everyone who facilitates in the areas that the viewer trains, by what they have completed."""
    first, after = aliased(PartDone), aliased(PartDone)
    rows = db.session.execute(
        select(
            Facilitator.area_id,
            Area.name,
            Implementation.programme_version_id,
            first.done_on.label("initial_on"),
            after.id.label("top_up_id"),
            DeliveryStart.started_on,
        )
        .join(Implementation, Implementation.id == Facilitator.implementation_id)
        .join(Area, Area.id == Facilitator.area_id)
        .outerjoin(first, (first.facilitator_id == Facilitator.id) & (first.part == INITIAL))
        .outerjoin(after, (after.facilitator_id == Facilitator.id) & (after.part == TOP_UP))
        .outerjoin(DeliveryStart, DeliveryStart.implementation_id == Implementation.id)
        .where(
            Facilitator.area_id.in_(opened_to(viewer, Role.TRAINER, today=extent.today)),
            ~gone_by(extent.today),
            Implementation.closed_on.is_(None),
        )
        .order_by(Facilitator.id)
        .limit(MOST_PEOPLE)
    ).all()
    months = months_of(row.programme_version_id for row in rows)
    return [
        rules.Trainee(
            area_id=row.area_id,
            area=row.name,
            initial_on=row.initial_on,
            topped_up=row.top_up_id is not None,
            started_on=row.started_on,
            opens_months=months[row.programme_version_id][0],
            closes_months=months[row.programme_version_id][1],
        )
        for row in rows
        if months[row.programme_version_id] != NO_TOP_UP or row.initial_on is None
    ]


NO_TOP_UP = (0, 0)


def months_of(version_ids: Iterable[int]) -> Mapping[int, tuple[int, int]]:
    """The months of the top-up under each of these versions, each asked for once however often it is named."""
    return {version_id: window_of(version_id) for version_id in set(version_ids)}


def window_of(version_id: int) -> tuple[int, int]:
    """In which months after its anchor the programme's top-up belongs; NO_TOP_UP where it has none."""
    for event in terms(version_id).training.events:
        if event.code == TOP_UP:
            return event.opens_months, event.closes_months
    return NO_TOP_UP
