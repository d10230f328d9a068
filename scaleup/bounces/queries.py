"""Addresses that mail comes back from, as far as the reader may put them right; what waits for each."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, Select, and_, func, or_, select

from scaleup.accounts.models import Person
from scaleup.accounts.queries import roles_of
from scaleup.accounts.rules import Permission
from scaleup.areas.models import Area, AreaPerson, Implementation
from scaleup.areas.queries import scope
from scaleup.bounces.rules import Back, keepers, may_correct
from scaleup.core.dates import counted, local_date
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.outbox.models import Address, Message, Undelivered
from scaleup.outbox.rules import State
from scaleup.worklist.rules import Notice

MOST = 500
"""So many addresses are read at a time; more would be a fault of ours, not of the addresses."""
MOST_WAITING = 20


def stopped(actor: Actor, today: date) -> list[Back]:
    """The stopped addresses that the actor may put right, the latest first. Four statements at most."""
    found = read(db.session.execute(standing()).all(), today)
    seen = set(db.session.scalars(scope(actor, today))) if any(one.areas for one in found) else set()
    return [one for one in found if may_correct(one, actor_id=actor.person_id, actor_roles=actor.roles, seen=seen)]


def stopped_one(actor: Actor, address_id: int, today: date) -> Back:
    """One of them; raises Absent."""
    found = read(db.session.execute(standing().where(Address.id == address_id)).all(), today)
    seen = set(db.session.scalars(scope(actor, today)))
    for one in found:
        if may_correct(one, actor_id=actor.person_id, actor_roles=actor.roles, seen=seen):
            return one
    raise Absent


def tasks(actor: Actor, today: date) -> list[Notice]:
    """What My work asks of the actor: addresses that are theirs to put right."""
    if not actor.may(Permission.CORRECT_ADDRESSES):
        return []
    found = read(db.session.execute(standing()).all(), today)
    mine = []
    for one in found:
        roles, people = keepers(one)
        if (actor.roles & roles or actor.person_id in people) and actor.person_id != one.person_id:
            mine.append(one)
    return [notice(one) for one in mine]


def notice(one: Back) -> Notice:
    """The task of putting one address right."""
    waits = f" {counted(one.waiting, 'message')} {'waits' if one.waiting == 1 else 'wait'}." if one.waiting else ""
    said = f" ({one.address})" if one.name else ""
    return Notice(
        what=f"Mail to {one.who}{said} comes back",
        why=f"{one.said}{waits}",
        since_on=local_date(one.stopped_at),
        act="Correct it",
        address=f"/deliveries/returned/{one.id}",
        place=one.place,
    )


def standing() -> Select[int, str, int | None, str | None, object, str, str, int]:
    """Stopped addresses that somebody has today, or nobody on record has had."""
    waiting = (
        select(func.count(Undelivered.outbox_id.distinct()))
        .where(Undelivered.address_id == Address.id, Undelivered.over_at.is_(None))
        .correlate(Address)
        .scalar_subquery()
    )
    return (
        select(
            Address.id,
            Address.address,
            Person.id,
            Person.name,
            Address.stopped_at,
            Address.status,
            Address.words,
            waiting,
        )
        .outerjoin(Person, and_(Person.email == Address.address, Person.deactivated_at.is_(None)))
        .where(Address.stopped_at.is_not(None), or_(Person.id.is_not(None), Address.person_id.is_(None)))
        .order_by(Address.stopped_at.desc(), Address.id.desc())
        .limit(MOST)
    )


def read(rows: Sequence[Row[int, str, int | None, str | None, object, str, str, int]], today: date) -> list[Back]:
    """The rows with what their people are, and where."""
    ids = [row[2] for row in rows if row[2] is not None]
    roles = roles_of(ids) if ids else {}
    places = places_of(ids, today) if ids else {}
    found = []
    for row in rows:
        id_, address, person_id, name, stopped_at, status, words, waiting = row
        place = places.get(person_id or 0, Place({}, {}))
        found.append(
            Back(
                id=id_,
                address=address,
                person_id=person_id,
                name=name or "",
                roles=frozenset(roles.get(person_id or 0, ())),
                areas=place.areas,
                managers=place.keepers,
                stopped_at=stopped_at,  # type: ignore[arg-type]  # the statement asks for those that have one
                status=status,
                words=words,
                waiting=waiting,
            )
        )
    return found


@dataclass(frozen=True)
class Place:
    """Where somebody is something."""

    areas: dict[int, str]
    managers: dict[int, set[int]]
    """By area: who of the unit looks after it."""

    @property
    def keepers(self) -> frozenset[int]:
        """Who looks after all of these areas: nobody else may put the address right."""
        each = [self.managers.get(area_id, set()) for area_id in self.areas]
        return frozenset(set.intersection(*each)) if each else frozenset()


def places_of(person_ids: Collection[int], today: date) -> dict[int, Place]:
    """By person: the areas in which they are something today, and who of the unit looks after those."""
    found: dict[int, Place] = defaultdict(lambda: Place({}, {}))
    rows = db.session.execute(
        select(AreaPerson.person_id, Area.id, Area.name, Person.id)
        .join(Area, Area.id == AreaPerson.area_id)
        .outerjoin(Implementation, and_(Implementation.area_id == Area.id, Implementation.closed_on.is_(None)))
        .outerjoin(Person, and_(Person.id == Implementation.manager_id, Person.deactivated_at.is_(None)))
        .where(
            AreaPerson.person_id.in_(person_ids),
            AreaPerson.from_on <= today,
            or_(AreaPerson.until_on.is_(None), AreaPerson.until_on >= today),
        )
    )
    for person_id, area_id, area, manager_id in rows:
        found[person_id].areas[area_id] = area
        if manager_id is not None:
            found[person_id].managers.setdefault(area_id, set()).add(manager_id)
    return found


def waiting_for(address_id: int) -> list[Message]:
    """The messages that did not reach the address and can go anew, the oldest first."""
    kept_back = select(Undelivered.outbox_id).where(Undelivered.address_id == address_id, Undelivered.over_at.is_(None))
    return list(
        db.session.scalars(
            select(Message).where(Message.id.in_(kept_back)).order_by(Message.due_at, Message.id).limit(MOST_WAITING)
        )
    )


def message_of(message_id: str) -> Message | None:
    """The mail of ours with this Message-ID, if it was handed over."""
    return db.session.scalar(
        select(Message).where(
            Message.message_id == message_id,
            Message.endpoint_id.is_(None),
            Message.state != State.CANCELLED,
            Message.handed_to.is_not(None),
        )
    )
