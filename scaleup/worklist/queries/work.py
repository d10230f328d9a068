"""The facts behind My work, in a handful of statements whatever the number of areas."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sqlalchemy import and_, or_, select

from scaleup.accounts.models import Person
from scaleup.accounts.rules import LIFETIME, Purpose, Role
from scaleup.areas.models import Area, Implementation
from scaleup.core.dates import local_date
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.support.models import Action
from scaleup.worklist import rules
from scaleup.worklist.queries.contacts import contacts_due
from scaleup.worklist.queries.scope import LEADS, MANAGERS, MOST, led_areas, looked_after
from scaleup.worklist.queries.waiting import waiting_areas

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
