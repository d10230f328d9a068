"""One page of the list of areas, in one statement that costs the same among 100 areas and 100,000.

A line is an implementation, or an area that has taken up nothing yet. Which lines, in which order, is read from the
kept rows alone; what a line shows is joined to the fifty that are shown. How it is done: docs/decisions/0019-lists.md.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    case,
    func,
    literal,
    select,
    union_all,
)

from scaleup.areas.models import Area, Handover, LocalAuthority
from scaleup.areas.queries import Taker, scoped, waits_for
from scaleup.core.dates import Nation
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.fidelity.queries import red_in_use
from scaleup.milestones.models import Progress
from scaleup.milestones.queries import deciding, rank_on, resting_on, stage_dates, stage_is, troubles_of
from scaleup.milestones.rules import (
    NEAR_IN_DAYS,
    ORDER,
    Need,
    Stage,
    Trouble,
    Wrong,
    lasting,
    stage,
)
from scaleup.portfolio.queries.narrowing import KEPT, Manager, Wanted, in_stage, narrowed
from scaleup.programmes.models import Programme


class Line(NamedTuple):
    """One line of the list. A tuple: a page may show 2,000."""

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
    taker: str
    """Who takes over, where a hand-over waits for its day."""
    taken_on: date | None
    ends_on: date | None
    contact_due_on: date | None
    troubles: Sequence[Trouble]
    closed: bool = False
    lasting: str = ""
    """How long it has been in its stage, in few letters; of what has ended, since when."""
    red_on: date | None = None
    """Since when a red change is in use."""

    @property
    def worst(self) -> Trouble | None:
        """What is most urgent."""
        return self.troubles[0] if self.troubles else None

    @property
    def others(self) -> int:
        """How many troubles there are besides the worst."""
        return max(len(self.troubles) - 1, 0)


SHOWN = (
    *Progress.__table__.columns,
    Area.name,
    Programme.name.label("programme"),
    Manager.name.label("manager"),
    Taker.name.label("taker"),
    Handover.on_day.label("taken_on"),
)


def lines(actor: Actor, wanted: Wanted, today: date) -> list[Line]:
    """One page of lines, in the order asked for; two statements."""
    return with_red([line(row, today) for row in db.session.execute(asked_for(actor, wanted, today))], today)


def with_red(found: list[Line], today: date) -> list[Line]:
    """The lines, those of open implementations with the day since which a red change is in use there."""
    reds = red_in_use({one.implementation_id for one in found if one.implementation_id and not one.closed}, today)
    if not reds:
        return found
    since = {implementation_id: rows[0].from_on for implementation_id, rows in reds.items()}
    return [one._replace(red_on=since.get(one.implementation_id or 0)) for one in found]


@lru_cache(maxsize=KEPT)
def asked_for(actor: Actor, wanted: Wanted, today: date) -> Select[*tuple[Any, ...]]:
    """The statement of a page of lines; made once for who opens the same list again."""
    falling = wanted.direction == "descending"
    if wanted.sort == "need" and not falling:
        page, orders = most_urgent(actor, wanted, today), [False, False]
    else:
        page, orders = in_order(actor, wanted, today), [falling]
    chosen = page.limit(wanted.most).offset(wanted.skip).subquery("chosen")
    places = [placed(chosen.c[f"place_{number}"], falling=falls) for number, falls in enumerate(orders)]
    return with_what_is_shown(chosen).order_by(*places, Progress.name_key, Progress.id)


def with_what_is_shown(chosen: Subquery) -> Select[*tuple[Any, ...]]:
    """The chosen lines, which have an `id`, with all that a line shows."""
    return (
        select(*SHOWN)
        .join(chosen, chosen.c.id == Progress.id)
        .join(Area, Area.id == Progress.area_id)
        .outerjoin(Programme, Programme.id == Progress.programme_id)
        .outerjoin(Manager, Manager.id == Progress.manager_id)
        .outerjoin(Handover, waits_for(Progress.implementation_id))
        .outerjoin(Taker, Taker.id == Handover.to_id)
    )


def placed(column: SQLColumnExpression[Any], *, falling: bool) -> SQLColumnExpression[Any]:
    """The order by this column, empty ones at the end."""
    return (column.desc() if falling else column.asc()).nulls_last()


def in_order(actor: Actor, wanted: Wanted, today: date) -> Select[*tuple[Any, ...]]:
    """The ids of all lines in the order of one column; lines that tie stand by name."""
    column = ordered_by(wanted.sort, today)
    asked: Select[*tuple[Any, ...]] = select(Progress.id, column.label("place_0"))
    if wanted.sort == "manager":
        asked = asked.outerjoin(Manager, Manager.id == Progress.manager_id)
    asked = within(asked, actor, wanted, today)
    return asked.order_by(placed(column, falling=wanted.direction == "descending"), Progress.name_key, Progress.id)


def ordered_by(sort: str, today: date) -> SQLColumnExpression[Any]:
    """The column that a list is ordered by; by urgency where there is none of that name."""
    stages = case(*((stage_is(one, today), place) for place, one in enumerate(ORDER)), else_=len(ORDER))
    by: dict[str, SQLColumnExpression[Any]] = {
        "name": Progress.name_key,
        "stage": stages,
        "next": Progress.contact_due_on,
        "ends": Progress.licence_ends_on,
        "manager": func.lower(Manager.name),
    }
    return by.get(sort, rank_on(today))


def within(asked: Select[*tuple[Any, ...]], actor: Actor, wanted: Wanted, today: date) -> Select[*tuple[Any, ...]]:
    """What the actor may see and asked for, the stage included."""
    asked = narrowed(asked, wanted, actor=actor, today=today)
    return asked.where(in_stage(wanted.stage, today)) if wanted.stage else asked


def most_urgent(actor: Actor, wanted: Wanted, today: date) -> Select[*tuple[Any, ...]]:
    """The ids of lines by urgency, then by the day by which somebody is wanted.

    Each branch is one range of an index and stops where the page is full; the page is the first of all branches.
    """
    parts = [
        select(within(one, actor, wanted, today).limit(wanted.skip + wanted.most).subquery())
        for one in branches(wanted, today)
    ]
    every = union_all(*parts).subquery("every")
    return select(every.c.id, every.c.place_0, every.c.place_1).order_by(
        every.c.place_0, every.c.place_1, every.c.name_key, every.c.id
    )


ONLY_URGENT = frozenset({Need.LATE, Need.SOON, Wrong.CONTACT, Wrong.ACTION, Wrong.SESSION, Wrong.DECISION})


def branches(wanted: Wanted, today: date) -> Iterator[Select[*tuple[Any, ...]]]:
    """The parts of the list that can hold what is asked for: urgent, held back, and the rest."""
    near = today + timedelta(days=NEAR_IN_DAYS)
    first = Progress.decide_on < Progress.due_on
    if wanted.need != Need.HELD and wanted.stage != Stage.PAUSED:
        yield branch(URGENT, Progress.due_on, and_(Progress.due_on <= near, ~and_(first, deciding(near, today))))
        yield branch(URGENT, Progress.decide_on, and_(first, deciding(near, today)))
    if wanted.need in ONLY_URGENT and wanted.stage != Stage.PAUSED:
        return
    quiet = and_(Progress.due_on > near, ~deciding(near, today))
    yield branch(HELD_BACK, Progress.due_on, and_(quiet, resting_on(today)))
    if wanted.need not in RESTING_ONLY and wanted.stage != Stage.PAUSED:
        yield branch(THE_REST, Progress.due_on, and_(quiet, ~resting_on(today)))


URGENT, HELD_BACK, THE_REST = 0, 1, 2
RESTING_ONLY = frozenset({Need.HELD, Wrong.SUSPENDED, Wrong.HELD})


def branch(rank: int, by_day: SQLColumnExpression[date], condition: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Lines of one urgency, those first by whose day somebody is wanted first."""
    return (
        select(Progress.id, literal(rank).label("place_0"), by_day.label("place_1"), Progress.name_key)
        .where(condition)
        .order_by(by_day, Progress.name_key, Progress.id)
    )


