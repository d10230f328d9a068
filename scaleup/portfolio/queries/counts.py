"""How many lines a list has: in all, by stage, and that need somebody now; counted out to 500 and no further."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, literal, select, true

from scaleup.core.pages import Actor
from scaleup.core.paging import COUNTED
from scaleup.extensions import db
from scaleup.milestones.models import Progress
from scaleup.milestones.queries import near_on, stage_is
from scaleup.milestones.rules import ORDER
from scaleup.portfolio.queries.narrowing import Wanted, in_stage, narrowed

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
    asked = in_stage(wanted.stage, today) if wanted.stage else true()
    conditions: dict[str, ColumnElement[bool]] = {
        ALL: true(),
        **({FOUND: asked} if wanted.stage else {}),
        NEEDED: asked & near_on(today),
        **{stage.value: stage_is(stage, today) for stage in ORDER},
    }
    row = db.session.execute(
        select(
            *(
                counted(condition, wanted, actor=actor, today=today).label(f"n_{name}")
                for name, condition in conditions.items()
            )
        )
    ).one()
    found: dict[str, Any] = dict(zip(conditions, row, strict=True))
    return Counts(
        found[ALL], found.get(FOUND, found[ALL]), found[NEEDED], {stage.value: found[stage.value] for stage in ORDER}
    )


def counted(condition: ColumnElement[bool], wanted: Wanted, *, actor: Actor, today: date) -> ScalarSelect[int]:
    """How many of the lines are so, no further than COUNTED + 1: the scan stops there."""
    some = narrowed(select(literal(1).label("one")).select_from(Progress), wanted, actor=actor, today=today)
    return select(func.count()).select_from(some.where(condition).limit(COUNTED + 1).subquery()).scalar_subquery()
