"""Who is who in areas, in batches: the recipients of reminders, and who can see what, through what."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.rules import Role
from scaleup.areas.models import Access, AreaPerson, Implementation
from scaleup.areas.queries.scope import active_access
from scaleup.areas.rules import AreaRole
from scaleup.core.errors import Absent
from scaleup.extensions import db


def people_of(area_ids: Iterable[int], role: AreaRole, *, today: date) -> dict[int, list[Person]]:
    """For each area that has any: the people who are this there today and are not deactivated, by name."""
    rows = db.session.execute(
        select(AreaPerson.area_id, Person)
        .join(Person, Person.id == AreaPerson.person_id)
        .where(AreaPerson.area_id.in_(list(area_ids)), AreaPerson.role == role, there_on(today))
        .order_by(Person.name)
    )
    found: dict[int, list[Person]] = {}
    for area_id, person in rows:
        found.setdefault(area_id, []).append(person)
    return found


def leads_of(area_ids: Iterable[int], today: date) -> dict[int, list[tuple[AreaRole, Person]]]:
    """For each area that has any: its project leads of today, then their deputies, by name; one statement."""
    rows = db.session.execute(
        select(AreaPerson.area_id, AreaPerson.role, Person)
        .join(Person, Person.id == AreaPerson.person_id)
        .where(
            AreaPerson.area_id.in_(list(area_ids)),
            AreaPerson.role.in_([AreaRole.PROJECT_LEAD, AreaRole.DEPUTY]),
            there_on(today),
        )
        .order_by(AreaPerson.role != AreaRole.PROJECT_LEAD, Person.name)
    )
    found: dict[int, list[tuple[AreaRole, Person]]] = {}
    for area_id, role, person in rows:
        found.setdefault(area_id, []).append((AreaRole(role), person))
    return found


def there_on(today: date) -> ColumnElement[bool]:
    """That somebody is what the row says on this day, and is not deactivated."""
    still = or_(AreaPerson.until_on.is_(None), AreaPerson.until_on >= today)
    return and_(AreaPerson.from_on <= today, still, Person.deactivated_at.is_(None))


def managers_of(implementation_ids: Iterable[int]) -> dict[int, Person]:
    """For each implementation that has one: its implementation manager, if not deactivated."""
    rows = db.session.execute(
        select(Implementation.id, Person)
        .join(Person, Person.id == Implementation.manager_id)
        .where(Implementation.id.in_(list(implementation_ids)), Person.deactivated_at.is_(None))
    )
    return {row.id: row.Person for row in rows}


def still_there(held: Iterable[AreaPerson], today: date) -> list[AreaPerson]:
    """Those who are it today: somebody whose last day is to come still is."""
    return [one for one in held if one.from_on <= today and (one.until_on is None or one.until_on >= today)]


def everyone_in(area_id: int) -> list[AreaPerson]:
    """Everyone who is or was something in the area; those who still are come first."""
    return list(
        db.session.scalars(
            select(AreaPerson)
            .join(Person, Person.id == AreaPerson.person_id)
            .where(AreaPerson.area_id == area_id)
            .options(joinedload(AreaPerson.person))
            .order_by(
                AreaPerson.until_on.is_not(None),
                AreaPerson.role != AreaRole.PROJECT_LEAD,
                AreaPerson.role != AreaRole.DEPUTY,
                Person.name,
            )
        )
    )


def access_to(area_id: int, today: date) -> list[Access]:
    """Every access row of the area that counts today or later."""
    return list(
        db.session.scalars(
            select(Access)
            .join(Person, Person.id == Access.person_id)
            .where(Access.area_id == area_id, or_(Access.until_on.is_(None), Access.until_on >= today))
            .options(joinedload(Access.person))
            .order_by(Access.role, Person.name)
        )
    )


def access_of(area_id: int, *, person_id: int, today: date) -> list[Access]:
    """The access rows by which this person sees the area today."""
    return list(
        db.session.scalars(
            select(Access).where(Access.area_id == area_id, Access.person_id == person_id, active_access(today))
        )
    )


def person_named(name: str) -> list[Person]:
    """Everyone of this name, whatever its case."""
    wanted = " ".join(name.split()).casefold()
    return list(db.session.scalars(select(Person).where(func.lower(Person.name) == wanted)))


def person_in(area_id: int, held_id: int) -> AreaPerson:
    """What somebody is in the area, by the row's id; raises Absent."""
    found = db.session.get(AreaPerson, held_id)
    if found is None or found.area_id != area_id:
        raise Absent
    return found


def access_in(area_id: int, access_id: int) -> Access:
    """An access to the area, by the row's id; raises Absent."""
    found = db.session.get(Access, access_id)
    if found is None or found.area_id != area_id:
        raise Absent
    return found


def holding(*roles: Role) -> list[tuple[str, str]]:
    """Everybody active who holds one of these roles, as id and name, by name."""
    rows = db.session.execute(
        select(Person.id, Person.name)
        .join(RoleHeld, (RoleHeld.person_id == Person.id) & RoleHeld.ended_at.is_(None))
        .where(RoleHeld.role.in_(roles), Person.deactivated_at.is_(None))
        .distinct()
        .order_by(Person.name)
    )
    return [(str(row.id), row.name) for row in rows]


def who_may_manage() -> list[tuple[str, str]]:
    """Those who may look after an implementation."""
    return holding(Role.IMPLEMENTATION_MANAGER, Role.UNIT_MANAGER)
