"""Fidelity checks that may be reminded of: the next one of each implementation under a licence."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select

from scaleup.areas.models import Area, Implementation
from scaleup.core.errors import Absent
from scaleup.extensions import db
from scaleup.fidelity.queries import checks_due
from scaleup.programmes.models import Programme
from scaleup.programmes.rules import ReminderSubject
from scaleup.reminders.queries.subjects import Candidate, among, reminded
from scaleup.reminders.rules import Subject
from scaleup.reminders.rules.evidence import CheckFacts


def checks_to_make(until: date, area_ids: Collection[int] | None = None) -> list[Candidate]:
    """Checks due by the date, of the version under which the area is licensed. The day is the version. Two statements.

    Once somebody has looked, the next one is due on another day.
    """
    due = {one.implementation_id: one for one in checks_due(*reminded(area_ids), until=until)}
    if not due:
        return []
    asked = (
        select(Implementation.id, Area.reminders_started_at, Area.nation, Implementation.manager_id)
        .join(Area, Area.id == Implementation.area_id)
        .where(among(Implementation.id, due))
    )
    return [
        Candidate(
            Subject(
                ReminderSubject.FIDELITY,
                id_,
                due[id_].due_on.toordinal(),
                due[id_].due_on,
                due[id_].area_id,
                begun_at=begun_at,
            ),
            nation,
            due[id_].version_id,
            manager_id,
            id_,
        )
        for id_, begun_at, nation, manager_id in db.session.execute(asked)
        if id_ in due
    ]


def still_due_checks(keys: Sequence[str]) -> set[str]:
    """Of these "implementation:version" keys, those whose next check is due on that day still."""
    ids = [int(key.partition(":")[0]) for key in keys]
    found = checks_due(Implementation.id.in_(ids), *reminded(None))
    return {f"{one.implementation_id}:{one.due_on.toordinal()}" for one in found} & set(keys)


def check_facts(implementation_id: int, due_on: date) -> tuple[CheckFacts, int]:
    """What a mail about this check says, and the programme version whose rules remind of it."""
    row = db.session.execute(
        select(Area.id, Area.name, Programme.name.label("programme"), Implementation.programme_version_id)
        .select_from(Implementation)
        .join(Area, Area.id == Implementation.area_id)
        .join(Programme, Programme.id == Implementation.programme_id)
        .where(Implementation.id == implementation_id)
    ).one_or_none()
    if row is None:
        raise Absent
    due = checks_due(Implementation.id == implementation_id)
    version_id = due[0].version_id if due else row.programme_version_id
    return CheckFacts(row.id, row.name, row.programme, due_on), version_id
