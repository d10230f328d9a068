"""Funding that may be reminded of: of the whole of an implementation, where it ends before the licence does."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, select

from scaleup.areas.models import Area, Implementation
from scaleup.core.errors import Absent
from scaleup.extensions import db
from scaleup.licences.rules import STANDING
from scaleup.milestones.models import Progress
from scaleup.programmes.models import Programme
from scaleup.programmes.rules import ReminderSubject
from scaleup.reminders.queries.subjects import Candidate, reminded
from scaleup.reminders.rules import FundingFacts, Subject


def funding_that_ends(until: date, area_ids: Collection[int] | None = None) -> list[Candidate]:
    """Implementations whose funding ends by the date and before their licence. The last day is the version."""
    chosen = (
        select(
            Implementation.id,
            Progress.funded_until_on,
            Implementation.area_id,
            Area.reminders_started_at,
            Area.nation,
            Implementation.programme_version_id,
            Implementation.manager_id,
        )
        .join(Progress, Progress.id == Implementation.id)
        .join(Area, Area.id == Implementation.area_id)
        .where(Progress.funded_until_on <= until, *_short(), *reminded(area_ids))
    )
    return [
        Candidate(
            Subject(ReminderSubject.FUNDING, id_, ends_on.toordinal(), ends_on, area_id, begun_at=begun_at),
            nation,
            version_id,
            manager_id,
            id_,
        )
        for id_, ends_on, area_id, begun_at, nation, version_id, manager_id in db.session.execute(chosen)
        if ends_on is not None
    ]


def still_short_of_funding(keys: Sequence[str]) -> set[str]:
    """Of these "implementation:version" keys, those whose funding still ends on that day, before the licence."""
    ids = [int(key.partition(":")[0]) for key in keys]
    chosen = (
        select(Implementation.id, Progress.funded_until_on)
        .join(Progress, Progress.id == Implementation.id)
        .join(Area, Area.id == Implementation.area_id)
        .where(Implementation.id.in_(ids), *_short(), *reminded(None))
    )
    found = {f"{id_}:{ends_on.toordinal()}" for id_, ends_on in db.session.execute(chosen) if ends_on is not None}
    return found & set(keys)


def funding_facts(implementation_id: int) -> tuple[FundingFacts, int]:
    """What a mail about this funding says, and the programme version whose rules remind of it."""
    row = db.session.execute(
        select(
            Implementation.area_id,
            Area.name.label("area"),
            Programme.name.label("programme"),
            Progress.funded_until_on,
            Progress.licence_ends_on,
            Implementation.programme_version_id,
        )
        .join(Progress, Progress.id == Implementation.id)
        .join(Programme, Programme.id == Implementation.programme_id)
        .join(Area, Area.id == Implementation.area_id)
        .where(Implementation.id == implementation_id)
    ).one_or_none()
    if row is None or row.funded_until_on is None or row.licence_ends_on is None:
        raise Absent
    facts = FundingFacts(row.area_id, row.area, row.programme, row.funded_until_on, row.licence_ends_on)
    return facts, row.programme_version_id


def _short() -> tuple[ColumnElement[bool], ...]:
    return (
        Progress.funded_until_on < Progress.licence_ends_on,
        Progress.licence_state.in_(STANDING),
        Progress.closed_on.is_(None),
    )
