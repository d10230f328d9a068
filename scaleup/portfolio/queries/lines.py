"""The list of areas: one statement for a page of lines, one for every count, both narrowed by the one scope.

A line is an implementation, or an area that has taken up nothing yet. The stage and the need are worked out in SQL for
sorting, filtering and counting, and by the rules for what is shown; a test holds the two together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    Case,
    ColumnElement,
    Row,
    Select,
    SQLColumnExpression,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person
from scaleup.areas.models import Area, AreaPerson, Implementation
from scaleup.areas.queries import scoped
from scaleup.areas.rules import Exit, Stage
from scaleup.core.dates import add_months
from scaleup.core.pages import Actor
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.facilitators.rules import INITIAL
from scaleup.licences.models import Licence
from scaleup.licences.rules import STANDING, State
from scaleup.portfolio.rules.troubles import (
    DECISION_IN_DAYS,
    IDLE_AFTER_DAYS,
    NEAR_IN_DAYS,
    NOTHING,
    RANK,
    Dates,
    Need,
    Trouble,
    troubles,
)
from scaleup.programmes.models import Programme
from scaleup.support.models import Action, Slot

PAUSED = "paused"
"""Beside the stages: an implementation that left by that door and may come back."""
EMBEDDED_AFTER_MONTHS = 12
Manager = aliased(Person, name="manager")

licence_id = (
    select(Licence.id)
    .where(Licence.implementation_id == Implementation.id, Licence.state != State.DRAFT)
    .order_by(Licence.starts_on.desc(), Licence.id.desc())
    .limit(1)
    .correlate(Implementation)
    .scalar_subquery()
)
contact_due_on = (
    select(func.min(Slot.due_on))
    .where(Slot.implementation_id == Implementation.id, Slot.state == "open")
    .correlate(Implementation)
    .scalar_subquery()
)
action_due_on = (
    select(func.min(Action.due_on))
    .where(
        Action.implementation_id == Implementation.id,
        Action.done_on.is_(None),
        Action.dropped_on.is_(None),
    )
    .correlate(Implementation)
    .scalar_subquery()
)
trained_on = (
    select(func.min(PartDone.done_on))
    .join(Facilitator, Facilitator.id == PartDone.facilitator_id)
    .where(Facilitator.implementation_id == Implementation.id, PartDone.part == INITIAL)
    .correlate(Implementation)
    .scalar_subquery()
)


@dataclass(frozen=True)
class Wanted:
    """How the list is narrowed and ordered, as the address bar says it."""

    search: str = ""
    stage: str = ""
    need: str = ""
    programme: str = ""
    nation: str = ""
    manager_id: int | None = None
    sort: str = "need"
    direction: str = "ascending"
    skip: int = 0
    most: int = 50


@dataclass(frozen=True)
class Line:
    """One line of the list."""

    area_id: int
    name: str
    nation: str
    programme: str
    stage: str
    manager: str
    ends_on: date | None
    contact_due_on: date | None
    troubles: Sequence[Trouble]

    @property
    def others(self) -> int:
        """How many troubles there are besides the worst."""
        return max(len(self.troubles) - 1, 0)


@dataclass(frozen=True)
class Counts:
    """How many lines there are: in all, by stage, and by need."""

    total: int
    by_stage: dict[str, int] = field(default_factory=dict)
    by_need: dict[str, int] = field(default_factory=dict)

    @property
    def needed(self) -> int:
        """How many need somebody now."""
        return self.by_need.get(Need.LATE, 0) + self.by_need.get(Need.SOON, 0)


def joined(columns: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
    """The columns, from areas and everything that a line is judged by."""
    return (
        columns.select_from(Area)
        .outerjoin(Implementation, Implementation.area_id == Area.id)
        .outerjoin(Programme, Programme.id == Implementation.programme_id)
        .outerjoin(Manager, Manager.id == Implementation.manager_id)
        .outerjoin(Licence, Licence.id == licence_id)
        .outerjoin(DeliveryStart, DeliveryStart.implementation_id == Implementation.id)
    )


def stage_on(today: date) -> Case[str]:
    """The stage as `areas.rules.stage` reads it, with pauses apart."""
    year_ago = add_months(today, -EMBEDDED_AFTER_MONTHS)
    over = or_(Licence.ends_on < today, Licence.state.in_([State.ENDED, State.TERMINATED]))
    return case(
        (Implementation.exit == Exit.PAUSED, PAUSED),
        (or_(Implementation.closed_on <= today, over), Stage.ENDED.value),
        (DeliveryStart.started_on <= year_ago, Stage.EMBEDDED.value),
        (DeliveryStart.started_on <= today, Stage.DELIVERING.value),
        (Licence.starts_on <= today, Stage.TRAINING.value),
        else_=Stage.PREPARING.value,
    )


def rank_on(today: date) -> Case[int]:
    """How urgently the line needs somebody, as `rules.troubles` says it: 0 late, 1 soon, 2 held back, 3 nothing."""
    near = today + timedelta(days=NEAR_IN_DAYS)
    standing = Licence.state.in_(STANDING)
    undecided = and_(
        standing,
        Licence.renewal.is_(None),
        Licence.ends_on >= today,
        Licence.ends_on < today + timedelta(days=DECISION_IN_DAYS),
    )
    idle = and_(
        standing,
        DeliveryStart.started_on.is_(None),
        trained_on < today - timedelta(days=IDLE_AFTER_DAYS),
    )
    return case(
        (Implementation.exit == Exit.PAUSED, RANK[Need.HELD]),
        (Implementation.closed_on.is_not(None), NOTHING),
        (or_(contact_due_on < today, undecided, idle, action_due_on < today), RANK[Need.LATE]),
        (or_(contact_due_on <= near, action_due_on <= near), RANK[Need.SOON]),
        (or_(Licence.state == State.SUSPENDED, Area.reminders_started_at.is_(None)), RANK[Need.HELD]),
        else_=NOTHING,
    )


def narrowed(
    asked: Select[*tuple[object, ...]], wanted: Wanted, *, actor: Actor, today: date
) -> Select[*tuple[object, ...]]:
    """Only what the actor may see and asked for; the stage apart, because it has counts of its own."""
    asked = scoped(asked, Area.id, actor=actor, today=today)
    if wanted.search:
        asked = asked.where(matches(wanted.search))
    if wanted.programme:
        asked = asked.where(Programme.slug == wanted.programme)
    if wanted.nation:
        asked = asked.where(Area.nation == wanted.nation)
    if wanted.manager_id is not None:
        asked = asked.where(Implementation.manager_id == wanted.manager_id)
    if wanted.need:
        needs = set(Need)
        asked = asked.where(rank_on(today) == RANK[Need(wanted.need)] if wanted.need in needs else false())
    return asked


def matches(search: str) -> ColumnElement[bool]:
    """That a part of the area's name, or of the name of somebody in it, is this."""
    part = " ".join(search.split()).casefold()
    people = (
        select(AreaPerson.id)
        .join(Person, Person.id == AreaPerson.person_id)
        .where(AreaPerson.area_id == Area.id, func.lower(Person.name).contains(part, autoescape=True))
    )
    return or_(
        Area.name_key.contains(part, autoescape=True),
        func.lower(Manager.name).contains(part, autoescape=True),
        people.exists(),
    )