def line(row: Row[*tuple[Any, ...]], today: date) -> Line:
    """The row as the list shows it, with what needs attention."""
    dates = stage_dates(row)
    now_in = stage(dates, today)
    since = dates.began(now_in)
    days = (today - since).days if since is not None else None
    id_, area_id, of, name, nation, region, programme, manager_id, manager, taker, *on, closed_on = PLAIN(row)
    taken_on, ends_on, due_on = on
    over = dates.ended_on if now_in is Stage.ENDED else None
    return Line(
        id_,
        area_id,
        of,
        name,
        nation,
        region or "",
        programme or "",
        now_in,
        since,
        days,
        manager_id,
        manager or "",
        taker or "",
        taken_on,
        ends_on,
        due_on,
        troubles_of(row, today),
        closed_on is not None,
        f"{over:%b %Y}" if over else lasting(days),
    )


PLAIN = attrgetter(
    "id",
    "area_id",
    "implementation_id",
    "name",
    "nation",
    "region",
    "programme",
    "manager_id",
    "manager",
    "taker",
    "taken_on",
    "licence_ends_on",
    "contact_due_on",
    "closed_on",
)


ENGLISH = select(LocalAuthority.region_name).where(LocalAuthority.nation == Nation.ENGLAND).distinct().subquery()
PROGRAMMES_AND_REGIONS = union_all(
    select(Programme.slug, Programme.name, literal("programme").label("kind")),
    select(ENGLISH.c.region_name, ENGLISH.c.region_name, literal("region")),
).order_by("name")


def programmes_and_regions() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Every programme as slug and name, and every region of England, in one statement."""
    rows = db.session.execute(PROGRAMMES_AND_REGIONS).all()
    return (
        [(row.slug, row.name) for row in rows if row.kind == "programme"],
        [(row.slug, row.name) for row in rows if row.kind == "region"],
    )


def managers(actor: Actor, today: date) -> list[tuple[int, str]]:
    """Everybody who looks after a line that the actor may see, as id and name."""
    return [(row.id, row.name) for row in db.session.execute(managers_of(actor, today))]


@lru_cache(maxsize=KEPT)
def managers_of(actor: Actor, today: date) -> Select[int, str]:
    """From one manager to the next along the index, instead of over every line."""
    after = scoped(select(func.min(Progress.manager_id)), Progress.area_id, actor=actor, today=today)
    each = after.cte("each", recursive=True)
    each = each.union_all(
        select(after.where(Progress.manager_id > each.c[0]).scalar_subquery()).where(each.c[0].is_not(None))
    )
    return select(Manager.id, Manager.name).join(each, each.c[0] == Manager.id).order_by(Manager.name)
