"""How a kept row reads on a day, as conditions for lists and counts; tests hold them to the rules."""

from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import Case, ColumnElement, Row, and_, case, false, func, or_, select

from scaleup.areas.rules import Exit
from scaleup.fidelity.models import Adaptation
from scaleup.fidelity.queries import being_used
from scaleup.licences.rules import STANDING, Rest, State
from scaleup.milestones.models import Progress
from scaleup.milestones.rules import (
    AHEAD,
    FORGOTTEN_AFTER_DAYS,
    IDLE_AFTER_DAYS,
    NEAR,
    NEAR_IN_DAYS,
    NOTHING,
    RANK,
    SINCE,
    Dates,
    Need,
    Stage,
    StageDates,
    Trouble,
    Wrong,
    troubles,
)
from scaleup.programmes.rules import Light

JUDGED = attrgetter(
    "contact_due_on",
    "action_due_on",
    "licence_state",
    "licence_ends_on",
    "renewal",
    "trained_on",
    "delivering_on",
    "closed_on",
    "exit",
    "held",
    "funded_until_on",
)
"""The columns that `Dates` is made of, in its order."""
STAGED = attrgetter("enquiry_on", "readiness_on", "preparing_on", "training_on", "delivering_on", "ended_on")


def dates_of(row: Progress | Row[*tuple[Any, ...]]) -> Dates:
    """What the rules judge a line by, from its row."""
    suspended_on = row.suspended_on
    return Dates._make((*JUDGED(row), Rest(suspended_on, row.suspended_until_on) if suspended_on else None))


def stage_dates(row: Progress | Row[*tuple[Any, ...]]) -> StageDates:
    """What the stage of a line is read from."""
    return StageDates._make((*STAGED(row), row.exit == Exit.PAUSED))


def troubles_of(row: Progress | Row[*tuple[Any, ...]], today: date) -> list[Trouble]:
    """What needs attention on the line; the rules are asked only where its row says that something may."""
    near_on = today + NEAR
    if row.due_on > near_on and row.decide_on > near_on and not row.resting:
        return []
    return troubles(dates_of(row), today)


def stage_is(stage: Stage, today: date) -> ColumnElement[bool]:
    """That the line is in this stage on this day."""
    paused = Progress.exit == Exit.PAUSED
    if stage is Stage.PAUSED:
        return paused
    unpaused = or_(Progress.exit.is_(None), Progress.exit != Exit.PAUSED)
    if stage is Stage.ENDED:
        return and_(Progress.ended_on <= today, unpaused)
    going = or_(Progress.ended_on.is_(None), Progress.ended_on > today)
    begun = {one: getattr(Progress, SINCE[one]) for one in AHEAD}
    later = AHEAD[AHEAD.index(stage) + 1 :]
    unreached = {one: or_(begun[one].is_(None), begun[one] > today) for one in AHEAD}
    reached = begun[stage] <= today
    if stage is Stage.PREPARING:  # also what has begun nothing: nobody knows since when
        reached = or_(reached, and_(unreached[Stage.ENQUIRY], unreached[Stage.READINESS]))
    return and_(reached, *(unreached[one] for one in later), going, unpaused)


def deciding(day: date, today: date) -> ColumnElement[bool]:
    """That a decision on renewal is wanted up to that day, and not forgotten today."""
    return Progress.decide_on.between(today - timedelta(days=FORGOTTEN_AFTER_DAYS), day)


def wanted_by(day: date, today: date) -> ColumnElement[bool]:
    """That somebody is wanted up to that day."""
    return or_(Progress.due_on <= day, deciding(day, today))


def late_on(today: date) -> ColumnElement[bool]:
    """That something is late on the line."""
    return wanted_by(today - timedelta(days=1), today)


def near_on(today: date) -> ColumnElement[bool]:
    """That somebody is needed now: something is late, or due within days."""
    return wanted_by(today + timedelta(days=NEAR_IN_DAYS), today)


def suspended_on(today: date) -> ColumnElement[bool]:
    """That a suspension of its licence covers this day."""
    begun = or_(Progress.suspended_on.is_(None), Progress.suspended_on <= today)
    lasts = or_(Progress.suspended_until_on.is_(None), Progress.suspended_until_on >= today)
    return func.coalesce(and_(Progress.licence_state == State.SUSPENDED, begun, lasts), false())


def resting_on(today: date) -> ColumnElement[bool]:
    """That the line is held back on this day: paused, its reminders not started, or suspended."""
    paused = func.coalesce(Progress.exit == Exit.PAUSED, false())
    return and_(Progress.resting, or_(Progress.held, paused, suspended_on(today)))


def rank_on(today: date) -> Case[int]:
    """How urgently the line needs somebody: 0 late, 1 soon, 2 held back, 3 nothing."""
    return case(
        (late_on(today), RANK[Need.LATE]),
        (near_on(today), RANK[Need.SOON]),
        (resting_on(today), RANK[Need.HELD]),
        else_=NOTHING,
    )


def wrong_is(wrong: Wrong, today: date) -> ColumnElement[bool]:
    """That this is wrong on the line today."""
    yesterday = today - timedelta(days=1)
    if wrong is Wrong.PAUSED:
        return Progress.exit == Exit.PAUSED
    return and_(
        Progress.closed_on.is_(None),
        {
            Wrong.CONTACT: Progress.contact_due_on < today,
            Wrong.ACTION: Progress.action_due_on < today,
            Wrong.DECISION: deciding(yesterday, today),
            Wrong.SESSION: and_(
                Progress.due_on < today,
                Progress.licence_state.in_(STANDING),
                Progress.delivering_on.is_(None),
                Progress.trained_on < today - timedelta(days=IDLE_AFTER_DAYS),
            ),
            Wrong.FUNDING: and_(
                Progress.funded_until_on < Progress.licence_ends_on,
                Progress.licence_ends_on >= today,
                Progress.licence_state.in_(STANDING),
            ),
            Wrong.GATE: and_(Progress.past_readiness.is_(True), Progress.licence_state.in_(STANDING)),
            Wrong.SUSPENDED: and_(Progress.resting, suspended_on(today)),
            Wrong.HELD: and_(Progress.resting, Progress.held),
            Wrong.CHANGE: Progress.implementation_id.in_(
                select(Adaptation.implementation_id).where(Adaptation.light == Light.RED, being_used(today))
            ),
            Wrong.NOBODY: and_(Progress.implementation_id.is_not(None), Progress.manager_id.is_(None)),
        }[wrong],
    )
