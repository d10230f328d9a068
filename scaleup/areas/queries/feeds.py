"""Who reads a calendar by a secret address, and which address of a person or an area is in use."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.rules import Permission, permissions, token_hash
from scaleup.areas.models import CalendarFeed
from scaleup.areas.queries.scope import area_in_scope
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.extensions import db


@dataclass(frozen=True)
class Reader:
    """What an address shows: the work of a person with the roles that they hold today, or one area."""

    feed_id: int
    actor: Actor
    area_id: int | None
    name: str
    """Of the person, or of the area."""


def reader_of(token: str, today: date) -> Reader:
    """Who is read for by this address; raises Absent for one that is not known, was ended, or shows nothing any more.

    Nobody's is read who cannot sign in; an area's is not once who made it no longer sees the area.
    """
    rows = db.session.execute(
        select(CalendarFeed.id, CalendarFeed.area_id, Person.id.label("person_id"), Person.name, RoleHeld.role)
        .join(Person, Person.id == CalendarFeed.person_id)
        .join(RoleHeld, (RoleHeld.person_id == Person.id) & RoleHeld.ended_at.is_(None))
        .where(
            CalendarFeed.token_hash == token_hash(token),
            CalendarFeed.ended_at.is_(None),
            Person.deactivated_at.is_(None),
            or_(Person.leaves_on.is_(None), Person.leaves_on >= today),
            or_(RoleHeld.last_on.is_(None), RoleHeld.last_on >= today),
        )
    ).all()
    if not rows:
        raise Absent
    first, roles = rows[0], frozenset(row.role for row in rows)
    actor = Actor(first.person_id, first.name, "", roles, permissions(roles))
    if first.area_id is None:
        return Reader(first.id, actor.entering(Permission.SEE_WORK), None, first.name)
    if not actor.may(Permission.LOG_CONTACTS):
        raise Absent
    area = area_in_scope(actor.entering(Permission.LOG_CONTACTS), first.area_id, today)
    return Reader(first.id, actor.entering(Permission.LOG_CONTACTS), area.id, area.name)


def feed_of_person(person_id: int) -> CalendarFeed | None:
    """The address in use of this person's own calendar."""
    return db.session.scalar(
        select(CalendarFeed).where(
            CalendarFeed.person_id == person_id, CalendarFeed.area_id.is_(None), CalendarFeed.ended_at.is_(None)
        )
    )


def feed_of_area(area_id: int) -> CalendarFeed | None:
    """The address in use of this area's calendar."""
    return db.session.scalar(
        select(CalendarFeed).where(CalendarFeed.area_id == area_id, CalendarFeed.ended_at.is_(None))
    )
