"""Time points of groups that may be reminded of: due, or with their window closed, and forms not accounted for."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from scaleup.areas.models import Area, Implementation
from scaleup.core.errors import Absent
from scaleup.delivery.models import GroupSession
from scaleup.evaluation.queries import Awaited, awaited
from scaleup.extensions import db
from scaleup.programmes.rules import ReminderSubject
from scaleup.reminders.queries.subjects import Candidate, among, reminded
from scaleup.reminders.rules import Subject
from scaleup.reminders.rules.evidence import FormsFacts

FORGOTTEN = timedelta(days=180)
"""Forms of so long ago are history, as with registers."""
KINDS = (ReminderSubject.TIME_POINT, ReminderSubject.TIME_POINT_CLOSES)


def open_time_points(until: date, area_ids: Collection[int] | None = None) -> list[Candidate]:
    """Time points due by the date of which forms are awaited; each once by its day, and once by its window's end."""
    found = awaited(*reminded(area_ids), begin=until - FORGOTTEN, until=until)
    if not found:
        return []
    asked = (
        select(Implementation.id, Area.reminders_started_at, Area.nation, Implementation.manager_id)
        .join(Area, Area.id == Implementation.area_id)
        .where(among(Implementation.id, {one.implementation_id for one in found}))
    )
    of = {row.id: row for row in db.session.execute(asked)}
    return [
        Candidate(
            Subject(
                kind,
                one.session_id,
                day.toordinal(),
                day,
                one.area_id,
                begun_at=of[one.implementation_id].reminders_started_at,
            ),
            of[one.implementation_id].nation,
            one.version_id,
            of[one.implementation_id].manager_id,
            one.implementation_id,
        )
        for one in found
        for kind in KINDS
        for day in (day_of(one, kind),)
    ]


def day_of(one: Awaited, kind: ReminderSubject) -> date:
    """The day that it is reminded of: its own, or the last on which forms are in time."""
    return one.point.closes_on if kind is ReminderSubject.TIME_POINT_CLOSES else one.point.due_on


def still_open_points(keys: Sequence[str]) -> set[str]:
    """Of these "session:version" keys, those due on that day with forms awaited."""
    return still_awaited(keys, ReminderSubject.TIME_POINT)


def still_closing_points(keys: Sequence[str]) -> set[str]:
    """Of these, those whose window closes on that day with forms awaited."""
    return still_awaited(keys, ReminderSubject.TIME_POINT_CLOSES)


def still_awaited(keys: Sequence[str], kind: ReminderSubject) -> set[str]:
    """Of these keys, those of which forms are awaited by their day of this kind."""
    ids = [int(key.partition(":")[0]) for key in keys]
    found = awaited(GroupSession.id.in_(ids), *reminded(None))
    return {f"{one.session_id}:{day_of(one, kind).toordinal()}" for one in found} & set(keys)


def forms_facts(session_id: int, kind: ReminderSubject, day: date) -> tuple[FormsFacts, int]:
    """What a mail about the forms due on this day says, or in time until then; and the version of its rules."""
    for one in awaited(GroupSession.id == session_id):
        if day == day_of(one, kind):
            area = db.session.scalar(select(Area.name).where(Area.id == one.area_id)) or ""
            facts = FormsFacts(
                area_id=one.area_id,
                area=area,
                group_id=one.group_id,
                group=one.group,
                unit=one.unit,
                point=one.point.name,
                due_on=one.point.due_on,
                closes_on=one.point.closes_on,
            )
            return facts, one.version_id
    raise Absent
