"""The lines that a person has put off."""

from datetime import date

from sqlalchemy import select

from scaleup.extensions import db
from scaleup.worklist import rules
from scaleup.worklist.models import Snoozed


def snoozes_of(person_id: int, today: date) -> list[rules.Snooze]:
    """Those that still count."""
    rows = db.session.scalars(
        select(Snoozed).where(Snoozed.person_id == person_id, Snoozed.until_on > today).order_by(Snoozed.until_on)
    )
    return [rules.Snooze(row.id, row.line_key, row.stamp, row.until_on, row.reason) for row in rows]
