"""The checks of Marlbury's delivery: what was marked, one session that two people marked, and the plan after amber."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from scaleup.areas.models import Implementation
from scaleup.areas.queries import everyone_in
from scaleup.areas.rules import AreaRole
from scaleup.core.dates import LONDON
from scaleup.delivery.models import DeliveryGroup, GroupSession, SessionDeliverer
from scaleup.demo.service.stage import SOURCE, Stage
from scaleup.extensions import db
from scaleup.fidelity import service as fidelity
from scaleup.fidelity.models import FidelityCheck, ImprovementPlan, Observation, ObservationItem, Observed
from scaleup.fidelity.rules import Method
from scaleup.fidelity.rules import Observed as Marked
from scaleup.programmes.rules import Tool
from scaleup.programmes.service import terms

OBSERVER, SECOND = "Ruth Adeyemi", "Priya Nair"
AMBER_ON, AGAIN_ON = date(2025, 3, 11), date(2025, 6, 10)


@dataclass(frozen=True)
class Check:
    """A check as it is written down."""

    on_day: date
    method: Method
    percent: float
    group: int
    """Whose session it was, by the number of the group."""
    session: str
    marks: tuple[tuple[int, ...], ...] = ()
    """Of the first items, by the observer and by a second person; none where the percentage alone was handed in."""


CHECKS = (
    Check(date(2024, 7, 9), Method.OBSERVATION, 84.0, 1, "A4", ((4, 4, 5, 4, 4, 3, 4, 5, 5, 4),)),
    Check(AMBER_ON, Method.VIDEO, 79.0, 4, "A3"),
    Check(AGAIN_ON, Method.OBSERVATION, 88.0, 5, "A5", ((5, 4, 5, 4, 4, 5, 4, 4, 5, 4),)),
    Check(
        date(2026, 2, 10),
        Method.OBSERVATION,
        86.0,
        8,
        "A4",
        ((5, 4, 5, 4, 4, 5, 4, 3, 5, 4), (5, 4, 5, 3, 4, 5, 4, 3, 5, 5)),
    ),
)
BETTER = (
    "The pair shares out each activity beforehand, and the theme of the day gets its full time. "
    "They look at a film of their own once a month."
)


def check(stage: Stage, implementation: Implementation, groups: list[DeliveryGroup]) -> None:
    """The checks are as they were, each of its session, and the plan after the amber one was seen through."""
    made = {}
    for one in CHECKS:
        if one.on_day > stage.today:
            continue
        row = fidelity.record_check(
            implementation.id, on_day=one.on_day, method=one.method, percent=one.percent, by=None, source=SOURCE
        )
        mark(stage, row, one, groups[one.group - 1])
        made[one.on_day] = row
    if AMBER_ON in made:
        improve(stage, made[AMBER_ON], made.get(AGAIN_ON))
    db.session.flush()


def mark(stage: Stage, row: FidelityCheck, one: Check, group: DeliveryGroup) -> None:
    """The check has the pair that was observed, and what each observer marked."""
    session = db.session.scalars(
        select(GroupSession).where(GroupSession.group_id == group.id, GroupSession.code == one.session)
    ).one()
    pair = select(SessionDeliverer.facilitator_id).where(SessionDeliverer.session_id == session.id)
    db.session.add_all(Observed(check_id=row.id, facilitator_id=who) for who in db.session.scalars(pair))
    tool = terms(group.programme_version_id).fidelity.tool(one.method)
    if tool is None:
        return
    observers = (stage.unit[OBSERVER].id, stage.unit[SECOND].id)
    for turn, (observer_id, marks) in enumerate(zip(observers, one.marks, strict=False), 1):
        rate(stage, session, (row, turn, observer_id), group, marked(tool, session.kind, marks))


def marked(tool: Tool, kind: str, marks: tuple[int, ...]) -> dict[str, int | None]:
    """The marks by item; the last items did not apply that day."""
    items = [item.code for item in tool.items_for(kind)]
    return {code: marks[place] if place < len(marks) else None for place, code in enumerate(items)}


def rate(
    stage: Stage,
    session: GroupSession,
    rating: tuple[FidelityCheck, int, int],
    group: DeliveryGroup,
    marks: dict[str, int | None],
) -> None:
    """One person's rating of the session."""
    row, turn, observer_id = rating
    tool = terms(group.programme_version_id).fidelity.tool(row.method)
    percent = Marked(marks, tool.least, tool.most).percent if tool else None
    kept = Observation(
        check_id=row.id,
        turn=turn,
        implementation_id=row.implementation_id,
        area_id=row.area_id,
        programme_version_id=group.programme_version_id,
        method=row.method,
        on_day=row.on_day,
        kind=session.kind,
        session_id=session.id,
        observer_id=observer_id,
        percent=float(percent or 0),
        recorded_at=min(datetime.combine(row.on_day, time(16), LONDON), stage.now),
        recorded_by_id=observer_id,
    )
    db.session.add(kept)
    db.session.flush()
    db.session.add_all(ObservationItem(observation_id=kept.id, code=code, mark=given) for code, given in marks.items())


def improve(stage: Stage, amber: FidelityCheck, again: FidelityCheck | None) -> None:
    """The project lead saw to a plan, which closed with the next check."""
    lead = next(one.person_id for one in everyone_in(amber.area_id) if one.role == AreaRole.PROJECT_LEAD)
    closed_by = stage.unit[SECOND].id if again else None
    db.session.add(
        ImprovementPlan(
            check_id=amber.id,
            implementation_id=amber.implementation_id,
            area_id=amber.area_id,
            owner_id=lead,
            due_on=AGAIN_ON,
            changes=["content", "duration"],
            words=BETTER,
            opened_on=AMBER_ON,
            opened_by_id=stage.unit[SECOND].id,
            closed_on=AGAIN_ON if again else None,
            closed_by_id=closed_by,
            outcome_check_id=again.id if again else None,
        )
    )
