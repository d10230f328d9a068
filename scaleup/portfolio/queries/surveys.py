"""Surveys of staff after training: which events an area had, and which surveys wait, on My work of the managers."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import Row, Select, and_, select

from scaleup.accounts.rules import Permission
from scaleup.areas.models import Area, Implementation
from scaleup.core.pages import Actor
from scaleup.evaluation.models import ProcessActivity
from scaleup.evaluation.queries.activities import surveys_of
from scaleup.evaluation.rules.activities import Due, Survey, Trained
from scaleup.extensions import db
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.rules import process_of
from scaleup.training.models import Event, EventArea
from scaleup.training.rules import EventState
from scaleup.worklist.rules import Notice

ASKED_FOR = timedelta(days=3 * 365)
"""What is longer ago is read for no list."""


def trainings(implementation_ids: Collection[int]) -> list[Trained]:
    """The training events of these implementations that were not called off, by their days; one statement."""
    rows = db.session.execute(
        select(EventArea.implementation_id, Event.id, Event.part, Event.last_on)
        .join(Event, Event.id == EventArea.event_id)
        .where(
            EventArea.implementation_id.in_(implementation_ids),
            Event.state == EventState.PLANNED,
            Event.last_on.is_not(None),
        )
        .order_by(Event.last_on, Event.id)
    )
    return [Trained(row.implementation_id, row.id, row.part, row.last_on) for row in rows]


def waiting(actor: Actor, today: date) -> list[Notice]:
    """The surveys of staff that are due or late where the actor is the implementation manager; two statements."""
    if not actor.may(Permission.MANAGE_AREAS):
        return []
    rows = db.session.execute(recent(actor.person_id, today)).all()
    if not rows:
        return []
    asked = {
        row.id: process_of(row.content)
        for row in db.session.execute(
            select(ProgrammeVersion.id, ProgrammeVersion.content).where(
                ProgrammeVersion.id.in_({row.programme_version_id for row in rows})
            )
        )
    }
    done: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for row in rows:
        if row.wave:
            done[row.implementation_id].add((row.event_id, row.wave))
    first = {(row.implementation_id, row.event_id): row for row in rows}
    return [
        notice(row, survey)
        for row in first.values()
        if (process := asked[row.programme_version_id])
        for survey in surveys_of(process, [event_of(row)], done[row.implementation_id], today)
        if survey.standing in (Due.DUE, Due.LATE)
    ]


def recent(person_id: int, today: date) -> Select[int, int, int, str, date | None, int, str, str | None]:
    """The events of what this person looks after, with the surveys of staff that were entered after each."""
    entered = and_(ProcessActivity.implementation_id == Implementation.id, ProcessActivity.event_id == Event.id)
    return (
        select(
            Implementation.id.label("implementation_id"),
            Implementation.programme_version_id,
            Event.id.label("event_id"),
            Event.part,
            Event.last_on,
            Implementation.area_id,
            Area.name,
            ProcessActivity.wave,
        )
        .join(Area, Area.id == Implementation.area_id)
        .join(EventArea, EventArea.implementation_id == Implementation.id)
        .join(Event, Event.id == EventArea.event_id)
        .outerjoin(ProcessActivity, entered)
        .where(
            Implementation.manager_id == person_id,
            Implementation.closed_on.is_(None),
            Event.state == EventState.PLANNED,
            Event.last_on.between(today - ASKED_FOR, today),
        )
        .order_by(Event.last_on, Event.id, Implementation.id)
    )


def event_of(row: Row[int, int, int, str, date | None, int, str, str | None]) -> Trained:
    """The event of this row."""
    return Trained(row.implementation_id, row.event_id, row.part, row.last_on)


def notice(row: Row[int, int, int, str, date | None, int, str, str | None], survey: Survey) -> Notice:
    """The line on My work."""
    return Notice(
        what=f"Survey of staff, {survey.wave.words.lower()}",
        why="What staff say helps the next area",
        since_on=survey.due_on,
        due_on=survey.late_from - timedelta(days=1),
        act="Enter it",
        address=f"/areas/{row.area_id}/results/process",
        place=row.name,
    )
