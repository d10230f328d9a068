"""Whose calendar is read, and what narrows each of its statements: one area, or what concerns a person."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, false, or_

from scaleup.areas.queries import scoped
from scaleup.core.pages import Actor
from scaleup.milestones.models import Progress
from scaleup.worklist.queries.contacts import concern
from scaleup.worklist.rules import Viewer

Columns = TypeVarTuple("Columns")


@dataclass(frozen=True)
class Whose:
    """Whose calendar is read, over which days, and which day it is."""

    actor: Actor
    area_id: int | None
    """One area, which the actor sees; None for what concerns the actor."""
    first_on: date
    last_on: date
    today: date


def narrowed(whose: Whose) -> ColumnElement[bool]:
    """That an implementation is what the calendar is about."""
    if whose.area_id is not None:
        return Progress.area_id == whose.area_id
    ways = concern(Viewer(whose.actor.person_id, whose.actor.roles), whose.today)
    return or_(false(), *ways)


def within(whose: Whose, found: Select[*Columns], actor: Actor) -> Select[*Columns]:
    """What is read of the implementations that the calendar is about, in areas that the actor sees."""
    return scoped(found.where(narrowed(whose)), Progress.area_id, actor=actor, today=whose.today)
