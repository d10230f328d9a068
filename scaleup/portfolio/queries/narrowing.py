"""How a list of areas is narrowed: the answers of its filters, as conditions on the kept rows, under the one scope."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person
from scaleup.areas.models import AreaPerson
from scaleup.areas.queries import scoped
from scaleup.core.pages import Actor
from scaleup.milestones.models import Progress
from scaleup.milestones.queries import late_on, near_on, resting_on, stage_is, wrong_is
from scaleup.milestones.rules import Need, Stage, Wrong
from scaleup.programmes.models import Programme

Manager = aliased(Person, name="manager")
Columns = TypeVarTuple("Columns")
KEPT = 64
"""So many statements of lists stay made: the same people open the same lists all day, and making one costs as much
as asking it."""


@dataclass(frozen=True)
class Wanted:
    """How the list is narrowed and ordered, as the address bar says it."""

    search: str = ""
    stage: str = ""
    need: str = ""
    """How urgent (`Need`), or what is wrong (`Wrong`)."""
    programme: str = ""
    nation: str = ""
    region: str = ""
    manager_id: int | None = None
    only: tuple[int, ...] | None = None
    """The implementations that were ticked; None where the list is not chosen line by line."""
    sort: str = "need"
    direction: str = "ascending"
    skip: int = 0
    most: int = 50


def narrowed(asked: Select[*Columns], wanted: Wanted, *, actor: Actor, today: date) -> Select[*Columns]:
    """Only what the actor may see and asked for; the stage apart, because it has counts of its own."""
    asked = scoped(asked, Progress.area_id, actor=actor, today=today)
    if wanted.search:
        asked = asked.where(matches(wanted.search))
    if wanted.programme:
        programme = select(Programme.id).where(Programme.slug == wanted.programme).scalar_subquery()
        asked = asked.where(Progress.programme_id == programme)
    if wanted.nation:
        asked = asked.where(Progress.nation == wanted.nation)
    if wanted.region:
        asked = asked.where(Progress.region == wanted.region)
    if wanted.manager_id is not None:
        asked = asked.where(Progress.manager_id == wanted.manager_id)
    if wanted.only is not None:
        asked = asked.where(Progress.implementation_id.in_(wanted.only))
    if wanted.need:
        asked = asked.where(needs(wanted.need, today))
    return asked


def in_stage(stage: str, today: date) -> ColumnElement[bool]:
    """That the line is in the stage of this name; of none where there is no such stage."""
    return stage_is(Stage(stage), today) if stage in set(Stage) else false()


def needs(need: str, today: date) -> ColumnElement[bool]:
    """That the line is so urgent, or that this is wrong there."""
    if need == Need.LATE:
        return late_on(today)
    if need == Need.SOON:
        return near_on(today) & ~late_on(today)
    if need == Need.HELD:
        return resting_on(today) & ~near_on(today)
    return wrong_is(Wrong(need), today) if need in set(Wrong) else false()


def matches(search: str) -> ColumnElement[bool]:
    """That a part of the area's name, or of the name of somebody in it, is this."""
    part = " ".join(search.split()).casefold()
    named = func.lower(Person.name).contains(part, autoescape=True)
    people = select(AreaPerson.area_id).join(Person, Person.id == AreaPerson.person_id).where(named)
    return or_(
        Progress.name_key.contains(part, autoescape=True),
        Progress.manager_id.in_(select(Person.id).where(named)),
        Progress.area_id.in_(people),
    )
