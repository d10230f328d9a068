"""What people chose about their mail, who is away, and who may stand in for whom."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Leave, Person, RoleHeld
from scaleup.accounts.queries import leave_of
from scaleup.accounts.rules import Role
from scaleup.areas.models import Access
from scaleup.areas.queries import active_access
from scaleup.extensions import db
from scaleup.outbox.models import Address
from scaleup.reminders.models import MailChoice
from scaleup.reminders.rules import NOTHING_CHOSEN, Choices, Manner, StandIn, StandIns

OF_THE_UNIT = (Role.UNIT_MANAGER, Role.IMPLEMENTATION_MANAGER)
SEES_AN_AREA = (Role.IMPLEMENTATION_MANAGER, Role.PROJECT_LEAD, Role.DEPUTY)
"""Access in one of these roles is for the whole of an area; a trainer's is for an event."""


def choices_of(person_ids: Collection[int], today: date) -> dict[int, Choices]:
    """What those of these people chose who chose anything."""
    ids = sorted(set(person_ids))
    rows = db.session.scalars(select(MailChoice).where(MailChoice.person_id.in_(ids))).all()
    away: dict[int, list[tuple[date, date]]] = {}
    for one in leave_of([row.person_id for row in rows], from_on=today) if rows else ():
        away.setdefault(one.person_id, []).append((one.from_on, one.to_on))
    return {
        row.person_id: Choices(
            manner=Manner(row.manner),
            days=frozenset(int(day) for day in row.days),
            from_hour=row.from_hour,
            until_hour=row.until_hour,
            stand_in_id=row.stand_in_id,
            away=tuple(away.get(row.person_id, ())),
        )
        for row in rows
    }


def chosen_by(person_id: int, today: date) -> Choices:
    """What this person chose."""
    return choices_of([person_id], today).get(person_id, NOTHING_CHOSEN)


def stand_ins(today: date) -> Mapping[int, StandIn]:
    """By person who is away today and has one who can be written to: who stands in. Three statements at the most."""
    return stand_ins_between(today, today).on(today)


def stand_ins_between(first: date, last: date) -> StandIns:
    """Who stands in for whom from the first day to the last. Areas are those open to them on the first."""
    stand_in = aliased(Person)
    chosen = (
        select(MailChoice.person_id, MailChoice.stand_in_id, Leave.from_on, Leave.to_on)
        .join(Leave, Leave.person_id == MailChoice.person_id)
        .join(stand_in, stand_in.id == MailChoice.stand_in_id)
        .where(
            Leave.from_on <= last,
            Leave.to_on >= first,
            stand_in.deactivated_at.is_(None),
            stand_in.email.is_not(None),
            ~exists(select(Address.id).where(Address.address == stand_in.email, Address.stopped_at.is_not(None))),
        )
    )
    away = [(row[0], row[1], row[2], row[3]) for row in db.session.execute(chosen)]
    standing = _may_open({other for _, other, _, _ in away if other}, first) if away else {}
    return StandIns(tuple((one, begins, ends, standing[other]) for one, other, begins, ends in away if other))


def _may_open(others: Collection[int], today: date) -> Mapping[int, StandIn]:
    everywhere = set(
        db.session.scalars(
            select(RoleHeld.person_id).where(
                RoleHeld.person_id.in_(others), RoleHeld.role == Role.UNIT_MANAGER, RoleHeld.ended_at.is_(None)
            )
        )
    )
    areas: dict[int, set[int]] = {other: set() for other in others}
    for person_id, area_id in db.session.execute(
        select(Access.person_id, Access.area_id).where(
            Access.person_id.in_(others), Access.role.in_(SEES_AN_AREA), active_access(today)
        )
    ):
        areas[person_id].add(area_id)
    return {other: StandIn(other, frozenset(areas[other]), other in everywhere) for other in others}


def may_stand_in(person_id: int, today: date) -> list[tuple[int, str]]:
    """Who can be chosen, by name: for staff of the unit others of it, for people of an area who else opens it."""
    unit = db.session.scalars(held_by(OF_THE_UNIT)).all()
    mine = select(Access.area_id).where(
        Access.person_id == person_id, Access.role.in_(SEES_AN_AREA), active_access(today)
    )
    beside = select(Access.person_id).where(
        Access.area_id.in_(mine), Access.role.in_(SEES_AN_AREA), active_access(today)
    )
    who = Person.id.in_(unit) if person_id in unit else or_(Person.id.in_(unit), Person.id.in_(beside))
    rows = db.session.execute(
        select(Person.id, Person.name)
        .where(who, Person.id != person_id, Person.deactivated_at.is_(None), Person.email.is_not(None))
        .order_by(Person.name, Person.id)
    )
    return [(row.id, row.name) for row in rows]


def held_by(roles: Collection[Role]) -> Select[int]:
    """Who holds one of these roles."""
    return select(RoleHeld.person_id).where(RoleHeld.role.in_(sorted(roles)), RoleHeld.ended_at.is_(None))
