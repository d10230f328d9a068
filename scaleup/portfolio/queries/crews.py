"""People named for sessions to come who will not deliver them, for My work of whoever leads there."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Row, and_, exists, func, or_, select

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Permission
from scaleup.areas.models import Access, Area, Implementation
from scaleup.areas.queries.scope import active_access
from scaleup.core.dates import plain_date
from scaleup.core.pages import Actor
from scaleup.delivery.models import DeliveryGroup, GroupSession, SessionDeliverer
from scaleup.delivery.rules import State
from scaleup.extensions import db
from scaleup.facilitators.models import Accreditation, Facilitator
from scaleup.facilitators.queries import gone_by
from scaleup.facilitators.rules import gone
from scaleup.portfolio.queries.measures import LEADING
from scaleup.worklist.rules import Notice

Gone = Row[int, str, str, str, bool, date | None, date]
"""Somebody at a group that goes on: the group, its name, the area, who, whether and when they left, the first day."""
MOST = 51
"""So many lines at most, as of other things."""


def cannot_deliver(actor: Actor, today: date) -> list[Notice]:
    """A line for each group that the actor leads at which somebody who has left, or lapsed, still stands."""
    if not actor.may(Permission.RECORD_DELIVERY) or not actor.roles & LEADING:
        return []
    led = select(Access.area_id).where(
        Access.person_id == actor.person_id, Access.role.in_(actor.roles & LEADING), active_access(today)
    )
    of_theirs = Accreditation.facilitator_id == Facilitator.id
    lapsed = and_(
        exists().where(of_theirs, Accreditation.until_on < today),
        ~exists().where(
            of_theirs, Accreditation.from_on <= GroupSession.due_on, Accreditation.until_on >= GroupSession.due_on
        ),
    )
    rows = db.session.execute(
        select(
            DeliveryGroup.id,
            DeliveryGroup.name.label("group"),
            Area.name.label("area"),
            Person.name,
            Facilitator.left,
            Facilitator.left_on,
            func.min(GroupSession.due_on).label("first_on"),
        )
        .join(GroupSession, GroupSession.group_id == DeliveryGroup.id)
        .join(SessionDeliverer, SessionDeliverer.session_id == GroupSession.id)
        .join(Facilitator, Facilitator.id == SessionDeliverer.facilitator_id)
        .join(Person, Person.id == Facilitator.person_id)
        .join(Implementation, Implementation.id == DeliveryGroup.implementation_id)
        .join(Area, Area.id == DeliveryGroup.area_id)
        .where(
            GroupSession.area_id.in_(led),
            GroupSession.state.in_((State.PLANNED, State.MOVED)),
            GroupSession.due_on >= today,
            Implementation.closed_on.is_(None),
            or_(gone_by(today), lapsed),
        )
        .group_by(DeliveryGroup.id, DeliveryGroup.name, Area.name, Facilitator.id, Person.name)
        .order_by(func.min(GroupSession.due_on), DeliveryGroup.id, Facilitator.id)
        .limit(MOST)
    )
    by_group: dict[int, list[Gone]] = {}
    for row in rows:
        by_group.setdefault(row.id, []).append(row)
    return [notice(found, today) for found in by_group.values()]


def notice(found: Sequence[Gone], today: date) -> Notice:
    """Who cannot deliver what of a group, and from when."""
    first = found[0]
    who = [row.name for row in found]
    stand = "stands" if len(who) == 1 else "stand"
    return Notice(
        what=f"{' and '.join(who)} still {stand} at sessions to come of {first.group}",
        why=f"{'; '.join(why(row, today) for row in found)}. The first is on {plain_date(first.first_on)}",
        since_on=min((row.left_on for row in found if row.left_on and row.left_on < today), default=today),
        act="Change who delivers",
        address=f"/groups/{first.id}/pair",
        place=first.area,
    )


def why(row: Gone, today: date) -> str:
    """Why somebody cannot deliver."""
    if not gone(row.left_on, today, left=row.left):
        return f"{row.name} is not accredited any more"
    return f"{row.name} left on {plain_date(row.left_on)}" if row.left_on else f"{row.name} has left"