def counts(actor: Actor, wanted: Wanted, today: date) -> Counts:
    """How many lines the filters find, by stage and by need; one statement."""
    asked = joined(select(stage_on(today).label("stage"), rank_on(today).label("rank")))
    inner = narrowed(asked, wanted, actor=actor, today=today).subquery()
    rows = db.session.execute(
        select(inner.c.stage, inner.c.rank, func.count()).group_by(inner.c.stage, inner.c.rank)
    ).all()
    needs = {rank: need for need, rank in RANK.items()}
    by_stage: dict[str, int] = {}
    by_need: dict[str, int] = {}
    for stage, rank, count in rows:
        by_stage[stage] = by_stage.get(stage, 0) + count
        if rank in needs:
            by_need[needs[rank]] = by_need.get(needs[rank], 0) + count
    return Counts(sum(by_stage.values()), by_stage, by_need)


def lines(actor: Actor, wanted: Wanted, today: date) -> list[Line]:
    """One page of lines, in the order asked for; one statement."""
    asked = joined(
        select(
            Area.id,
            Area.name,
            Area.nation,
            Area.reminders_started_at,
            Programme.name.label("programme"),
            stage_on(today).label("stage"),
            Manager.name.label("manager"),
            contact_due_on.label("contact_due_on"),
            action_due_on.label("action_due_on"),
            trained_on.label("trained_on"),
            Licence.state.label("licence_state"),
            Licence.ends_on,
            Licence.renewal,
            DeliveryStart.started_on,
            Implementation.closed_on,
            Implementation.exit,
        )
    )
    asked = narrowed(asked, wanted, actor=actor, today=today)
    if wanted.stage:
        asked = asked.where(stage_on(today) == wanted.stage)
    rows = db.session.execute(asked.order_by(*order(wanted, today)).offset(wanted.skip).limit(wanted.most)).all()
    return [line(row, today) for row in rows]


