"""What a plan is made from and checked against: kinds of events, areas, trainers, and what stands already."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import calendars_of, scoped
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.licences.rules import STANDING
from scaleup.programmes.queries import latest_versions
from scaleup.programmes.rules import Programme, TrainingAnchor, TrainingEvent
from scaleup.programmes.service import terms
from scaleup.training.models import Event, EventTrainer, HalfDay
from scaleup.training.rules import (
    Elsewhere,
    EventState,
    Half,
    Served,
    Span,
    Window,
    best_overlaps,
    proposal,
    window_of,
)

MOST_AREAS = 300
"""So many areas are offered in one form; an organisation of more narrows its scope by managers."""


@dataclass(frozen=True)
class Kind:
    """A kind of event of a programme, in its latest version."""

    programme_id: int
    version_id: int
    terms: Programme
    event: TrainingEvent


@dataclass(frozen=True)
class Candidate:
    """An area that may take part, with its window for this kind of event."""

    implementation_id: int
    area_id: int
    area: str
    window: Window | None


def kinds() -> list[Kind]:
    """Every kind of event of every programme, in the programme's order."""
    return [
        Kind(latest.programme_id, latest.id, found, event)
        for latest in latest_versions()
        for found in (terms(latest.id),)
        for event in found.training.events
    ]


def kind(programme_id: int, part: str) -> Kind:
    """This kind of event; raises Absent."""
    for one in kinds():
        if (one.programme_id, one.event.code) == (programme_id, part):
            return one
    raise Absent


def kind_of(event: Event) -> Kind:
    """The event's kind, as the version says that it keeps."""
    found = terms(event.programme_version_id)
    for one in found.training.events:
        if one.code == event.part:
            return Kind(event.programme_id, event.programme_version_id, found, one)
    raise Absent


def candidates(actor: Actor, wanted: Kind, today: date) -> list[Candidate]:
    """The areas in the actor's scope that take up the programme, by name, each with its window."""
    asked = (
        select(Implementation.id, Area.id.label("area_id"), Area.name)
        .join(Area, Area.id == Implementation.area_id)
        .where(Implementation.programme_id == wanted.programme_id, Implementation.closed_on.is_(None))
        .order_by(Area.name_key)
        .limit(MOST_AREAS)
    )
    rows = db.session.execute(scoped(asked, Implementation.area_id, actor=actor, today=today)).all()
    anchors = anchors_of([row.id for row in rows], wanted.event)
    return [Candidate(row.id, row.area_id, row.name, window_of(wanted.event, anchors.get(row.id))) for row in rows]


def anchors_of(implementation_ids: Collection[int], event: TrainingEvent) -> dict[int, date]:
    """The day from which each of these counts the event's window; without those of which it is not known."""
    if event.anchor is TrainingAnchor.FIRST_SESSION:
        rows = db.session.execute(
            select(DeliveryStart.implementation_id, DeliveryStart.started_on).where(
                DeliveryStart.implementation_id.in_(implementation_ids)
            )
        )
    else:
        rows = db.session.execute(
            select(Licence.implementation_id, func.max(Licence.starts_on))
            .where(
                Licence.implementation_id.in_(implementation_ids),
                Licence.state.in_(STANDING),
                Licence.renews_id.is_(None),
            )
            .group_by(Licence.implementation_id)
        )
    return {row[0]: row[1] for row in rows}


def served(implementation_ids: Collection[int], wanted: Kind) -> list[Served]:
    """These areas as a plan is checked against them, by name; a fixed number of statements."""
    rows = db.session.execute(
        select(Implementation.id, Area.name, Area.nation)
        .join(Area, Area.id == Implementation.area_id)
        .where(Implementation.id.in_(implementation_ids))
        .order_by(Area.name_key)
    ).all()
    calendars = calendars_of({row.nation for row in rows})
    anchors = anchors_of([row.id for row in rows], wanted.event)
    licences: dict[int, list[tuple[date, date]]] = {}
    for licence in db.session.execute(
        select(Licence.implementation_id, Licence.starts_on, Licence.ends_on)
        .where(Licence.implementation_id.in_(implementation_ids), Licence.state.in_(STANDING))
        .order_by(Licence.starts_on)
    ):
        licences.setdefault(licence.implementation_id, []).append((licence.starts_on, licence.ends_on))
    return [
        Served(
            row.id,
            row.name,
            calendars[row.nation],
            window_of(wanted.event, anchors.get(row.id)),
            tuple(licences.get(row.id, ())),
        )
        for row in rows
    ]


def trainers_offered() -> list[tuple[str, str]]:
    """Everybody who may train: trainers, and the unit's own staff, by name, as id and words."""
    roles = (Role.TRAINER, Role.IMPLEMENTATION_MANAGER, Role.UNIT_MANAGER)
    rows = db.session.execute(
        select(Person.id, Person.name)
        .where(
            Person.deactivated_at.is_(None),
            Person.id.in_(select(RoleHeld.person_id).where(RoleHeld.role.in_(roles), RoleHeld.ended_at.is_(None))),
        )
        .order_by(Person.name)
    )
    return [(str(row.id), row.name) for row in rows]


def elsewhere(trainer_ids: Collection[int], days: Collection[date], *, but: int | None) -> list[Elsewhere]:
    """What these people train on these days at other events that stand."""
    rows = db.session.execute(
        select(HalfDay, Person.name, Event)
        .join(Event, Event.id == HalfDay.event_id)
        .join(EventTrainer, EventTrainer.event_id == Event.id)
        .join(Person, Person.id == EventTrainer.person_id)
        .where(
            EventTrainer.person_id.in_(trainer_ids),
            HalfDay.on_day.in_(days),
            Event.state == EventState.PLANNED,
            Event.id != (but or 0),
        )
        .order_by(HalfDay.on_day, HalfDay.starts, Person.name)
    )
    return [
        Elsewhere(name, kind_of(event).event.name, Span(half.on_day, Half(half.half), half.starts, half.ends))
        for half, name, event in rows
    ]


def names_of(person_ids: Collection[int]) -> dict[int, str]:
    """The names of these people, by id."""
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))
    return {row.id: row.name for row in rows}


def proposed(found: Sequence[Candidate], today: date) -> str:
    """The days that lie in the windows of most of these areas, as a sentence; empty where no window is known."""
    windows = {one.implementation_id: one.window for one in found if one.window is not None}
    names = {one.implementation_id: one.area for one in found}
    return proposal(best_overlaps(windows, from_on=today), names)
