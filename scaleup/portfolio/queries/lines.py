"""One page of the list of areas, in one statement that costs the same among 100 areas and 100,000.

A line is an implementation, or an area that has taken up nothing yet. Which lines, in which order, is read from the
kept rows alone; what a line shows is joined to the fifty that are shown. How it is done: docs/decisions/0011-lists.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    SQLColumnExpression,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)

from scaleup.areas.models import Area
from scaleup.areas.queries import scoped
from scaleup.areas.rules import Exit
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.milestones.models import Progress
from scaleup.milestones.queries import dates_of, lapsed, rank_on, stage_is
from scaleup.milestones.rules import (
    NEAR_IN_DAYS,
    ORDER,
    Stage,
    StageDates,
    Trouble,
    days_in_stage,
    since,
    stage,
    troubles,
)
from scaleup.portfolio.queries.narrowing import Manager, Wanted, in_stage, narrowed
from scaleup.programmes.models import Programme


@dataclass(frozen=True)
class Line:
    """One line of the list."""

    id: int
    area_id: int
    implementation_id: int | None
    name: str
    nation: str
    region: str
    programme: str
    stage: Stage
    since: date | None
    """The first day of the stage."""
    days: int | None
    """How many days it has been in the stage."""
    manager_id: int | None
    manager: str
    ends_on: date | None
    contact_due_on: date | None
    troubles: Sequence[Trouble]
    closed: bool = False

    @property
    def others(self) -> int:
        """How many troubles there are besides the worst."""
        return max(len(self.troubles) - 1, 0)


def lines(actor: Actor, wanted: Wanted, today: date) -> list[Line]:
    """One page of lines, in the order asked for; one statement."""
    if wanted.sort == "need" and wanted.direction != "descending":
        chosen = most_urgent(actor, wanted, today)
        order: Sequence[SQLColumnExpression[Any]] = (chosen.c.rank, chosen.c.by_day, Progress.name_key, Progress.id)
        asked = select(*SHOWN).join(chosen, chosen.c.id == Progress.id)
    else:
        order = ordered(wanted, today)
        asked = narrowed(select(*SHOWN), wanted, actor=actor, today=today)
        if wanted.stage:
            asked = asked.where(in_stage(wanted.stage, today))
    asked = (
        asked.join(Area, Area.id == Progress.area_id)
        .outerjoin(Programme, Programme.id == Progress.programme_id)
        .outerjoin(Manager, Manager.id == Progress.manager_id)
    )
    rows = db.session.execute(asked.order_by(*order).offset(wanted.skip).limit(wanted.most)).all()
    return [line(row, today) for row in rows]


SHOWN = (Progress, Area.name, Programme.name.label("programme"), Manager.name.label("manager"))


def most_urgent(actor: Actor, wanted: Wanted, today: date) -> Any:
    """The first lines by urgency, then by the day by which somebody is wanted: id, rank, that day.

    Each branch is one range of an index and stops where the page is full; the page is the first of all branches.
    """
    near = today + timedelta(days=NEAR_IN_DAYS)
    counting = or_(Progress.lapses_on.is_(None), Progress.lapses_on >= today)
    far = Progress.wanted_on > near
    urgency = case((Progress.due_on <= near, 0), (Progress.resting, 1), else_=2)
    branches = (
        branch(literal(0), Progress.wanted_on, and_(Progress.wanted_on <= near, counting)),
        branch(literal(1), Progress.wanted_on, and_(far, Progress.resting)),
        branch(literal(2), Progress.wanted_on, and_(far, ~Progress.resting)),
        branch(urgency, Progress.due_on, lapsed(today))
        .order_by(None)
        .order_by("rank", "by_day", Progress.name_key, Progress.id),
    )
    parts = []
    for one in branches:
        asked = narrowed(one, wanted, actor=actor, today=today)
        if wanted.stage:
            asked = asked.where(in_stage(wanted.stage, today))
        parts.append(select(asked.limit(wanted.skip + wanted.most).subquery()))
    return union_all(*parts).subquery("chosen")


def branch(
    rank: ColumnElement[int], by_day: SQLColumnExpression[date], condition: ColumnElement[bool]
) -> Select[*tuple[Any, ...]]:
    """Lines of one urgency, those first by whose day somebody is wanted first."""
    return (
        select(Progress.id, rank.label("rank"), by_day.label("by_day"))
        .where(condition)
        .order_by(by_day, Progress.name_key, Progress.id)
    )


def line(row: Row[*tuple[Any, ...]], today: date) -> Line:
    """The row as the list shows it, with what needs attention."""
    kept: Progress = row.Progress
    dates = stage_dates(kept)
    return Line(
        id=kept.id,
        area_id=kept.area_id,
        implementation_id=kept.implementation_id,
        name=row.name,
        nation=kept.nation,
        region=kept.region or "",
        programme=row.programme or "",
        stage=stage(dates, today),
        since=since(dates, today),
        days=days_in_stage(dates, today),
        manager_id=kept.manager_id,
        manager=row.manager or "",
        ends_on=kept.licence_ends_on,
        contact_due_on=kept.contact_due_on,
        troubles=troubles(dates_of(kept), today),
        closed=kept.closed_on is not None,
    )


def stage_dates(kept: Progress) -> StageDates:
    """What the stage is read from."""
    return StageDates(
        preparing_on=kept.preparing_on,
        training_on=kept.training_on,
        delivering_on=kept.delivering_on,
        ended_on=kept.ended_on,
        paused=kept.exit == Exit.PAUSED,
    )


def ordered(wanted: Wanted, today: date) -> Sequence[SQLColumnExpression[Any]]:
    """The order asked for; lines that tie stand by name, and empty dates at the end."""
    stages = case(*((stage_is(one, today), place) for place, one in enumerate(ORDER)), else_=len(ORDER))
    by: dict[str, SQLColumnExpression[Any]] = {
        "name": Progress.name_key,
        "stage": stages,
        "need": rank_on(today),
        "next": Progress.contact_due_on,
        "ends": Progress.licence_ends_on,
        "manager": func.lower(Manager.name),
    }
    chosen = by.get(wanted.sort, by["need"])
    falling = wanted.direction == "descending"
    return [(chosen.desc() if falling else chosen.asc()).nulls_last(), Progress.name_key, Progress.id]


def programmes() -> list[tuple[str, str]]:
    """Every programme, as slug and name."""
    rows = db.session.execute(select(Programme.slug, Programme.name).order_by(Programme.name))
    return [(row.slug, row.name) for row in rows]


def managers(actor: Actor, today: date) -> list[tuple[int, str]]:
    """Everybody who looks after a line that the actor may see, as id and name.

    From one manager to the next along the index, instead of over every line.
    """
    after = scoped(select(func.min(Progress.manager_id)), Progress.area_id, actor=actor, today=today)
    each = after.cte("each", recursive=True)
    each = each.union_all(
        select(after.where(Progress.manager_id > each.c[0]).scalar_subquery()).where(each.c[0].is_not(None))
    )
    rows = db.session.execute(
        select(Manager.id, Manager.name).join(each, each.c[0] == Manager.id).order_by(Manager.name)
    )
    return [(row.id, row.name) for row in rows]
