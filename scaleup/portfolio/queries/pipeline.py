"""Where the lines of a portfolio stand: how long each stage usually lasts, and who has been in theirs longer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select

from scaleup.core.pages import Actor
from scaleup.core.paging import COUNTED
from scaleup.extensions import db
from scaleup.milestones.models import Progress
from scaleup.milestones.queries import stage_is
from scaleup.milestones.rules import SINCE, Stage
from scaleup.portfolio.queries.lines import Line, line, with_what_is_shown
from scaleup.portfolio.queries.narrowing import Wanted, narrowed


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
