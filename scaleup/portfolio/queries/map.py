"""Where areas lie: by local authority for the map, by region for the table, and those without a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, and_, case, exists, func, literal, select

from scaleup.areas.models import Area, AreaAuthority, LocalAuthority
from scaleup.core.pages import Actor
from scaleup.core.paging import COUNTED
from scaleup.extensions import db
from scaleup.milestones.models import Progress
from scaleup.milestones.queries import late_on, stage_is
from scaleup.milestones.rules import ORDER, Stage
from scaleup.portfolio.queries.narrowing import Wanted, in_stage, narrowed

MOST_UNPLACED = 50


@dataclass(frozen=True)
class Authority:
    """A local authority, and what is in it."""

    code: str
    name: str
    nation: str
    region: str
    q: int
    r: int
    stages: Mapping[Stage, int] = field(default_factory=dict)
    late: int = 0
    area_id: int | None = None
    """The area, where there is one alone."""
    area: str = ""


@dataclass(frozen=True)
class Region:
    """A region of England, or a nation, and what is in it."""

    name: str
    stages: Mapping[Stage, int]
    areas: Sequence[tuple[int, str]]
    """Ids and names; none where the portfolio is too large to name all."""

    @property
    def total(self) -> int:
        """How many lines there are."""
        return sum(self.stages.values())


@dataclass(frozen=True)
class Unplaced:
    """An area that no hexagon shows."""

    area_id: int
    name: str
    nation: str


def placed(asked: Select[*tuple[Any, ...]], actor: Actor, wanted: Wanted, today: date) -> Select[*tuple[Any, ...]]:
    """What the filters leave, the stage included."""
    asked = narrowed(asked, wanted, actor=actor, today=today)
    return asked.where(in_stage(wanted.stage, today)) if wanted.stage else asked


def staged(today: date) -> Any:
    """The stage of a line, in SQL."""
    return case(*((stage_is(stage, today), literal(stage.value)) for stage in ORDER))


def authorities(actor: Actor, wanted: Wanted, today: date) -> list[Authority]:
    """Every local authority of the layout, with what is in it; one statement."""
    late = case((late_on(today), 1), else_=0)
    inside = placed(
        select(
            AreaAuthority.authority_code.label("code"),
            staged(today).label("stage"),
            late.label("late"),
            Progress.area_id,
        ).join(AreaAuthority, AreaAuthority.area_id == Progress.area_id),
        actor,
        wanted,
        today,
    ).subquery()
    grouped = (
        select(
            inside.c.code,
            inside.c.stage,
            func.count().label("lines"),
            func.sum(inside.c.late).label("late"),
            func.min(inside.c.area_id).label("first_id"),
            func.max(inside.c.area_id).label("last_id"),
        )
        .group_by(inside.c.code, inside.c.stage)
        .subquery()
    )
    rows = db.session.execute(
        select(LocalAuthority, grouped, Area.name.label("area"))
        .outerjoin(grouped, grouped.c.code == LocalAuthority.code)
        .outerjoin(Area, Area.id == grouped.c.first_id)
        .order_by(LocalAuthority.code)
    ).all()
    by_code: dict[str, list[Row[*tuple[Any, ...]]]] = {}
    for row in rows:
        by_code.setdefault(row.LocalAuthority.code, []).append(row)
    return [authority(some) for some in by_code.values()]


def authority(rows: Sequence[Row[*tuple[Any, ...]]]) -> Authority:
    """One authority from its rows, one a stage."""
    where, filled = rows[0].LocalAuthority, [row for row in rows if row.stage]
    ids = {one for row in filled for one in (row.first_id, row.last_id)}
    alone = len(ids) == 1
    return Authority(
        code=where.code,
        name=where.name,
        nation=where.nation,
        region=where.region_name,
        q=where.hex_q,
        r=where.hex_r,
        stages={Stage(row.stage): row.lines for row in filled},
        late=sum(row.late for row in filled),
        area_id=filled[0].first_id if alone else None,
        area=filled[0].area if alone else "",
    )


def regions(actor: Actor, wanted: Wanted, today: date) -> list[Region]:
    """What is in each region, the names too where there are few enough to name; two statements."""
    inside = placed(select(Progress.region, staged(today).label("stage")), actor, wanted, today).subquery()
    rows = db.session.execute(
        select(inside.c.region, inside.c.stage, func.count()).group_by(inside.c.region, inside.c.stage)
    )
    stages: dict[str, dict[Stage, int]] = {}
    for region, stage, count in rows:
        stages.setdefault(region or "", {})[Stage(stage)] = count
    names = named(actor, wanted, today)
    return [Region(name, stages[name], names.get(name, ())) for name in sorted(stages, key=lambda one: (not one, one))]


def named(actor: Actor, wanted: Wanted, today: date) -> dict[str, list[tuple[int, str]]]:
    """The areas of each region by name; nothing where there are more than COUNTED."""
    asked = select(Progress.region, Area.id, Area.name).join(Area, Area.id == Progress.area_id)
    asked = placed(asked, actor, wanted, today).order_by(Progress.name_key, Progress.id).limit(COUNTED + 1)
    rows = db.session.execute(asked).all()
    found: dict[str, list[tuple[int, str]]] = {}
    if len(rows) > COUNTED:
        return found
    for region, area_id, name in rows:
        some = found.setdefault(region or "", [])
        if (area_id, name) not in some:
            some.append((area_id, name))
    return found


def unplaced(actor: Actor, wanted: Wanted, today: date) -> list[Unplaced]:
    """The first areas by name that cover no authority, one more than are shown; one statement."""
    nowhere = ~exists().where(AreaAuthority.area_id == Progress.area_id)
    asked = select(Area.id, Area.name, Area.nation).join(Progress, and_(Area.id == Progress.area_id, nowhere))
    asked = placed(asked, actor, wanted, today).distinct().order_by(Area.name, Area.id).limit(MOST_UNPLACED + 1)
    return [Unplaced(row.id, row.name, row.nation) for row in db.session.execute(asked)]
