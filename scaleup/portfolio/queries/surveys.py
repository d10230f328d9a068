"""Surveys of staff after training: which events an area had, and which surveys wait, on My work of the managers."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scaleup.accounts.rules import Permission
from scaleup.areas.models import Implementation
from scaleup.core.pages import Actor
from scaleup.evaluation.models import ProcessActivity
from scaleup.evaluation.queries.activities import asked_of, surveys_of
from scaleup.evaluation.rules.activities import Due, Trained
from scaleup.extensions import db
from scaleup.programmes.models import ProgrammeVersion
from scaleup.training.models import Event, EventArea
from scaleup.training.rules import EventState
from scaleup.worklist.rules import Notice


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
    """The surveys of staff that are due or late where the actor is the implementation manager; three statements."""
    if not actor.may(Permission.MANAGE_AREAS):
        return []
    mine = list(
        db.session.scalars(
            select(Implementation)
            .where(Implementation.manager_id == actor.person_id, Implementation.closed_on.is_(None))
            .options(
                joinedload(Implementation.area),
                joinedload(Implementation.programme_version).joinedload(ProgrammeVersion.programme),
            )
            .order_by(Implementation.id)
        )
    )
    ids = [one.id for one in mine]
    if not ids:
        return []
    events, done = defaultdict(list), defaultdict(list)
    for event in trainings(ids):
        events[event.implementation_id].append(event)
    asked = select(ProcessActivity).where(
        ProcessActivity.implementation_id.in_(ids), ProcessActivity.event_id.is_not(None)
    )
    for row in db.session.scalars(asked):
        done[row.implementation_id].append(row)
    return [
        Notice(
            what=f"Survey of staff, {survey.wave.words.lower()}",
            why="Late" if survey.standing is Due.LATE else "What staff say helps the next area",
            since_on=survey.due_on,
            act="Enter it",
            address=f"/areas/{one.area_id}/results/process",
            place=one.area.name,
        )
        for one in mine
        for survey in surveys_of(asked_of(one), events[one.id], done[one.id], today)
        if survey.standing in (Due.DUE, Due.LATE)
    ]
