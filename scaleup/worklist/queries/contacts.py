"""Contacts of plans that are late, and those that come, for the one who asks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, and_, literal, or_, select
from sqlalchemy import func as sql
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, AreaPerson, Implementation
from scaleup.areas.queries import calendars_of
from scaleup.areas.rules import AreaRole
from scaleup.core.dates import Nation
from scaleup.extensions import db
from scaleup.milestones.models import Progress
from scaleup.support.models import Slot
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import Extent, Read, counted, led, looked_after, opened_to, total_of

Escalation = Mapping[str, date]
"""By nation, the last day whose contact is the unit manager's if it has no record."""


def escalation(viewer: rules.Viewer, today: date) -> Escalation:
    """When late contacts become the unit manager's; nothing for others, who are not asked."""
    if not viewer.is_one_of(Role.UNIT_MANAGER):
        return {}
    calendars = calendars_of(set(Nation))
    return {nation: rules.escalates_on(today, calendar) for nation, calendar in calendars.items()}


def late_contacts(viewer: rules.Viewer, extent: Extent, escalates: Escalation) -> Read[rules.ContactDue]:
    """Of each implementation that concerns the viewer the earliest contact without a record, the oldest first."""
    today = extent.today
    concern = or_(led(viewer, Progress, today), looked_after(viewer, Progress), *escalated(escalates))
    late = (Progress.contact_due_on < today, Progress.closed_on.is_(None), concern)
    rows = db.session.execute(
        described(viewer, today)
        .join(
            Progress,
            and_(Progress.implementation_id == Slot.implementation_id, Progress.contact_due_on == Slot.due_on),
        )
        .add_columns(counted(select(Progress.id).where(*late)).label("total"), passed_after(today).label("after"))
        .where(Slot.state == "open", *late)
        .order_by(Progress.contact_due_on, Progress.name_key, Progress.id)
        .limit(extent.most)
    ).all()
    return Read([contact_due(row, escalates, after=row.after) for row in rows], total_of(rows))


def escalated(escalates: Escalation) -> list[ColumnElement[bool]]:
    """What is the unit manager's: areas without a manager, and what has been late for too long."""
    if not escalates:
        return []
    days = sorted(set(escalates.values()))
    if len(days) == 1:
        return [Progress.manager_id.is_(None), Progress.contact_due_on <= days[0]]
    by_day = [
        and_(
            Progress.contact_due_on <= day,
            Progress.nation.in_([nation for nation, own in escalates.items() if own == day]),
        )
        for day in days
    ]
    return [Progress.manager_id.is_(None), *by_day]


def coming_contacts(viewer: rules.Viewer, extent: Extent) -> list[rules.ContactDue]:
    """The next contacts of today and later that concern the viewer, or that a viewer may read of, by day."""
    today = extent.today
    concern = [led(viewer, Implementation, today), looked_after(viewer, Implementation)]
    if viewer.is_one_of(Role.UNIT_MANAGER):
        concern.append(Implementation.manager_id.is_(None))
    if viewer.is_one_of(Role.VIEWER):
        concern.append(Implementation.area_id.in_(opened_to(viewer, Role.VIEWER, today=today)))
    rows = db.session.execute(
        described(viewer, today)
        .where(Slot.state == "open", Slot.due_on >= today, Implementation.closed_on.is_(None), or_(*concern))
        .order_by(Slot.due_on, Slot.id)
        .limit(extent.most)
    )
    return [contact_due(row, {}) for row in rows]


def described(viewer: rules.Viewer, today: date) -> Select[*tuple[Any, ...]]:
    """A contact of the plan with what a line says of it."""
    return (
        select(
            Slot,
            Area.name,
            Area.nation,
            Implementation.manager_id,
            Person.name.label("manager"),
            lead_name(today).label("lead"),
            planned_in_all().label("total_planned"),
            led(viewer, Implementation, today).label("own"),
        )
        .join(Implementation, Implementation.id == Slot.implementation_id)
        .join(Area, Area.id == Slot.area_id)
        .outerjoin(Person, Person.id == Implementation.manager_id)
    )


def contact_due(row: Row[*tuple[Any, ...]], escalates: Escalation, after: int = 0) -> rules.ContactDue:
    """The row as the rules read it."""
    slot = row.Slot
    return rules.ContactDue(
        area_id=slot.area_id,
        area=row.name,
        implementation_id=slot.implementation_id,
        slot_id=slot.id,
        sequence=slot.sequence,
        total=row.total_planned,
        due_on=slot.due_on,
        at=slot.at_time,
        interval_months=slot.interval_months,
        manager_id=row.manager_id,
        manager=row.manager or "",
        lead=row.lead or "",
        own=bool(row.own),
        escalated=row.nation in escalates and slot.due_on <= escalates[row.nation],
        after=after,
    )


def lead_name(today: date) -> ScalarSelect[str | None]:
    """The first by name of the area's project leads."""
    leading = aliased(Person)
    return (
        select(sql.min(leading.name))
        .join(AreaPerson, AreaPerson.person_id == leading.id)
        .where(
            AreaPerson.area_id == Slot.area_id,
            AreaPerson.role == AreaRole.PROJECT_LEAD,
            AreaPerson.from_on <= today,
            or_(AreaPerson.until_on.is_(None), AreaPerson.until_on >= today),
            leading.deactivated_at.is_(None),
        )
        .correlate(Slot)
        .scalar_subquery()
    )


def planned_in_all() -> ScalarSelect[int]:
    """How many contacts the plan of the slot's licence has."""
    other = aliased(Slot)
    return (
        select(sql.count())
        .where(other.licence_id == Slot.licence_id, other.state != "gone")
        .correlate(Slot)
        .scalar_subquery()
    )


def passed_after(today: date) -> ScalarSelect[int]:
    """How many contacts after this one have passed without a record too."""
    other = aliased(Slot)
    return (
        select(sql.count(literal(1)))
        .where(
            other.implementation_id == Slot.implementation_id,
            other.state == "open",
            other.due_on < today,
            other.due_on > Slot.due_on,
        )
        .correlate(Slot)
        .scalar_subquery()
    )
