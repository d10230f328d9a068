"""Plans to improve: what one may change and who may see to it, and those of an area."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scaleup.areas.models import Implementation
from scaleup.areas.queries import in_scope, people_for
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.fidelity.models import FidelityCheck, ImprovementPlan
from scaleup.fidelity.queries.observations import check_page, rating_of
from scaleup.fidelity.queries.shown import came_to
from scaleup.fidelity.rules import PART_WORDS, Result, lowest_items
from scaleup.programmes.service import terms

OF_SESSIONS: dict[str, str] = {code: f"{words} of the sessions" for code, words in PART_WORDS.items()}
"""The parts of delivery as a plan names them."""


@dataclass(frozen=True)
class Making:
    """A check that asks for a plan, with what the plan may say."""

    check: FidelityCheck
    result: Result
    owners: tuple[tuple[int, str], ...]
    changes: tuple[tuple[str, str], ...]
    """Codes with their words: the parts of delivery, and the items of the check."""
    lowest: tuple[str, ...]
    """What was marked lowest: where a plan begins."""

    @property
    def owner_ids(self) -> frozenset[int]:
        """Who may see to it."""
        return frozenset(person_id for person_id, _ in self.owners)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of what may change: a plan names no other."""
        return frozenset(code for code, _ in self.changes)


def making(check: FidelityCheck, *, actor: Actor, today: date) -> Making:
    """What a plan after this check may say."""
    page = check_page(check)
    first = page.ratings[0] if page.ratings else None
    found = came_to(check, first)
    fidelity = found.programme.fidelity
    tool = fidelity.tool(check.method)
    items = tool.items_for(first.kind) if tool and first else ()
    of = db.session.get_one(Implementation, check.implementation_id)
    people = people_for(of, actor_id=actor.person_id, today=today)
    marks = page.marks[first.id] if first else {}
    return Making(
        check=check,
        result=found.result,
        owners=tuple((one.person_id, people.named(one)) for one in (*people.area, *people.unit)),
        changes=(
            *((item.code, item.words) for item in items),
            *((code, OF_SESSIONS[code]) for code in fidelity.components if code in OF_SESSIONS),
        ),
        lowest=lowest_items([(item.code, marks[item.code]) for item in items], most=tool.most) if tool else (),
    )


def plan_in_scope(actor: Actor, plan_id: int, today: date) -> ImprovementPlan:
    """The plan with its check; raises Absent where its area is not the actor's to see."""
    asked = (
        select(ImprovementPlan)
        .where(ImprovementPlan.id == plan_id)
        .options(joinedload(ImprovementPlan.check), joinedload(ImprovementPlan.owner))
    )
    return in_scope(asked, ImprovementPlan.area_id, actor=actor, today=today)


def plan_of(check_id: int) -> ImprovementPlan | None:
    """The plan after this check."""
    asked = select(ImprovementPlan).where(ImprovementPlan.check_id == check_id)
    return db.session.scalar(asked.options(joinedload(ImprovementPlan.owner)))


def plans_in(area_id: int) -> Sequence[ImprovementPlan]:
    """The area's plans: the open ones first, by day."""
    return list(
        db.session.scalars(
            select(ImprovementPlan)
            .where(ImprovementPlan.area_id == area_id)
            .options(joinedload(ImprovementPlan.check), joinedload(ImprovementPlan.owner))
            .order_by(ImprovementPlan.closed_on.is_not(None), ImprovementPlan.due_on, ImprovementPlan.id)
        )
    )


def checks_since(plan: ImprovementPlan) -> Sequence[FidelityCheck]:
    """The checks after the one that the plan answers, the latest first: one of them may show what came of it."""
    return list(
        db.session.scalars(
            select(FidelityCheck)
            .where(
                FidelityCheck.implementation_id == plan.implementation_id,
                FidelityCheck.on_day >= plan.check.on_day,
                FidelityCheck.id != plan.check_id,
                FidelityCheck.flag.is_(None),
            )
            .order_by(FidelityCheck.on_day.desc(), FidelityCheck.id.desc())
            .limit(20)
        )
    )


def words_of(plan: ImprovementPlan) -> list[str]:
    """What is to change, in words."""
    first = rating_of(plan.check_id, 1)
    tool = terms(first.programme_version_id).fidelity.tool(first.method) if first else None
    known = OF_SESSIONS | ({item.code: item.words for item in tool.items} if tool else {})
    return [known.get(code, code) for code in plan.changes]
