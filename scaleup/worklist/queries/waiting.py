"""What areas wait for: a renewal decided, a first session, their reminders started, somebody to look after them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, and_, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.core.dates import local_date
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.licences.models import Licence
from scaleup.licences.rules import State
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import MANAGERS, MOST, looked_after

FORGOTTEN = timedelta(days=60)
"""After a licence's end, within which a missing decision is still asked for."""

Waiting = tuple[list[rules.Undecided], list[rules.NotDelivering], list[rules.Unattended]]


def waiting_areas(viewer: rules.Viewer, *, today: date) -> Waiting:
    """What the unit has to see to in areas, in one statement."""
    if not viewer.is_one_of(*MANAGERS):
        return [], [], []
    concern = looked_after(viewer)
    nobody = Implementation.manager_id.is_(None)
    manages_all = viewer.is_one_of(Role.UNIT_MANAGER)
    trained = trained_on()
    idle = and_(trained <= today - rules.DELIVER_WITHIN, DeliveryStart.implementation_id.is_(None), in_force(today))
    held = Area.reminders_started_at.is_(None)
    rows = db.session.execute(
        select(
            Implementation.id,
            Implementation.area_id,
            Implementation.manager_id,
            Implementation.opened_on,
            Area.name,
            Area.created_at,
            held.label("held"),
            Licence.number,
            Licence.ends_on,
            trained.label("trained_on"),
            idle.label("idle"),
        )
        .join(Area, Area.id == Implementation.area_id)
        .outerjoin(DeliveryStart, DeliveryStart.implementation_id == Implementation.id)
        .outerjoin(Licence, and_(Licence.implementation_id == Implementation.id, undecided(today)))
        .where(
            Implementation.closed_on.is_(None),
            true() if manages_all else concern,
            or_(Licence.id.is_not(None), idle, held, nobody),
        )
        .order_by(Licence.ends_on, Implementation.id)
        .limit(MOST)
    ).all()
    return kinds(rows)


def kinds(rows: Sequence[Row[*tuple[Any, ...]]]) -> Waiting:
    """The rows by what they wait for; one may wait for several things."""
    return (
        [
            rules.Undecided(row.area_id, row.name, row.number, row.ends_on, row.manager_id)
            for row in rows
            if row.ends_on
        ],
        [rules.NotDelivering(row.area_id, row.name, row.trained_on, row.manager_id) for row in rows if row.idle],
        [
            rules.Unattended(
                area_id=row.area_id,
                area=row.name,
                implementation_id=row.id,
                since_on=local_date(row.created_at),
                manager_id=row.manager_id,
                held=bool(row.held),
            )
            for row in rows
            if row.held or row.manager_id is None
        ],
    )


def undecided(today: date) -> ColumnElement[bool]:
    """That the licence ends within half a year, or ended lately, and nobody has said what follows."""
    following = aliased(Licence)
    return and_(
        Licence.state.in_((State.GRANTED, State.SUSPENDED)),
        Licence.renewal.is_(None),
        Licence.ends_on.between(today - FORGOTTEN, today + rules.DECIDE_BEFORE + timedelta(days=7)),
        ~exists().where(following.renews_id == Licence.id, following.state != State.ENDED),
    )


def in_force(today: date) -> ColumnElement[bool]:
    """That the implementation has a licence today."""
    current = aliased(Licence)
    return exists().where(
        current.implementation_id == Implementation.id,
        current.state == State.GRANTED,
        current.starts_on <= today,
        current.ends_on >= today,
    )


def trained_on() -> ScalarSelect[date]:
    """The day on which the first facilitator had completed initial training."""
    return (
        select(func.min(PartDone.done_on))
        .join(Facilitator, Facilitator.id == PartDone.facilitator_id)
        .where(Facilitator.implementation_id == Implementation.id, PartDone.part == "initial")
        .correlate(Implementation)
        .scalar_subquery()
    )
