"""The facts behind My work, in a handful of statements whatever the number of areas."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person
from scaleup.accounts.rules import LIFETIME, Purpose, Role
from scaleup.areas.models import Access, Area, AreaPerson, Implementation
from scaleup.areas.queries import active_access, calendars_of
from scaleup.areas.rules import AreaRole
from scaleup.core.dates import local_date
from scaleup.core.pages import Actor
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.licences.models import Licence
from scaleup.licences.rules import State
from scaleup.support.models import Action, Slot
from scaleup.worklist import rules

MOST = 200
"""Lines of one kind that are read: nobody works through more in a day."""
LONG_LATE = timedelta(days=14)
"""No contact is ten working days late before this."""
FORGOTTEN = timedelta(days=60)
"""After a licence's end, within which a missing decision is still asked for."""
LEADS = (Role.PROJECT_LEAD, Role.DEPUTY)
MANAGERS = (Role.IMPLEMENTATION_MANAGER, Role.UNIT_MANAGER)

_sources: list[Callable[[Actor, date], Sequence[rules.Notice]]] = []


def install_sources(sources: Sequence[Callable[[Actor, date], Sequence[rules.Notice]]]) -> None:
    """Afterwards these are asked too what waits for a person: parts of the product that stand above this one."""
    _sources[:] = sources


def work_of(actor: Actor, *, today: date) -> tuple[rules.Line, ...]:
    """What this person has to do, in order."""
    return rules.next_actions(facts_for(actor, today=today), today)


def facts_for(actor: Actor, *, today: date) -> rules.Facts:
    """Everything that the list of this person is made from."""
    viewer = rules.Viewer(actor.person_id, actor.roles)
    horizon = rules.end_of_week(today)
    reads_areas = viewer.is_one_of(*LEADS, *MANAGERS)
    undecided, not_delivering, unattended = waiting_areas(viewer, today=today)
    return rules.Facts(
        viewer=viewer,
        contacts=contacts_due(viewer, today=today, until=horizon) if reads_areas else (),
        actions=actions_due(viewer, today=today, until=horizon),
        undecided=undecided,
        not_delivering=not_delivering,
        unattended=unattended,
        uninvited=uninvited(today) if viewer.is_one_of(Role.ADMINISTRATOR) else (),
        notices=[notice for source in _sources for notice in source(actor, today)],
    )


def led_areas(viewer: rules.Viewer, today: date) -> ColumnElement[bool]:
    """That the viewer leads the area of the implementation."""
    if not viewer.is_one_of(*LEADS):
        return false()
    return Implementation.area_id.in_(
        select(Access.area_id).where(Access.person_id == viewer.person_id, Access.role.in_(LEADS), active_access(today))
    )


def looked_after(viewer: rules.Viewer) -> ColumnElement[bool]:
    """That the viewer is the implementation's manager."""
    return Implementation.manager_id == viewer.person_id if viewer.is_one_of(*MANAGERS) else false()


def contacts_due(viewer: rules.Viewer, *, today: date, until: date) -> list[rules.ContactDue]:
    """Open contacts up to a day: of those that are past, the latest of each implementation, and how many before it."""
    own = led_areas(viewer, today)
    concern = or_(own, looked_after(viewer))
    if viewer.is_one_of(Role.UNIT_MANAGER):
        concern = or_(concern, Implementation.manager_id.is_(None), Slot.due_on <= today - LONG_LATE)
    past = Slot.due_on < today
    numbered = (
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
    return [
        rules.ContactDue(
            area_id=row.Slot.area_id,
            area=row.name,
            implementation_id=row.Slot.implementation_id,
            slot_id=row.Slot.id,
            sequence=row.Slot.sequence,
            total=row.total,
            due_on=row.Slot.due_on,
            at=row.Slot.at_time,
            interval_months=row.Slot.interval_months,
            manager_id=row.manager_id,
            manager=row.manager or "",
            lead=row.lead or "",
            own=bool(row.own),
            working_days_late=max(calendars[row.nation].working_days_between(row.Slot.due_on, today), 0),
            earlier=row.alike - 1 if row.past else 0,
        )
        for row in rows
    ]


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


def actions_due(viewer: rules.Viewer, *, today: date, until: date) -> list[rules.ActionDue]:
    """The viewer's open actions up to a day, and late ones that others promised in the viewer's areas."""
    mine = and_(Action.owner_id == viewer.person_id, Action.due_on <= until)
    others = and_(or_(led_areas(viewer, today), looked_after(viewer)), Action.due_on < today)
    rows = db.session.execute(
        select(Action, Area.name, Person.name.label("owner"))
        .join(Area, Area.id == Action.area_id)
        .join(Implementation, Implementation.id == Action.implementation_id)
        .outerjoin(Person, Person.id == Action.owner_id)
        .where(Action.done_on.is_(None), Action.dropped_on.is_(None), or_(mine, others))
        .order_by(Action.due_on, Action.id)
        .limit(MOST)
    )
    return [
        rules.ActionDue(
            action_id=row.Action.id,
            area_id=row.Action.area_id,
            area=row.name,
            wording=row.Action.wording,
            owner_id=row.Action.owner_id,
            owner=row.owner or "",
            due_on=row.Action.due_on,
        )
        for row in rows
    ]


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


def uninvited(today: date) -> list[rules.Uninvited]:
    """People whose invitation ran out unused."""
    rows = db.session.execute(
        select(Person.id, Person.name, Person.invited_at)
        .where(Person.invited_at.is_not(None), Person.password_hash.is_(None), Person.deactivated_at.is_(None))
        .order_by(Person.invited_at)
        .limit(MOST)
    )
    return [
        rules.Uninvited(row.id, row.name, local_date(row.invited_at))
        for row in rows
        if local_date(row.invited_at + LIFETIME[Purpose.INVITATION]) < today
    ]


def coming(actor: Actor, *, today: date) -> str:
    """What comes next for somebody with nothing to do."""
    viewer = rules.Viewer(actor.person_id, actor.roles)
    if not viewer.is_one_of(*LEADS, *MANAGERS):
        return ""
    ahead = contacts_due(viewer, today=today, until=today + timedelta(days=120))
    return rules.coming(contact for contact in ahead if contact.due_on >= today and rules.concerns(contact, viewer))
