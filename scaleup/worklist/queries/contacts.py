"""Contacts of plans that are due, or late, for the one who asks."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, ScalarSelect, Subquery, func, or_, select
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, AreaPerson, Implementation
from scaleup.areas.queries import calendars_of
from scaleup.areas.rules import AreaRole
from scaleup.core.dates import Calendar
from scaleup.extensions import db
from scaleup.support.models import Slot
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import MOST, led_areas, looked_after

LONG_LATE = timedelta(days=14)
"""No contact is ten working days late before this."""


def contacts_due(viewer: rules.Viewer, *, today: date, until: date) -> list[rules.ContactDue]:
    """Open contacts up to a day: of those that are past, the latest of each implementation, and how many before it."""
    numbered = concerning(viewer, today=today, until=until)
    rows = db.session.execute(
        select(
            Slot,
            Area.name,
            Area.nation,
            Implementation.manager_id,
            Person.name.label("manager"),
            lead_name(today).label("lead"),
            planned_in_all().label("total"),
            numbered.c.own,
            numbered.c.past,
            numbered.c.alike,
        )
        .join(numbered, numbered.c.slot_id == Slot.id)
        .join(Implementation, Implementation.id == Slot.implementation_id)
        .join(Area, Area.id == Slot.area_id)
        .outerjoin(Person, Person.id == Implementation.manager_id)
        .where(or_(~numbered.c.past, numbered.c.place == 1))
        .order_by(Slot.due_on, Slot.id)
        .limit(MOST)
    ).all()
    calendars = calendars_of({row.nation for row in rows}) if rows else {}
    return [contact_due(row, today=today, calendar=calendars[row.nation]) for row in rows]


def concerning(viewer: rules.Viewer, *, today: date, until: date) -> Subquery:
    """The open contacts that may be the viewer's, numbered backwards among those past, and among the others."""
    own = led_areas(viewer, today)
    concern = or_(own, looked_after(viewer))
    if viewer.is_one_of(Role.UNIT_MANAGER):
        concern = or_(concern, Implementation.manager_id.is_(None), Slot.due_on <= today - LONG_LATE)
    past = Slot.due_on < today
    return (
        select(
            Slot.id.label("slot_id"),
            past.label("past"),
            own.label("own"),
            func.row_number()
            .over(partition_by=(Slot.implementation_id, past), order_by=Slot.due_on.desc())
            .label("place"),
            func.count().over(partition_by=(Slot.implementation_id, past)).label("alike"),
        )
        .join(Implementation, Implementation.id == Slot.implementation_id)
        .where(Slot.state == "open", Slot.due_on <= until, Implementation.closed_on.is_(None), concern)
        .subquery()
    )


def contact_due(row: Row[*tuple[Any, ...]], *, today: date, calendar: Calendar) -> rules.ContactDue:
    """The row as the rules read it."""
    slot = row.Slot
    return rules.ContactDue(
        area_id=slot.area_id,
        area=row.name,
        implementation_id=slot.implementation_id,
        slot_id=slot.id,
        sequence=slot.sequence,
        total=row.total,
        due_on=slot.due_on,
        at=slot.at_time,
        interval_months=slot.interval_months,
        manager_id=row.manager_id,
        manager=row.manager or "",
        lead=row.lead or "",
        own=bool(row.own),
        working_days_late=max(calendar.working_days_between(slot.due_on, today), 0),
        earlier=row.alike - 1 if row.past else 0,
    )


def lead_name(today: date) -> ScalarSelect[str | None]:
    """The first by name of the area's project leads."""
    leading = aliased(Person)
    return (
        select(func.min(leading.name))
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
        select(func.count())
        .where(other.licence_id == Slot.licence_id, other.state != "gone")
        .correlate(Slot)
        .scalar_subquery()
    )
