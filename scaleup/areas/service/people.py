"""Who is what in an area, and who can see it: people come and go, and access with them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select

from scaleup import audit
from scaleup.accounts import queries as known
from scaleup.accounts import service as accounts
from scaleup.accounts.models import Person
from scaleup.accounts.rules import ROLE_WORDS, Role
from scaleup.areas.models import Access, AreaPerson
from scaleup.areas.rules import AREA_ROLE_WORDS, ONE_AREA, SIGNING_IN, AreaPersonEnded, AreaRole
from scaleup.core import facts
from scaleup.core.dates import plain_date
from scaleup.core.errors import Absent, refuse
from scaleup.extensions import db

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Newcomer:
    """Somebody as a form names them; a person of this address is known already or is entered."""

    name: str
    email: str
    employer: str = ""


def bring_person(
    area_id: int, newcomer: Newcomer, *, role: AreaRole, from_on: date, by: int | None, now: datetime
) -> AreaPerson:
    """The person of this address is this in the area; a new project lead or deputy is invited to sign in."""
    if role in SIGNING_IN:
        whom = accounts.invite(
            None,
            name=newcomer.name,
            email=newcomer.email,
            employer=newcomer.employer or None,
            roles=[SIGNING_IN[role]],
            now=now,
        )
    else:
        whom = accounts.enter(newcomer.name, email=newcomer.email, employer=newcomer.employer or None, now=now)
    return add_person(area_id, whom.id, role=role, from_on=from_on, by=by)


def let_see(
    area_id: int,
    email: str,
    *,
    role: Role,
    from_on: date,
    until_on: date | None,
    through: str,
    by: int | None,
) -> Access:
    """Who has this address and holds this role can see the area."""
    whom = known.by_email(email.strip().casefold())
    if whom is None or whom.deactivated_at is not None:
        raise refuse(f"Nobody with the address {email} has an account. Check it, or invite the person first.", "email")
    if role not in known.roles_of([whom.id]).get(whom.id, ()):
        raise refuse(
            f"{whom.name} does not hold the role {ROLE_WORDS[role].lower()}. Give it under People first.",
            "role",
        )
    return give_access(area_id, whom.id, role=role, from_on=from_on, until_on=until_on, through=through, by=by)


def person(person_id: int) -> Person:
    """The person; raises Absent."""
    found = db.session.get(Person, person_id)
    if found is None:
        raise Absent
    return found


def add_person(area_id: int, person_id: int, *, role: AreaRole, from_on: date, by: int | None) -> AreaPerson:
    """The person is this in the area from that day; a project lead or deputy can see it."""
    words = AREA_ROLE_WORDS[role].lower()
    already = db.session.scalar(
        select(AreaPerson).where(
            AreaPerson.area_id == area_id,
            AreaPerson.person_id == person_id,
            AreaPerson.role == role,
            AreaPerson.until_on.is_(None),
        )
    )
    if already is not None:
        raise refuse(
            f"{person(person_id).name} is already {words} here, since {plain_date(already.from_on)}. "
            "Choose another role or person.",
            "role",
        )
    held = AreaPerson(area_id=area_id, person_id=person(person_id).id, role=role, from_on=from_on)
    db.session.add(held)
    db.session.flush()
    if role in SIGNING_IN:
        give_access(
            area_id,
            person_id,
            role=SIGNING_IN[role],
            from_on=from_on,
            until_on=None,
            through=words,
            by=by,
        )
    log("area person added", held, by=by)
    return held


def end_person(area_person_id: int, *, area_id: int, last_on: date, by: int | None) -> AreaPerson:
    """That was the person's last day in the role; the access that came with it ends on the same day."""
    held = db.session.get(AreaPerson, area_person_id)
    if held is None or held.area_id != area_id:
        raise Absent
    if last_on < held.from_on:
        raise refuse(f"They began on {plain_date(held.from_on)}. Enter that day or a later one.", "last_on")
    held.until_on = last_on
    role = AreaRole(held.role)
    if role in SIGNING_IN:
        end_access_of(area_id, held.person_id, role=SIGNING_IN[role], last_on=last_on)
    db.session.flush()
    facts.announce(AreaPersonEnded(area_id, held.person_id, role, last_on, by))
    log("area person ended", held, by=by)
    return held


def log(act: str, row: AreaPerson | Access, *, by: int | None) -> None:
    """The act on this row is in the audit log."""
    audit.record(
        act,
        subject=row.__tablename__,
        subject_id=row.id,
        person_id=by,
        area_id=row.area_id,
        fields=[row.role],
    )


def give_access(
    area_id: int,
    person_id: int,
    *,
    role: Role,
    from_on: date,
    until_on: date | None,
    through: str,
    by: int | None,
) -> Access:
    """The person can see the area in this role, from one day until the other, both included."""
    if until_on is not None and until_on < from_on:
        raise refuse(
            f"The access would end on {plain_date(until_on)}, before it begins on {plain_date(from_on)}. "
            "Enter a later last day, or leave it empty.",
            "until_on",
        )
    if role not in ONE_AREA:
        raise refuse(f"{ROLE_WORDS[role]} is not a role in one area. Choose one of the others.", "role")
    given = Access(
        area_id=area_id,
        person_id=person(person_id).id,
        role=role,
        from_on=from_on,
        until_on=until_on,
        through=through,
    )
    db.session.add(given)
    db.session.flush()
    log("access given", given, by=by)
    return given


def end_access(access_id: int, *, area_id: int, today: date, by: int | None) -> Access:
    """The access is over at once: it no longer counts today. One that was over before stays as it was."""
    given = db.session.get(Access, access_id)
    if given is None or given.area_id != area_id:
        raise Absent
    if given.until_on is None or given.until_on >= today:
        given.until_on = today - DAY
    db.session.flush()
    log("access ended", given, by=by)
    return given


def end_access_after(access_id: int, *, area_id: int, last_on: date, by: int | None) -> Access:
    """That is the last day on which the access counts."""
    given = db.session.get(Access, access_id)
    if given is None or given.area_id != area_id:
        raise Absent
    if last_on < given.from_on:
        raise refuse(f"The access begins on {plain_date(given.from_on)}. Enter that day or a later one.", "last_on")
    given.until_on = last_on
    db.session.flush()
    log("access ended", given, by=by)
    return given


def end_access_of(area_id: int, person_id: int, *, role: Role, last_on: date) -> None:
    """Every open access of the person in this role ends with that day."""
    for given in db.session.scalars(
        select(Access).where(
            Access.area_id == area_id,
            Access.person_id == person_id,
            Access.role == role,
            or_(Access.until_on.is_(None), Access.until_on > last_on),
        )
    ):
        given.until_on = last_on
    db.session.flush()
