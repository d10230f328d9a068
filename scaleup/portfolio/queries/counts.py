"""How many lines a list has: in all, by stage, and that need somebody now; counted out to 500 and no further."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, literal, select, true

from scaleup.core.pages import Actor
from scaleup.core.paging import COUNTED
from scaleup.extensions import db
from scaleup.milestones.models import Progress
from scaleup.milestones.queries import near_on, stage_is
from scaleup.milestones.rules import ORDER
from scaleup.portfolio.queries.narrowing import KEPT, Wanted, in_stage, narrowed

ALL, FOUND, NEEDED = "all", "found", "needed"


@dataclass(frozen=True)
class Counts:
    """How many lines there are; each count stops at COUNTED + 1, which reads "500+"."""

    total: int
    """Whatever the stage asked for."""
    found: int
    """In the stage asked for too."""
    needed: int
    """Of those found, how many need somebody now."""
    by_stage: Mapping[str, int] = field(default_factory=dict)

    @staticmethod
    def words(count: int) -> str:
        """The count as it reads: "65" or "500+"."""
        return f"{COUNTED}+" if count > COUNTED else str(count)

    @property
    def sentence(self) -> str:
        """How many need somebody, of how many."""
        if self.needed > COUNTED:
            return f"More than {COUNTED} areas need someone this week."
        of = self.words(self.found) if self.found <= COUNTED else f"more than {COUNTED}"
        areas, need = "area" if self.found == 1 else "areas", "needs" if self.needed == 1 else "need"
        return f"{self.needed} of {of} {areas} {need} someone this week."


def counts(actor: Actor, wanted: Wanted, today: date) -> Counts:
    """How many lines the filters find, by stage, and how many of them need somebody; one statement."""
    found = db.session.execute(asked_for(actor, wanted, today)).one()._asdict()
    by_stage = {stage.value: found[f"n_{stage.value}"] for stage in ORDER}
    return Counts(found[f"n_{ALL}"], found.get(f"n_{FOUND}", found[f"n_{ALL}"]), found[f"n_{NEEDED}"], by_stage)


@lru_cache(maxsize=KEPT)
def asked_for(actor: Actor, wanted: Wanted, today: date) -> Select[*tuple[Any, ...]]:
    """The statement of all counts; made once for who opens the same list again."""
    asked = in_stage(wanted.stage, today) if wanted.stage else true()
    conditions: dict[str, ColumnElement[bool]] = {
        ALL: true(),
        **({FOUND: asked} if wanted.stage else {}),
        NEEDED: asked & near_on(today),
        **{stage.value: stage_is(stage, today) for stage in ORDER},
    }
    return select(
        *(
            counted(condition, wanted, actor=actor, today=today).label(f"n_{name}")
            for name, condition in conditions.items()
        )
    )


def counted(condition: ColumnElement[bool], wanted: Wanted, *, actor: Actor, today: date) -> ScalarSelect[int]:
    """How many of the lines are so, no further than COUNTED + 1: the scan stops there."""
    some = narrowed(select(literal(1).label("one")).select_from(Progress), wanted, actor=actor, today=today)
    return select(func.count()).select_from(some.where(condition).limit(COUNTED + 1).subquery()).scalar_subquery()
