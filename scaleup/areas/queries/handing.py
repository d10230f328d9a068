"""Implementations that are handed over: as they are now, and the hand-overs that wait for their day."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person
from scaleup.areas.models import Area, Handover, Implementation
from scaleup.areas.queries.scope import scoped
from scaleup.areas.rules import HandoverState, Looked
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.programmes.models import Programme

Taker = aliased(Person, name="taker")


def looked_at(actor: Actor, implementation_ids: Collection[int], today: date) -> dict[int, Looked]:
    """Those of these implementations that the actor may see, by id, as they are now; one statement."""
    asked = (
        select(
            Implementation.id,
            Implementation.area_id,
            Area.name.label("area"),
            Programme.name.label("programme"),
            Implementation.manager_id,
            Person.name.label("manager"),
            Implementation.closed_on,
            Taker.name.label("pending_to"),
            Handover.on_day,
        )
        .join(Area, Area.id == Implementation.area_id)
        .join(Programme, Programme.id == Implementation.programme_id)
        .outerjoin(Person, Person.id == Implementation.manager_id)
        .outerjoin(
            Handover,
            (Handover.implementation_id == Implementation.id) & (Handover.state == HandoverState.PENDING),
        )
        .outerjoin(Taker, Taker.id == Handover.to_id)
        .where(Implementation.id.in_(implementation_ids))
        .order_by(Area.name_key, Implementation.id)
    )
    rows = db.session.execute(scoped(asked, Implementation.area_id, actor=actor, today=today))
    return {
        row.id: Looked(
            implementation_id=row.id,
            area_id=row.area_id,
            area=row.area,
            programme=row.programme,
            manager_id=row.manager_id,
            manager=row.manager or "",
            closed_on=row.closed_on,
            pending_to=row.pending_to or "",
            pending_on=row.on_day,
        )
        for row in rows
    }


def due_handovers(today: date) -> list[int]:
    """The hand-overs whose day has come, the earliest first."""
    return list(
        db.session.scalars(
            select(Handover.id)
            .where(Handover.state == HandoverState.PENDING, Handover.on_day <= today)
            .order_by(Handover.on_day, Handover.id)
        )
    )
