"""Top-up windows that may be reminded of: somebody lacks the top-up, and no event is planned."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from scaleup.areas.models import Area, Implementation
from scaleup.core.dates import add_months
from scaleup.core.errors import Absent
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.facilitators.rules import INITIAL
from scaleup.licences.models import Licence
from scaleup.licences.rules import STANDING
from scaleup.programmes.models import Programme
from scaleup.programmes.rules import ReminderSubject
from scaleup.reminders.queries.subjects import Candidate, reminded
from scaleup.reminders.rules import Subject, TopUpFacts
from scaleup.training.models import Event, EventArea
from scaleup.training.rules import EventState, Window
from scaleup.worklist.queries.training import NO_TOP_UP, TOP_UP, months_of

LONGEST = 24
"""Months after its anchor within which every programme's window lies, and half a year to look ahead."""
IN_TIME = timedelta(days=30)
"""An event that lasts until then, before the day that is reminded of, is planned for this window."""

WHOSE = (
    Implementation.id.label("implementation_id"),
    Implementation.programme_version_id,
    Implementation.manager_id,
    Implementation.area_id,
    Area.name.label("area"),
    Area.nation,
    Area.reminders_started_at,
    Programme.name.label("programme"),
)
"""What is told of an implementation; no more, because a portfolio may have thousands of windows."""

EDGES: dict[ReminderSubject, Callable[[Window], date]] = {
    ReminderSubject.TOP_UP_OPENS: lambda window: window.opens_on,
    ReminderSubject.TOP_UP_CLOSES: lambda window: window.closes_on,
}
"""The day of the window that each is about."""


@dataclass(frozen=True)
class Lacking:
    """The people of an implementation who share a window, and the last day of a top-up planned for it, if any."""

    implementation_id: int
    version_id: int
    manager_id: int | None
    area_id: int
    area: str
    nation: str
    begun_at: datetime | None
    """Since when the area is reminded."""
    programme: str
    window: Window
    people: int
    planned_on: date | None

    def stands(self, kind: ReminderSubject) -> bool:
        """Whether nothing is planned for the window by its day."""
        return self.planned_on is None or self.planned_on < EDGES[kind](self.window) - IN_TIME


def windows_to_plan(until: date, area_ids: Collection[int] | None = None) -> list[Candidate]:
    """Windows that open by the date, and those that close by it, without an event: one look for both.

    The day that is reminded of is the version.
    """
    found = lacking(reminded(area_ids), since=add_months(until, -LONGEST))
    return [
        candidate(one, kind)
        for kind, edge in EDGES.items()
        for one in found
        if edge(one.window) <= until and one.stands(kind)
    ]


def still_opening(keys: Sequence[str]) -> set[str]:
    """Of these "implementation:version" keys, those of a window that opens on that day and has no event."""
    return _still(ReminderSubject.TOP_UP_OPENS, keys)


def still_closing(keys: Sequence[str]) -> set[str]:
    """Of these "implementation:version" keys, those of a window that closes on that day and has no event."""
    return _still(ReminderSubject.TOP_UP_CLOSES, keys)


def top_up_facts(implementation_id: int, kind: ReminderSubject, anchor_on: date) -> tuple[TopUpFacts, int]:
    """What a mail about this window says, and the programme version whose rules remind of it."""
    for one in lacking([Implementation.id == implementation_id]):
        if EDGES[kind](one.window) == anchor_on:
            return TopUpFacts(one.area_id, one.area, one.programme, one.window, one.people), one.version_id
    raise Absent


def lacking(chosen: Sequence[ColumnElement[bool]], *, since: date = date.min) -> list[Lacking]:
    """Who lacks the top-up, by implementation and window: one statement.

    A window counts from the later of the first session and the person's own accreditation (decisions.md, Time).
    """
    done, lacks = aliased(PartDone), aliased(PartDone)
    anchor_on = case((done.done_on > DeliveryStart.started_on, done.done_on), else_=DeliveryStart.started_on)
    planned_on = (
        select(func.max(Event.last_on))
        .join(EventArea, EventArea.event_id == Event.id)
        .where(
            EventArea.implementation_id == Implementation.id, Event.part == TOP_UP, Event.state == EventState.PLANNED
        )
        .correlate(Implementation)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            *WHOSE,
            anchor_on.label("anchor_on"),
            func.count(Facilitator.id).label("people"),
            planned_on.label("planned_on"),
        )
        .join(Area, Area.id == Implementation.area_id)
        .join(Programme, Programme.id == Implementation.programme_id)
        .join(DeliveryStart, DeliveryStart.implementation_id == Implementation.id)
        .join(Facilitator, Facilitator.implementation_id == Implementation.id)
        .join(done, (done.facilitator_id == Facilitator.id) & (done.part == INITIAL))
        .outerjoin(lacks, (lacks.facilitator_id == Facilitator.id) & (lacks.part == TOP_UP))
        .where(
            Implementation.closed_on.is_(None),
            exists().where(Licence.implementation_id == Implementation.id, Licence.state.in_(STANDING)),
            lacks.id.is_(None),
            ~Facilitator.left,
            or_(DeliveryStart.started_on >= since, done.done_on >= since),
            *chosen,
        )
        .group_by(*WHOSE, anchor_on)
        .order_by(Implementation.id, anchor_on)
    ).all()
    months = months_of(row.programme_version_id for row in rows)
    found = [(row, months[row.programme_version_id]) for row in rows]
    return [lacking_of(row, after) for row, after in found if after != NO_TOP_UP]


def lacking_of(row: Row[*tuple[Any, ...]], after: tuple[int, int]) -> Lacking:
    """The people of a row, whose window lies so many months after their anchor."""
    return Lacking(
        row.implementation_id,
        row.programme_version_id,
        row.manager_id,
        row.area_id,
        row.area,
        row.nation,
        row.reminders_started_at,
        row.programme,
        Window(add_months(row.anchor_on, after[0]), add_months(row.anchor_on, after[1])),
        row.people,
        row.planned_on,
    )


def candidate(one: Lacking, kind: ReminderSubject) -> Candidate:
    """The window as something that may be reminded of by its first day, or by its last."""
    day = EDGES[kind](one.window)
    subject = Subject(kind, one.implementation_id, day.toordinal(), day, one.area_id, begun_at=one.begun_at)
    return Candidate(subject, one.nation, one.version_id, one.manager_id, one.implementation_id)


def _still(kind: ReminderSubject, keys: Sequence[str]) -> set[str]:
    ids = [int(key.partition(":")[0]) for key in keys]
    found = [one for one in lacking([Implementation.id.in_(ids), *reminded(None)]) if one.stands(kind)]
    return {f"{one.implementation_id}:{EDGES[kind](one.window).toordinal()}" for one in found} & set(keys)
