"""Named reads of accounts: who is signed in, whose address this is, lists of people."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, func, or_, select

from scaleup.accounts.models import Leave, Link, Person, RoleHeld, SignedIn, WorkingWeek
from scaleup.accounts.rules import (
    ASSUMED_WEEK,
    SESSION_IDLE,
    SESSION_LIFE,
    LinkDates,
    Purpose,
    Role,
    Span,
    Standing,
    Week,
    permissions,
    role_words,
    standing,
    token_hash,
)
from scaleup.core.dates import local_date
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.core.paging import COUNTED
from scaleup.extensions import db
from scaleup.outbox.models import Hold
from scaleup.outbox.rules import HoldScope

CURRENT = and_(RoleHeld.person_id == Person.id, RoleHeld.ended_at.is_(None))
Since = datetime | BindParameter[datetime]
Asked = TypeVar("Asked", bound=Select[Any])  # whatever is selected, the filters are the same


@dataclass(frozen=True)
class Present:
    """Somebody who is signed in, through which session, and when that was last used."""

    actor: Actor
    session_id: int
    seen_at: datetime
    held_because: str = ""
    """Why all sending is held, if it is: every page says so."""


@dataclass(frozen=True)
class Credentials:
    """What a password is compared with."""

    person_id: int
    password_hash: str | None


@dataclass(frozen=True)
class LinkFound:
    """A one-time link as its page shows it."""

    standing: Standing
    person_id: int | None
    name: str
    email: str


@dataclass(frozen=True)
class PersonLine:
    """A person in a list."""

    id: int
    name: str
    email: str
    employer: str
    role_words: str
    account: str
    """"active", "invited", "not invited" (though they hold a role), "no account" or "deactivated"."""


def sitting(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions that a session is in force at this instant."""
    return used_since(now - SESSION_LIFE, now - SESSION_IDLE)


def used_since(begun_at: Since, seen_at: Since) -> tuple[ColumnElement[bool], ...]:
    """The conditions that a session has not ended, was begun after the one instant and used after the other."""
    return SignedIn.ended_at.is_(None), SignedIn.begun_at > begun_at, SignedIn.seen_at > seen_at


ALL_HELD_BECAUSE = (
    select(func.max(Hold.reason)).where(Hold.released_at.is_(None), Hold.scope == HoldScope.ALL).scalar_subquery()
)
"""Why all sending is held, if it is."""

WHO = (
    select(
        SignedIn.id.label("session_id"),
        SignedIn.seen_at,
        Person.id.label("person_id"),
        Person.name,
        Person.email,
        RoleHeld.role,
        ALL_HELD_BECAUSE.label("held_because"),
    )
    .join(Person, Person.id == SignedIn.person_id)
    .outerjoin(RoleHeld, and_(CURRENT, or_(RoleHeld.last_on.is_(None), RoleHeld.last_on >= bindparam("today"))))
    .where(
        SignedIn.token_hash == bindparam("token_hash"),
        *used_since(bindparam("begun"), bindparam("seen")),
        Person.deactivated_at.is_(None),
        or_(Person.leaves_on.is_(None), Person.leaves_on >= bindparam("today")),
    )
)
"""Every page asks it first: it is made once. A last day that is over counts here, whether or not anything has looked
since: the hourly look that closes the account may be late.
"""


def who(token: str, now: datetime) -> Present | None:
    """Who is signed in with this token at this instant; one statement."""
    given = {
        "token_hash": token_hash(token),
        "begun": now - SESSION_LIFE,
        "seen": now - SESSION_IDLE,
        "today": local_date(now),
    }
    rows = db.session.execute(WHO, given).all()
    if not rows:
        return None
    first, roles = rows[0], frozenset(row.role for row in rows if row.role)
    actor = Actor(first.person_id, first.name, first.email or "", roles, permissions(roles))
    return Present(actor, first.session_id, first.seen_at, first.held_because or "")


def whose(token: str) -> int | None:
    """Whose session this token was, also when it has ended."""
    return db.session.scalar(select(SignedIn.person_id).where(SignedIn.token_hash == token_hash(token)))


def sessions(person_id: int, now: datetime) -> Sequence[SignedIn]:
    """The sessions of this person that are in force, the last used first."""
    asked = select(SignedIn).where(SignedIn.person_id == person_id, *sitting(now))
    return db.session.scalars(asked.order_by(SignedIn.seen_at.desc())).all()


def credentials(email: str) -> Credentials | None:
    """What to compare a password with, for an active person of this address."""
    row = db.session.execute(
        select(Person.id, Person.password_hash).where(Person.email == email, Person.deactivated_at.is_(None))
    ).one_or_none()
    return Credentials(row.id, row.password_hash) if row else None


def by_email(email: str) -> Person | None:
    """The person with this address, active or not."""
    return db.session.scalar(select(Person).where(Person.email == email))


def has_password(person_id: int) -> bool:
    """Whether the person has chosen a password; who came in by a printed link may have none."""
    return db.session.scalar(select(Person.password_hash).where(Person.id == person_id)) is not None


def person(person_id: int) -> Person | None:
    """The person, active or not."""
    return db.session.get(Person, person_id)


def the_person(person_id: int) -> Person:
    """The person; raises Absent."""
    found = person(person_id)
    if found is None:
        raise Absent
    return found


