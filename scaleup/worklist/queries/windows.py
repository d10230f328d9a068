"""Top-up windows in which nothing is planned, and a trainer's next event."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Exists, Row, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.core.dates import add_months
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.facilitators.queries import gone_by
from scaleup.facilitators.rules import INITIAL, PROFESSION_WORDS, SIDE, Profession, Side
from scaleup.training.models import Booking, Event, EventArea, EventTrainer
from scaleup.training.queries import counts, kind_of, told
from scaleup.training.queries.feedback import feedback_of
from scaleup.training.rules import BookingState, EventState, Window
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import Extent, looked_after, opened_to
from scaleup.worklist.queries.training import NO_TOP_UP, TOP_UP, months_of

TOLD_FOR = timedelta(days=60)
"""After a window has closed; later the area's page alone tells of it."""
LONGEST = 18
"""Months after its anchor within which every programme's window lies."""


WHOSE = (
    Implementation.id,
    Implementation.programme_id,
    Implementation.programme_version_id,
    Implementation.area_id,
    Area.name,
    DeliveryStart.started_on,
)
"""Of an implementation, what a line of My work says."""


def unplanned(viewer: rules.Viewer, extent: Extent) -> list[rules.Unplanned]:
    """The areas of the viewer, as manager or trainer, with people who lack the top-up and no event for them.

    A window is a person's own: it counts from the later of the first session and their accreditation (decisions.md).
    """
    done, lacks = aliased(PartDone), aliased(PartDone)
    anchor_on = case((done.done_on > DeliveryStart.started_on, done.done_on), else_=DeliveryStart.started_on)
    since = add_months(extent.today, -LONGEST)
    rows = db.session.execute(
        select(
            *WHOSE,
            anchor_on.label("anchor_on"),
            func.count(Facilitator.id).label("people"),
        )
        .join(Area, Area.id == Implementation.area_id)
        .join(DeliveryStart, DeliveryStart.implementation_id == Implementation.id)
        .join(Facilitator, Facilitator.implementation_id == Implementation.id)
        .join(done, (done.facilitator_id == Facilitator.id) & (done.part == INITIAL))
        .outerjoin(lacks, (lacks.facilitator_id == Facilitator.id) & (lacks.part == TOP_UP))
        .where(
            concerns(viewer, extent.today),
            Implementation.closed_on.is_(None),
            or_(DeliveryStart.started_on >= since, done.done_on >= since),
            lacks.id.is_(None),
            ~gone_by(extent.today),
            ~planned(extent.today),
        )
        .group_by(*WHOSE, anchor_on)
        .order_by(anchor_on, Implementation.id)
        .limit(extent.most)
    ).all()
    months = months_of(row.programme_version_id for row in rows)
    found = [
        unplanned_of(row, months[row.programme_version_id])
        for row in rows
        if months[row.programme_version_id] != NO_TOP_UP
    ]
    return [one for one in found if one.window.closes_on >= extent.today - TOLD_FOR]


def unplanned_of(row: Row[*tuple[Any, ...]], months: tuple[int, int]) -> rules.Unplanned:
    """The people of a row with their window."""
    opens, closes = months
    window = Window(add_months(row.anchor_on, opens), add_months(row.anchor_on, closes))
    own_on = row.anchor_on if row.anchor_on != row.started_on else None
    return rules.Unplanned(row.id, row.programme_id, row.area_id, row.name, window, row.people, TOP_UP, own_on)


def concerns(viewer: rules.Viewer, today: date) -> ColumnElement[bool]:
    """That the viewer looks after an implementation, or trains in its area."""
    mine = looked_after(viewer, Implementation)
    if not viewer.is_one_of(Role.TRAINER):
        return mine
    return or_(mine, Implementation.area_id.in_(opened_to(viewer, Role.TRAINER, today=today)))


def planned(today: date) -> Exists:
    """That a top-up to come serves an implementation."""
    return exists().where(
        EventArea.implementation_id == Implementation.id,
        Event.id == EventArea.event_id,
        Event.part == TOP_UP,
        Event.state == EventState.PLANNED,
        Event.last_on >= today,
    )


def last_event(viewer: rules.Viewer, today: date) -> rules.LastEvent | None:
    """The event that the viewer held last, with what was said of it."""
    event = db.session.scalar(
        select(Event)
        .join(EventTrainer, EventTrainer.event_id == Event.id)
        .where(EventTrainer.person_id == viewer.person_id, Event.state == EventState.PLANNED, Event.last_on < today)
        .order_by(Event.last_on.desc(), Event.id.desc())
        .limit(1)
    )
    if event is None:
        return None
    return rules.LastEvent(event.id, kind_of(event).event.name, told(event).days, feedback_of(event))


def next_event(viewer: rules.Viewer, today: date) -> rules.NextEvent | None:
    """The next event that the viewer trains; an event under way is it."""
    event = db.session.scalar(
        select(Event)
        .join(EventTrainer, EventTrainer.event_id == Event.id)
        .where(EventTrainer.person_id == viewer.person_id, Event.state == EventState.PLANNED, Event.last_on >= today)
        .order_by(Event.first_on, Event.id)
        .limit(1)
    )
    if event is None or event.first_on is None:
        return None
    comes = [
        Profession(one)
        for one in db.session.scalars(
            select(Facilitator.profession)
            .join(Booking, Booking.facilitator_id == Facilitator.id)
            .where(Booking.event_id == event.id, Booking.state == BookingState.BOOKED)
        )
    ]
    count, sides = counts(event.id), Counter(SIDE[one] for one in comes)
    return rules.NextEvent(
        event_id=event.id,
        name=kind_of(event).event.name,
        days=told(event).days,
        venue=event.venue,
        first_on=event.first_on,
        booked=count.booked,
        capacity=event.capacity,
        professions=tuple(Counter(PROFESSION_WORDS[one] for one in comes).most_common()),
        health=sides[Side.HEALTH],
        children=sides[Side.CHILDREN],
        unanswered=count.unanswered,
        waiting=count.waiting,
    )
