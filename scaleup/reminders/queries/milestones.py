"""Activities of a programme's stages that may be reminded of: dated, and ticked by nobody and no fact."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, select

from scaleup.areas.models import Area, Implementation
from scaleup.core.errors import Absent
from scaleup.extensions import db
from scaleup.milestones.models import DatedActivity, Progress
from scaleup.programmes.models import Programme
from scaleup.programmes.rules import ReminderSubject
from scaleup.reminders.queries.subjects import Candidate, reminded
from scaleup.reminders.rules import MilestoneFacts, Subject
from scaleup.worklist.queries.milestones import unticked, words_of


def open_milestones(until: date, area_ids: Collection[int] | None = None) -> list[Candidate]:
    """Activities due by the date that are not done. The day itself is the version."""
    chosen = (
        select(
            DatedActivity.id,
            DatedActivity.due_on,
            DatedActivity.area_id,
            DatedActivity.owner_id,
            Area.reminders_started_at,
            Area.nation,
            Implementation.programme_version_id,
            Implementation.manager_id,
            Implementation.id,
        )
        .join(Implementation, Implementation.id == DatedActivity.implementation_id)
        .join(Progress, Progress.id == Implementation.id)
        .join(Area, Area.id == DatedActivity.area_id)
        .where(DatedActivity.due_on <= until, *_standing(), *reminded(area_ids))
    )
    return [
        Candidate(
            Subject(ReminderSubject.MILESTONE, id_, due_on.toordinal(), due_on, area_id, owner_id, begun_at),
            nation,
            version_id,
            manager_id,
            under,
        )
        for id_, due_on, area_id, owner_id, begun_at, nation, version_id, manager_id, under in db.session.execute(
            chosen
        )
        if due_on is not None
    ]


def still_open_milestones(keys: Sequence[str]) -> set[str]:
    """Of these "activity:version" keys, those not done and still due on that day."""
    ids = [int(key.partition(":")[0]) for key in keys]
    chosen = (
        select(DatedActivity.id, DatedActivity.due_on)
        .join(Implementation, Implementation.id == DatedActivity.implementation_id)
        .join(Progress, Progress.id == Implementation.id)
        .join(Area, Area.id == DatedActivity.area_id)
        .where(DatedActivity.id.in_(ids), *_standing(), *reminded(None))
    )
    found = {f"{id_}:{due_on.toordinal()}" for id_, due_on in db.session.execute(chosen) if due_on is not None}
    return found & set(keys)


def milestone_facts(activity_id: int) -> tuple[MilestoneFacts, int]:
    """What a mail about this activity says, and the programme version whose rules remind of it."""
    row = db.session.execute(
        select(DatedActivity, Implementation, Area.name, Programme.name)
        .join(Implementation, Implementation.id == DatedActivity.implementation_id)
        .join(Programme, Programme.id == Implementation.programme_id)
        .join(Area, Area.id == DatedActivity.area_id)
        .where(DatedActivity.id == activity_id)
    ).one_or_none()
    if row is None:
        raise Absent
    one, of, area, programme = row
    if one.due_on is None:
        raise Absent
    facts = MilestoneFacts(one.area_id, area, programme, words_of(of, one.code), one.due_on)
    return facts, of.programme_version_id


def _standing() -> tuple[ColumnElement[bool], ...]:
    return DatedActivity.done_on.is_(None), Implementation.closed_on.is_(None), unticked()
