"""Closure days that managers keep besides the bank holidays: plans re-make when one comes or goes."""

from datetime import date

from sqlalchemy import select

from scaleup import audit
from scaleup.areas.models import ClosureDay
from scaleup.areas.rules import Closure, ClosureDayChanged, refusals_of_closure
from scaleup.core import facts
from scaleup.core.dates import plain_date
from scaleup.core.errors import Absent, Refused, refuse
from scaleup.extensions import db


def add_closure_day(nation: str, on_day: date, *, reason: str, by: int | None) -> ClosureDay:
    """Nobody works there on that day ("all": nowhere), and the plans have been re-made."""
    refused = refusals_of_closure(nation, on_day, reason)
    if refused:
        raise Refused(refused)
    already = db.session.scalar(select(ClosureDay).where(ClosureDay.nation == nation, ClosureDay.on_day == on_day))
    if already is not None:
        raise refuse(f"{plain_date(on_day)} is already a closure day: {already.reason}.", "on_day")
    day = ClosureDay(nation=nation, on_day=on_day, reason=reason.strip())
    db.session.add(day)
    db.session.flush()
    facts.announce(ClosureDayChanged(nation, on_day, Closure.ADDED, by))
    audit.record("closure day added", subject="closure_day", subject_id=day.id, person_id=by)
    return day


def remove_closure_day(closure_day_id: int, *, by: int | None) -> None:
    """The day is a working day again, and the plans have been re-made."""
    day = db.session.get(ClosureDay, closure_day_id)
    if day is None:
        raise Absent
    nation, on_day = day.nation, day.on_day
    db.session.delete(day)
    db.session.flush()
    facts.announce(ClosureDayChanged(nation, on_day, Closure.REMOVED, by))
    audit.record("closure day removed", subject="closure_day", subject_id=closure_day_id, person_id=by)
