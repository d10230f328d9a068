"""The groups of Marlbury in the demonstration: their days and families are written down, their sessions follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from scaleup.areas.models import Implementation
from scaleup.delivery import service as delivery
from scaleup.delivery.models import DeliveryGroup, GroupSession
from scaleup.delivery.rules import Reason, State
from scaleup.demo.service.stage import SOURCE, Stage
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator


@dataclass(frozen=True)
class Course:
    """A group as it is written down."""

    name: str
    first_on: date
    families: int


GROUPS = (
    Course("Group 1, Library", date(2024, 6, 18), 7),
    Course("Group 2, Quayside", date(2024, 9, 17), 8),
    Course("Group 3, Library", date(2025, 1, 14), 6),
    Course("Group 4, Quayside", date(2025, 2, 25), 8),
    Course("Group 5, Northgate", date(2025, 5, 13), 7),
    Course("Group 6, Library", date(2025, 9, 16), 7),
    Course("Group 7, Quayside", date(2025, 10, 7), 8),
    Course("Group 8, Northgate", date(2026, 1, 20), 6),
    Course("Group 9, Library", date(2026, 3, 3), 8),
    Course("Group 10, Quayside", date(2026, 5, 12), 7),
    Course("Group 11, Library", date(2026, 9, 15), 8),
    Course("Group 12, Northgate", date(2026, 10, 6), 7),
)
"""Twelve groups with 87 families."""
HEALTH, CHILDREN = (1, 4, 5), (6, 7, 8, 9, 10, 11)
"""Who of the first team delivers, as they joined: those who stayed and were accredited from the first group on."""
SHORT, LEFT_OUT, CANCELLED = {(3, "A4"), (7, "A2")}, {(2, "A5"), (5, "P1"), (9, "A3")}, {(4, "P2"), (8, "H2")}
"""Sessions that were shorter, that left something out, and that did not take place."""
SET_UP_BEFORE = timedelta(weeks=8)


def deliver(stage: Stage, implementation: Implementation) -> None:
    """The groups stand as far as the story has come by today, every due session with its record."""
    team = list(
        db.session.scalars(
            select(Facilitator.id).where(Facilitator.implementation_id == implementation.id).order_by(Facilitator.id)
        )
    )
    for number, course in enumerate(GROUPS, 1):
        if course.first_on - SET_UP_BEFORE > stage.today:
            return
        pair = (team[HEALTH[number % len(HEALTH)]], team[CHILDREN[number % len(CHILDREN)]])
        terms = delivery.GroupTerms(course.name, "standard", course.first_on, 8, pair)
        group = delivery.set_up(implementation.id, terms, now=stage.now, by=None)
        group.source = SOURCE
        if course.first_on <= stage.today:
            group.families, group.meeting_criteria = course.families, course.families
        record(stage, group, number, course.families)
    db.session.flush()


def record(stage: Stage, group: DeliveryGroup, number: int, families: int) -> None:
    """Each session whose day has come has its record."""
    for row in sessions_until(group, stage.today):
        row.recorded_at, row.due_on = stage.now, row.planned_on
        if (number, row.code) in CANCELLED:
            row.state, row.because = State.CANCELLED, Reason.FACILITATOR_AWAY
            continue
        row.state, row.on_day = State.HELD, row.planned_on
        row.minutes = 90 if (number, row.code) in SHORT else row.minutes_planned
        row.components = row.components_planned[: -1 if (number, row.code) in LEFT_OUT else None]
        row.mothers = families - (row.planned_on.day % 3 == 0)
        row.partners = families - 1 - row.planned_on.day % 2
        row.interpreters, row.supervised = 0, True


def sessions_until(group: DeliveryGroup, today: date) -> Sequence[GroupSession]:
    """The sessions of the group that were planned up to this day."""
    asked = select(GroupSession).where(GroupSession.group_id == group.id, GroupSession.planned_on <= today)
    return list(db.session.scalars(asked.order_by(GroupSession.planned_on)))
