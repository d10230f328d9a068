"""The contacts of the plan that are still open: what a logged one may settle, and what comes next."""

from datetime import date

from sqlalchemy import select

from scaleup.extensions import db
from scaleup.support.models import Slot


def open_slots(implementation_id: int) -> list[Slot]:
    """The open contacts of the implementation's plans, by date."""
    return list(
        db.session.scalars(
            select(Slot)
            .where(Slot.implementation_id == implementation_id, Slot.state == "open")
            .order_by(Slot.due_on, Slot.id)
        )
    )


def first_open_after(implementation_id: int, day: date) -> Slot | None:
    """The first open contact of the plan after this day."""
    return next((slot for slot in open_slots(implementation_id) if slot.due_on > day), None)
