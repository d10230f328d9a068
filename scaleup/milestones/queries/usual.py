"""How long each stage usually lasts, over the whole portfolio: only the middle of many leaves here."""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, func, literal, or_, select, union_all

from scaleup.extensions import db
from scaleup.milestones.models import Progress
from scaleup.milestones.queries.calendar import days_between, earliest
from scaleup.milestones.rules import AHEAD, MEASURED, SINCE, Spell, Stage, median
from scaleup.programmes.models import Programme


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
