"""Where the lines of a portfolio stand: how long each stage usually lasts, and who has been in theirs longer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, union_all

from scaleup.core.pages import Actor
from scaleup.core.paging import COUNTED
from scaleup.extensions import db
from scaleup.milestones.models import Progress
from scaleup.milestones.queries import stage_is
from scaleup.milestones.queries.calendar import days_between, earliest
from scaleup.milestones.rules import AHEAD, MEASURED, SINCE, Spell, Stage, median
from scaleup.portfolio.queries.lines import Line, line, with_what_is_shown
from scaleup.portfolio.queries.narrowing import Wanted, narrowed
from scaleup.programmes.models import Programme


@dataclass(frozen=True)
class Stuck:
    """Who has been in their stage longer than usual, the longest first."""

    by_stage: Mapping[Stage, int]
    """How many; each count stops at COUNTED + 1."""
    lines: list[Line]

    @property
    def total(self) -> int:
        """How many in all."""
        return sum(self.by_stage.values())


def usual(programme: str, today: date) -> dict[Stage, int | None]:
    """How many days each stage usually lasts, over the whole portfolio of the programme, or over all; one statement.

    Only the middle of many leaves here, and of no fewer than five: it names nobody, so no scope narrows it.
    """
    parts = [spells(stage, following, programme, today=today) for stage, following in MEASURED.items()]
    found: dict[Stage, list[Spell]] = {stage: [] for stage in MEASURED}
    for stage, days, done, count in db.session.execute(union_all(*parts)):
        found[Stage(stage)].append(Spell(days, bool(done), count))
    return {stage: median(times) for stage, times in found.items()}


def spells(stage: Stage, following: Stage, programme: str, *, today: date) -> Select[*tuple[Any, ...]]:
    """The times in one stage, so many of each length, and whether they went on from there."""
    began, left = getattr(Progress, SINCE[stage]), getattr(Progress, SINCE[following])
    later = AHEAD[AHEAD.index(following) + 1 : AHEAD.index(Stage.EMBEDDED)]
    out_on = earliest(left, Progress.delivering_on, *(getattr(Progress, SINCE[one]) for one in later))
    done = and_(out_on <= today, or_(Progress.ended_on.is_(None), Progress.ended_on >= out_on))
    until = case((done, out_on), else_=earliest(Progress.ended_on, literal(today)))
    times = select(days_between(began, until).label("days"), case((done, 1), else_=0).label("done")).where(
        began <= today
    )
    if programme:
        times = times.join(Programme, Programme.id == Progress.programme_id).where(Programme.slug == programme)
    inner = times.subquery()
    return (
        select(literal(stage.value), inner.c.days, inner.c.done, func.count())
        .where(inner.c.days >= 0)
        .group_by(inner.c.days, inner.c.done)
    )


def longer(stage: Stage, days: int, today: date) -> ColumnElement[bool]:
    """That a line has been in this stage for more days than these."""
    return and_(stage_is(stage, today), getattr(Progress, SINCE[stage]) < today - timedelta(days=days))


def stuck(actor: Actor, wanted: Wanted, limits: Mapping[Stage, int | None], *, today: date) -> Stuck:
    """Who has been in their stage longer than these days, the longest first; two statements."""
    over = {stage: longer(stage, days, today) for stage, days in limits.items() if days is not None}
    if not over:
        return Stuck({}, [])
    began = case(*((condition, getattr(Progress, SINCE[stage])) for stage, condition in over.items()))
    chosen = narrowed(select(Progress.id, began.label("began")), wanted, actor=actor, today=today)
    page = chosen.where(or_(*over.values())).order_by(began, Progress.name_key, Progress.id)
    some = page.limit(wanted.most).offset(wanted.skip).subquery("chosen")
    rows = db.session.execute(with_what_is_shown(some).order_by(some.c.began, Progress.name_key, Progress.id))
    return Stuck(counted(actor, wanted, over, today=today), [line(row, today) for row in rows])


def counted(
    actor: Actor, wanted: Wanted, over: Mapping[Stage, ColumnElement[bool]], *, today: date
) -> dict[Stage, int]:
    """How many lines are stuck in each stage, counted out to COUNTED."""
    parts = []
    for condition in over.values():
        some = narrowed(select(literal(1).label("one")).select_from(Progress), wanted, actor=actor, today=today)
        inner = some.where(condition).limit(COUNTED + 1).subquery()
        parts.append(select(func.count()).select_from(inner).scalar_subquery())
    row = db.session.execute(select(*(part.label(f"n_{number}") for number, part in enumerate(parts)))).one()
    return dict(zip(over, row, strict=True))
