"""The groups of the demonstration: their days and families are written down, their sessions and results follow."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from scaleup import audit, commit
from scaleup.areas.models import Implementation
from scaleup.core import bulk
from scaleup.delivery import service as delivery
from scaleup.delivery.models import DeliveryGroup, GroupSession
from scaleup.delivery.queries import group_values
from scaleup.delivery.rules import Reason, State
from scaleup.demo.rules import GROUPS, Course
from scaleup.demo.service.stage import SOURCE, Stage
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.fidelity.models import FidelityCheck
from scaleup.fidelity.rules import Method, group_result
from scaleup.programmes.service import terms

HEALTH, CHILDREN = (1, 4, 5), (6, 7, 8, 9, 10, 11)
"""Who of Marlbury's first team delivers, as they joined: who stayed and was accredited from the first group on."""
SET_UP_BEFORE = timedelta(weeks=8)
SHORT_OF = 30
"""Minutes by which a shorter session was shorter."""
OWN_RECORDS = "its session records"


def deliver(stage: Stage, implementation: Implementation) -> list[DeliveryGroup]:
    """Marlbury's groups stand as far as the story has come by today, every due session with its record."""
    crew = team_of(implementation)
    begun = [one for one in GROUPS if one.first_on - SET_UP_BEFORE <= stage.today]
    return [
        run(stage, implementation, course, (crew[HEALTH[number % 3]], crew[CHILDREN[number % 6]]))
        for number, course in enumerate(begun, 1)
    ]


def team_of(implementation: Implementation) -> Sequence[int]:
    """Who delivers there, as they joined."""
    return list(
        db.session.scalars(
            select(Facilitator.id).where(Facilitator.implementation_id == implementation.id).order_by(Facilitator.id)
        )
    )


def run(stage: Stage, implementation: Implementation, course: Course, pair: tuple[int, ...]) -> DeliveryGroup:
    """The group stands, and each session whose day has come has its record."""
    said = delivery.GroupTerms(course.name, "standard", course.first_on, 8, pair)
    group = delivery.set_up(implementation.id, said, now=stage.now, by=None)
    group.source = SOURCE
    if course.first_on <= stage.today:
        group.families, group.meeting_criteria = course.families, course.families
    due = select(GroupSession).where(GroupSession.group_id == group.id, GroupSession.planned_on <= stage.today)
    for row in db.session.scalars(due):
        record(stage, row, course)
    db.session.flush()
    return group


def record(stage: Stage, row: GroupSession, course: Course) -> None:
    """The session has its record."""
    row.recorded_at, row.due_on = stage.now, row.planned_on
    if row.code in course.cancelled:
        row.state, row.because = State.CANCELLED, Reason.FACILITATOR_AWAY
        return
    row.state, row.on_day = State.HELD, row.planned_on
    row.minutes = (row.minutes_planned or 0) - (SHORT_OF if row.code in course.short else 0)
    row.components = row.components_planned[: -1 if row.code in course.left_out else None]
    row.mothers = course.families - (row.planned_on.day % 3 == 0)
    row.partners = course.families - 1 - row.planned_on.day % 2
    row.interpreters, row.supervised = 0, True


def come_to(stage: Stage) -> None:
    """Each group that is over has the result of its own records, as if its last record had been entered in its time."""
    commit.keep_level(db.session())
    groups = db.session.scalars(select(DeliveryGroup).order_by(DeliveryGroup.id)).all()
    values = group_values([one.id for one in groups])
    found = [
        (one, came_to)
        for one in groups
        if (came_to := group_result(values[one.id], terms(one.programme_version_id), today=stage.today))
    ]
    ids = bulk.next_ids(db.session(), FidelityCheck, len(found))
    rows = [
        {
            "id": check_id,
            "implementation_id": group.implementation_id,
            "area_id": group.area_id,
            "on_day": came_to.on_day,
            "method": Method.SELF_REPORT,
            "percent": float(came_to.percent),
            "source": OWN_RECORDS,
            "group_id": group.id,
        }
        for check_id, (group, came_to) in zip(ids, found, strict=True)
    ]
    bulk.put(db.session(), FidelityCheck, rows)
    kept = "fidelity check of a group kept"
    audit.record_all(
        [
            (kept, "fidelity_check", check_id, group.area_id, ())
            for check_id, (group, _) in zip(ids, found, strict=True)
        ],
        person_id=None,
    )
