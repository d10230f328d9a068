"""What a project lead asks first: the next contact, what was agreed last time, pairs, the licence, whom to ring."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Access, Area, Implementation
from scaleup.areas.queries import active_access
from scaleup.core.paging import COUNTED
from scaleup.extensions import db
from scaleup.facilitators.queries import pairs_of
from scaleup.licences.models import Licence
from scaleup.licences.rules import State
from scaleup.milestones.models import Progress
from scaleup.programmes.models import Programme
from scaleup.support.models import Action, Contact
from scaleup.support.rules import Promise
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import LEADS, Extent, counted_in, led, looked_after

BLOCKS = 3
"""A lead of more than so many programmes reads the first at the top, and the rest in the list of areas."""


def programmes_led(viewer: rules.Viewer, extent: Extent, coming: Sequence[rules.ContactDue]) -> list[rules.Led]:
    """What the viewer leads, by area: four statements whatever the number."""
    if not viewer.is_one_of(*LEADS):
        return []
    found = taken_up(viewer, extent.today)
    ids = [one.implementation_id for one in found]
    if not ids:
        return []
    last, pairs = last_agreed(ids), pairs_of(ids, extent.today)
    following: dict[int, rules.ContactDue] = {}
    for contact in coming:
        following.setdefault(contact.implementation_id, contact)
    return [
        replace(
            one,
            pairs=pairs[one.implementation_id].count,
            last_on=last[one.implementation_id][0] if one.implementation_id in last else None,
            agreed=last[one.implementation_id][1] if one.implementation_id in last else (),
            next_contact=following.get(one.implementation_id),
        )
        for one in found
    ]


def taken_up(viewer: rules.Viewer, today: date) -> list[rules.Led]:
    """The first programmes that the viewer's areas take up, with the latest licence of each."""
    other = aliased(Licence)
    latest = (
        select(other.id)
        .where(other.implementation_id == Implementation.id, other.state.in_((State.GRANTED, State.SUSPENDED)))
        .order_by(other.starts_on.desc(), other.id.desc())
        .limit(1)
        .correlate(Implementation)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            Implementation.area_id,
            Area.name,
            Programme.name,
            Implementation.id,
            Person.name,
            Person.email,
            Licence.ends_on,
            Licence.renewal,
        )
        .join(Area, Area.id == Implementation.area_id)
        .join(Programme, Programme.id == Implementation.programme_id)
        .outerjoin(Person, (Person.id == Implementation.manager_id) & Person.deactivated_at.is_(None))
        .outerjoin(Licence, Licence.id == latest)
        .where(Implementation.closed_on.is_(None), led(viewer, Implementation, today))
        .order_by(Area.name, Implementation.id)
        .limit(BLOCKS)
    )
    return [rules.Led(*row[:4], row[4] or "", row[5] or "", row[6], row[7]) for row in rows]


def last_agreed(implementation_ids: Collection[int]) -> dict[int, tuple[date, tuple[Promise, ...]]]:
    """The last contact that was held in each, and what was agreed there."""
    contacts: dict[int, tuple[int, date]] = {}
    for id_, implementation_id, held_on in db.session.execute(
        select(Contact.id, Contact.implementation_id, Contact.held_on)
        .where(Contact.implementation_id.in_(implementation_ids), Contact.outcome == "held")
        .order_by(Contact.held_on.desc(), Contact.id.desc())
    ):
        contacts.setdefault(implementation_id, (id_, held_on))
    agreed: dict[int, list[Promise]] = {}
    asked = (
        select(Action, Person.name)
        .outerjoin(Person, Person.id == Action.owner_id)
        .where(Action.contact_id.in_([id_ for id_, _ in contacts.values()]))
        .order_by(Action.id)
    )
    for action, owner in db.session.execute(asked):
        promise = Promise(action.wording, owner or "", action.due_on, action.done_on, action.dropped_on)
        agreed.setdefault(action.implementation_id, []).append(promise)
    return {key: (held_on, tuple(agreed.get(key, ()))) for key, (_, held_on) in contacts.items()}


def areas_opened(viewer: rules.Viewer, *roles: Role, today: date) -> int:
    """How many areas the viewer sees in these roles, counted to one more than COUNTED."""
    ids = db.session.scalars(
        select(Access.area_id)
        .where(Access.person_id == viewer.person_id, Access.role.in_(roles), active_access(today))
        .distinct()
        .limit(COUNTED + 1)
    )
    return len(ids.all())


def areas_managed(viewer: rules.Viewer) -> int:
    """How many areas the viewer looks after, counted to one more than COUNTED; a unit manager those of nobody too."""
    own = (looked_after(viewer, Progress), Progress.closed_on.is_(None))
    nobodys = (Progress.manager_id.is_(None), Progress.closed_on.is_(None))
    branches = [own, nobodys] if viewer.is_one_of(Role.UNIT_MANAGER) else [own]
    return db.session.scalar(select(counted_in(branches))) or 0
