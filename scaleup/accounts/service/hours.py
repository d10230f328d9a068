"""How much a person works in a week, and when they are away: kept by themselves or by a unit manager."""

from datetime import date

from sqlalchemy import select

from scaleup import audit
from scaleup.accounts.models import Leave, WorkingWeek
from scaleup.accounts.rules import minutes_of, refusals_of_leave, refusals_of_week
from scaleup.core.errors import Absent, Refused, refuse
from scaleup.extensions import db


def keep_week(person_id: int, hours: str, *, by: int) -> None:
    """The person works so many hours in a week."""
    minutes = minutes_of(hours)
    refused = refusals_of_week(minutes)
    if minutes is None or refused:
        raise Refused(refused)
    kept = db.session.scalar(select(WorkingWeek).where(WorkingWeek.person_id == person_id))
    if kept is None:
        db.session.add(WorkingWeek(person_id=person_id, minutes=minutes))
    else:
        kept.minutes = minutes
    db.session.flush()
    audit.record("working week kept", subject="person", subject_id=person_id, person_id=by, fields=["minutes"])


def keep_leave(person_id: int, from_on: date, *, to_on: date, by: int, today: date) -> None:
    """The person is away on these days."""
    refused = refusals_of_leave(from_on, to_on, today=today)
    if refused:
        raise Refused(refused)
    of_person = select(Leave).where(Leave.person_id == person_id, Leave.from_on <= to_on, Leave.to_on >= from_on)
    if db.session.scalar(of_person) is not None:
        raise refuse("Some of these days are kept as leave already. Take that back first.", "from_on")
    db.session.add(Leave(person_id=person_id, from_on=from_on, to_on=to_on))
    db.session.flush()
    audit.record("leave kept", subject="person", subject_id=person_id, person_id=by, fields=["from_on", "to_on"])


def take_back_leave(person_id: int, leave_id: int, *, by: int) -> None:
    """The person works on those days after all; raises Absent where it is nobody's or another's."""
    kept = db.session.get(Leave, leave_id)
    if kept is None or kept.person_id != person_id:
        raise Absent
    db.session.delete(kept)
    db.session.flush()
    audit.record("leave taken back", subject="person", subject_id=person_id, person_id=by, fields=["from_on", "to_on"])