def last_days(person_id: int) -> dict[str, date]:
    """The last day of each role of the person that has one."""
    held = select(RoleHeld.role, RoleHeld.last_on).where(
        RoleHeld.person_id == person_id, RoleHeld.ended_at.is_(None), RoleHeld.last_on.is_not(None)
    )
    return {role: last_on for role, last_on in db.session.execute(held) if last_on}


def link(token: str, purpose: Purpose, now: datetime) -> LinkFound:
    """How a link of this purpose stands, and whose it is if it works."""
    row = db.session.execute(
        select(Link.expires_at, Link.used_at, Link.withdrawn_at, Person.id, Person.name, Person.email)
        .join(Person, Person.id == Link.person_id)
        .where(Link.token_hash == token_hash(token), Link.purpose == purpose, Person.deactivated_at.is_(None))
    ).one_or_none()
    if row is None:
        return LinkFound(Standing.UNKNOWN, None, "", "")
    found = standing(LinkDates(row.expires_at, row.used_at, row.withdrawn_at), now)
    if found is not Standing.USABLE:
        return LinkFound(found, None, "", "")
    return LinkFound(found, row.id, row.name, row.email or "")


def addresses(person_ids: Sequence[int]) -> Mapping[int, str]:
    """The addresses of those of these people who are active and have one: for the outbox."""
    rows = db.session.execute(
        select(Person.id, Person.email).where(
            Person.id.in_(person_ids), Person.email.is_not(None), Person.deactivated_at.is_(None)
        )
    )
    return {row.id: row.email for row in rows if row.email}


def holders(role: Role) -> Sequence[int]:
    """The active people who hold this role, the first first."""
    return db.session.scalars(
        select(Person.id)
        .join(RoleHeld, CURRENT)
        .where(RoleHeld.role == role, Person.deactivated_at.is_(None))
        .order_by(Person.id)
    ).all()


def unit_managers() -> Sequence[int]:
    """Every active unit manager: who is told when nobody nearer is there."""
    return holders(Role.UNIT_MANAGER)


def people(*, search: str = "", role: str = "", skipped: int = 0, size: int = 50) -> list[PersonLine]:
    """One page of people by name."""
    asked = filtered(select(Person), search=search, role=role)
    found = db.session.scalars(asked.order_by(Person.name, Person.id).offset(skipped).limit(size)).all()
    roles = roles_of([one.id for one in found])
    return [line(one, roles.get(one.id, ())) for one in found]


def count_people(*, search: str = "", role: str = "") -> int:
    """How many people the same filters find; beyond COUNTED, one more than that."""
    found = filtered(select(Person.id), search=search, role=role).limit(COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(found)) or 0


def filtered(asked: Asked, *, search: str, role: str) -> Asked:
    """The question, narrowed to a part of a name or address, and to a role."""
    if search:
        part = f"%{search.lower().replace('%', '').replace('_', '')}%"
        asked = asked.where(or_(func.lower(Person.name).like(part), Person.email.like(part)))
    if role:
        held = select(RoleHeld.person_id).where(RoleHeld.role == role, RoleHeld.ended_at.is_(None))
        asked = asked.where(Person.id.in_(held))
    return asked


def roles_of(person_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The roles held by each of these people."""
    rows = db.session.execute(
        select(RoleHeld.person_id, RoleHeld.role)
        .where(RoleHeld.person_id.in_(person_ids), RoleHeld.ended_at.is_(None))
        .order_by(RoleHeld.id)
    ).all()
    found: dict[int, tuple[str, ...]] = {}
    for person_id, role in rows:
        found[person_id] = (*found.get(person_id, ()), role)
    return found


def line(one: Person, roles: tuple[str, ...]) -> PersonLine:
    """The person as a list shows them."""
    return PersonLine(
        one.id, one.name, one.email or "", one.employer or "", ", ".join(role_words(roles)), account(one, roles)
    )


def account(one: Person, roles: Sequence[str]) -> str:
    """How the person's account stands, in a word or two."""
    if one.deactivated_at:
        return "deactivated"
    if one.password_hash:
        return "active"
    if one.invited_at:
        return "invited"
    return "not invited" if roles else "no account"


def weeks_of(person_ids: Iterable[int], *, from_on: date) -> dict[int, Week]:
    """What each of these works in a week, and the days away from that day on. Two statements."""
    ids = sorted(set(person_ids))
    kept = select(WorkingWeek.person_id, WorkingWeek.minutes).where(WorkingWeek.person_id.in_(ids))
    minutes = {row.person_id: row.minutes for row in db.session.execute(kept)}
    away: dict[int, list[Span]] = {}
    for row in leave_of(ids, from_on=from_on):
        away.setdefault(row.person_id, []).append(Span(row.from_on, row.to_on))
    return {
        one: Week(minutes.get(one, ASSUMED_WEEK), assumed=one not in minutes, leave=tuple(away.get(one, ())))
        for one in ids
    }


def leave_of(person_ids: Collection[int], *, from_on: date) -> Sequence[Leave]:
    """The times away of these people that are not over by that day, the next first."""
    return db.session.scalars(
        select(Leave).where(Leave.person_id.in_(person_ids), Leave.to_on >= from_on).order_by(Leave.from_on, Leave.id)
    ).all()
