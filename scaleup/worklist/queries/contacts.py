"""Contacts of plans that are late, and those that come, for the one who asks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, and_, literal, or_, select
from sqlalchemy import func as sql
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, AreaPerson
from scaleup.areas.queries import calendars_of
from scaleup.areas.rules import AreaRole
from scaleup.core.dates import Nation
from scaleup.core.paging import COUNTED
from scaleup.extensions import db
from scaleup.milestones.models import Progress
from scaleup.support.models import Slot
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import (
    LEADS,
    Branch,
    Extent,
    Read,
    counted_in,
    first_of,
    led,
    looked_after,
    opened_to,
    total_of,
)

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
    branches = late_branches(viewer, extent.today, escalates)
    first = first_of(branches, Progress.contact_due_on, extent)
    rows = db.session.execute(
        described(viewer, extent.today)
        .join(first, and_(first.c.id == Slot.implementation_id, first.c.by == Slot.due_on))
        .add_columns(counted_in(branches).label("total"), passed_after(extent.today).label("after"))
        .where(Slot.state == "open")
        .order_by(first.c.by, first.c.name_key, first.c.id)
    ).all()
    return Read([contact_due(row, escalates, after=row.after) for row in rows], total_of(rows))


def late_branches(viewer: rules.Viewer, today: date, escalates: Escalation) -> list[Branch]:
    """In which ways a late contact concerns the viewer: as lead, as manager, as who sees to what nobody sees to."""
    late = (Progress.contact_due_on < today, Progress.closed_on.is_(None))
    own = Progress.manager_id == viewer.person_id
    found: list[Branch] = [(*late, looked_after(viewer, Progress))]
    if viewer.is_one_of(*LEADS):
        found.append((*late, led(viewer, Progress, today), or_(~own, Progress.manager_id.is_(None))))
    if escalates:
        found.append((*late, Progress.manager_id.is_(None)))
        found.append((*late, ~own, *escalated(escalates)))
    return found


def escalated(escalates: Escalation) -> Branch:
    """That it has been late for too long, by the working days of its nation."""
    last = max(escalates.values())
    if set(escalates.values()) == {last}:
        return (Progress.contact_due_on <= last,)
    by_day = [
        and_(Progress.nation == nation, Progress.contact_due_on <= day) for nation, day in sorted(escalates.items())
    ]
    return (Progress.contact_due_on <= last, or_(*by_day))


def coming_contacts(viewer: rules.Viewer, extent: Extent, *, managed: int) -> list[rules.ContactDue]:
    """The next contacts of today and later that concern the viewer, or that a viewer may read of, by day.

    Of some hundreds of areas all contacts are gathered and put in order; of more, which nobody looks after but in a
    database made for measuring, the plan of all areas is followed day by day until enough are found.
    """
    coming = (Slot.state == "open", Slot.due_on >= extent.today)
    theirs = select(Progress.id).where(Progress.closed_on.is_(None), or_(*concern(viewer, extent.today)))
    if managed > COUNTED:
        found = select(Slot.id, Slot.due_on).where(*coming, Slot.implementation_id.in_(theirs))
    else:
        ids = theirs.cte("theirs").prefix_with("MATERIALIZED")
        all_of_them = select(Slot.id, Slot.due_on).join(ids, ids.c.id == Slot.implementation_id).where(*coming)
        found = select(all_of_them.cte("all_of_them").prefix_with("MATERIALIZED"))
    first = found.order_by("due_on", "id").limit(extent.most).subquery("first")
    rows = db.session.execute(
        described(viewer, extent.today).join(first, first.c.id == Slot.id).order_by(Slot.due_on, Slot.id)
    )
    return [contact_due(row, {}) for row in rows]


def concern(viewer: rules.Viewer, today: date) -> list[ColumnElement[bool]]:
    """In which ways what is to come in an implementation concerns the viewer, or may be read by them."""
    found = [led(viewer, Progress, today), looked_after(viewer, Progress)]
    if viewer.is_one_of(Role.UNIT_MANAGER):
        found.append(Progress.manager_id.is_(None))
    if viewer.is_one_of(Role.VIEWER):
        found.append(Progress.area_id.in_(opened_to(viewer, Role.VIEWER, today=today)))
    return found


def described(viewer: rules.Viewer, today: date) -> Select[*tuple[Any, ...]]:
    """A contact of the plan with what a line says of it."""
    return (
        select(
            Slot,
            Area.name,
            Area.nation,
            Progress.manager_id,
            Person.name.label("manager"),
            lead_name(today).label("lead"),
            last_number().label("total_planned"),
            led(viewer, Progress, today).label("own"),
        )
        .join(Progress, Progress.id == Slot.implementation_id)
        .join(Area, Area.id == Slot.area_id)
        .outerjoin(Person, Person.id == Progress.manager_id)
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


def last_number() -> ScalarSelect[int]:
    """The number of the last contact of the licence: those before it may have gone, and keep their numbers."""
    other = aliased(Slot)
    return (
        select(sql.max(other.sequence))
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
