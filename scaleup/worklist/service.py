"""The two acts on My work: a line is put off, and woken again."""

from datetime import date, datetime

from sqlalchemy import delete, select

from scaleup import audit
from scaleup.accounts.models import Person
from scaleup.core.errors import Refused
from scaleup.extensions import db
from scaleup.worklist.models import Snoozed
from scaleup.worklist.rules import Line, refusals


def put_off(
    person_id: int, line: Line, *, until_on: date, reason: str, text_checked: bool, today: date, now: datetime
) -> None:
    """The line is out of the person's list until that day. Raises Refused. What has run out is cleared away."""
    refused = refusals(until_on, reason, today=today, text_checked=text_checked)
    if refused:
        raise Refused(refused)
    db.session.get(Person, person_id, with_for_update=True)  # pressed twice at once, it is put off once
    over = (Snoozed.until_on <= today) | (Snoozed.line_key == line.key)
    db.session.execute(delete(Snoozed).where(Snoozed.person_id == person_id, over))
    area_id = line.link.area_id or None
    row = Snoozed(
        person_id=person_id,
        area_id=area_id,
        line_key=line.key,
        stamp=line.stamp,
        until_on=until_on,
        reason=reason.strip(),
        made_at=now,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "line put off",
        subject="snooze",
        subject_id=row.id,
        person_id=person_id,
        area_id=area_id,
        fields=("until_on", "reason"),
    )


def wake(person_id: int, snooze_id: int) -> bool:
    """The line is back in the person's own list; False where it was not out of it."""
    row = db.session.scalar(select(Snoozed).where(Snoozed.id == snooze_id, Snoozed.person_id == person_id))
    if row is None:
        return False
    audit.record("line woken", subject="snooze", subject_id=row.id, person_id=person_id, area_id=row.area_id, fields=())
    db.session.delete(row)
    db.session.flush()
    return True