def line(row: Row[*tuple[Any, ...]], today: date) -> Line:
    """The row as the list shows it, with what needs attention."""
    dates = Dates(
        contact_due_on=row.contact_due_on,
        action_due_on=row.action_due_on,
        licence_state=row.licence_state,
        licence_ends_on=row.ends_on,
        renewal=row.renewal,
        trained_on=row.trained_on,
        started_on=row.started_on,
        closed_on=row.closed_on,
        exit=row.exit,
        held=row.reminders_started_at is None,
    )
    return Line(
        area_id=row.id,
        name=row.name,
        nation=row.nation,
        programme=row.programme or "",
        stage=row.stage,
        manager=row.manager or "",
        ends_on=row.ends_on,
        contact_due_on=row.contact_due_on,
        troubles=troubles(dates, today),
    )


STAGE_ORDER = (
    Stage.PREPARING,
    Stage.TRAINING,
    Stage.DELIVERING,
    Stage.EMBEDDED,
    PAUSED,
    Stage.ENDED,
)


def order(wanted: Wanted, today: date) -> Sequence[SQLColumnExpression[Any]]:
    """The order asked for; lines that tie stand by name, and empty dates at the end."""
    stages = case(*((stage_on(today) == stage, literal(place)) for place, stage in enumerate(STAGE_ORDER)), else_=99)
    by: dict[str, Sequence[SQLColumnExpression[Any]]] = {
        "name": [Area.name_key],
        "stage": [stages],
        "need": [rank_on(today), contact_due_on],
        "next": [contact_due_on],
        "ends": [Licence.ends_on],
        "manager": [func.lower(Manager.name)],
    }
    chosen = by.get(wanted.sort, by["need"])
    falling = wanted.direction == "descending"
    return [*((one.desc() if falling else one.asc()).nulls_last() for one in chosen), Area.name_key, Area.id]


def programmes() -> list[tuple[str, str]]:
    """Every programme that is taken up somewhere, as slug and name."""
    rows = db.session.execute(select(Programme.slug, Programme.name).order_by(Programme.name))
    return [(row.slug, row.name) for row in rows]


def managers(actor: Actor, today: date) -> list[tuple[int, str]]:
    """Everybody who manages an implementation that the actor may see, as id and name."""
    asked = (
        select(Person.id, Person.name)
        .join(Implementation, Implementation.manager_id == Person.id)
        .join(Area, Area.id == Implementation.area_id)
        .distinct()
        .order_by(Person.name)
    )
    rows = db.session.execute(scoped(asked, Area.id, actor=actor, today=today))
    return [(row.id, row.name) for row in rows]
