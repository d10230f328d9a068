"""Hand-overs that wait for their day, and how one is dropped. Apart, because assigning a manager drops one too."""

from datetime import timedelta

from sqlalchemy import select

from scaleup import audit
from scaleup.accounts.rules import Role
from scaleup.areas.models import Access, Handover, Implementation
from scaleup.areas.rules import HandoverState
from scaleup.areas.service.telling import tell_of_drop
from scaleup.core import clock
from scaleup.extensions import db

DAY = timedelta(days=1)
THROUGH_MANAGING = "manager of the implementation"


def pending_of(implementation_id: int) -> Handover | None:
    """The hand-over of the implementation that waits for its day."""
    return db.session.scalar(
        select(Handover).where(
            Handover.implementation_id == implementation_id,
            Handover.state == HandoverState.PENDING,
        )
    )


def drop_pending(row: Implementation, *, because: str, by: int | None) -> None:
    """No hand-over of the implementation waits any more; access is as it was before it."""
    pending = pending_of(row.id)
    if pending is not None:
        drop(pending, because=because, by=by)


def drop(pending: Handover, *, because: str, by: int | None) -> None:
    """The hand-over will not happen: who would have taken over does not see the area, who hands over goes on.

    Both are told.
    """
    pending.state, pending.dropped_because = HandoverState.DROPPED, because
    of_managers = select(Access).where(Access.area_id == pending.area_id, Access.role == Role.IMPLEMENTATION_MANAGER)
    for given in db.session.scalars(
        of_managers.where(
            Access.person_id == pending.to_id,
            Access.from_on == pending.on_day,
            Access.through == THROUGH_MANAGING,
        )
    ):
        db.session.delete(given)
    for ended in db.session.scalars(
        of_managers.where(Access.person_id == pending.from_id, Access.until_on == pending.on_day - DAY)
    ):
        ended.until_on = None
    db.session.flush()
    tell_of_drop(pending, by=by, now=clock.now())
    audit.record("hand-over dropped", subject="handover", subject_id=pending.id, person_id=by, area_id=pending.area_id)
