"""Roles that end on a day, people who leave on one, and the daily look that lets it be so. What is spent is deleted."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, or_, select, update

from scaleup import audit
from scaleup.accounts.models import Leave, Link, Person, RoleHeld, SignedIn
from scaleup.accounts.rules import KEPT_AFTER_LEAVE, KEPT_AFTER_USE, SESSION_LIFE, PersonLeaves, Role
from scaleup.accounts.service import people
from scaleup.core import facts
from scaleup.core.dates import local_date, plain_date
from scaleup.core.errors import refuse
from scaleup.extensions import db

TIDY = "accounts.tidy"
DAY = timedelta(days=1)


def end_role_after(actor_id: int, *, person_id: int, role: str, last_on: date, today: date, now: datetime) -> None:
    """That day is the last on which the person holds the role; one that is over ends it at once."""
    if last_on < today:
        people.end_role(actor_id, person_id=person_id, role=role, now=now)
        return
    people.must_give(actor_id, person_id, role)
    if role == Role.ADMINISTRATOR:
        people.must_not_be_last(person_id)
    db.session.execute(
        update(RoleHeld)
        .where(RoleHeld.person_id == person_id, RoleHeld.role == role, RoleHeld.ended_at.is_(None))
        .values(last_on=last_on)
        .execution_options(synchronize_session=False)
    )
    audit.record("role will end", subject="person", subject_id=person_id, person_id=actor_id, fields=[role])
    db.session.flush()


def leaving(person_id: int, last_on: date, *, by: int | None) -> list[facts.Change]:
    """What would follow if that were the person's last day."""
    return facts.consequences(PersonLeaves(person_id, last_on, by))


def leave(actor_id: int, *, person_id: int, last_on: date, today: date, now: datetime) -> None:
    """That is the person's last day: what they are in areas, what they see, and their account end with it."""
    person = people.the_person(person_id)
    people.must_be_removable(actor_id, person_id)
    came_on = local_date(person.created_at)
    if last_on < came_on:
        raise refuse(f"They came on record on {plain_date(came_on)}. Enter a later day.", "last_on")
    person.leaves_on = last_on
    audit.record("person leaves", subject="person", subject_id=person_id, person_id=actor_id, fields=["leaves_on"])
    facts.announce(PersonLeaves(person_id, last_on, actor_id))
    if last_on < today:
        people.close_account(person, by=actor_id, now=now)
    db.session.flush()


def stay(actor_id: int, *, person_id: int) -> None:
    """The account does not end after all; what ended in areas is given again there."""
    people.must_look_after(actor_id, person_id)
    people.the_person(person_id).leaves_on = None
    audit.record("person stays", subject="person", subject_id=person_id, person_id=actor_id, fields=["leaves_on"])
    db.session.flush()


def end_what_is_over(today: date, now: datetime) -> int:
    """Roles past their last day have ended, and accounts of people who left are closed; returns how many."""
    over = db.session.execute(
        select(RoleHeld.person_id, RoleHeld.role).where(RoleHeld.ended_at.is_(None), RoleHeld.last_on < today)
    ).all()
    for person_id, role in over:
        people.take_role(person_id, role, by=None, now=now)
    gone = db.session.scalars(select(Person).where(Person.leaves_on < today, Person.deactivated_at.is_(None))).all()
    for person in gone:
        people.close_account(person, by=None, now=now)
    return len(over) + len(gone)


def forget_spent(now: datetime) -> int:
    """Sessions and links that no longer work, and times away, go thirty days after their end; returns how many."""
    before = now - KEPT_AFTER_USE
    sessions = delete(SignedIn).where(or_(SignedIn.ended_at < before, SignedIn.begun_at < before - SESSION_LIFE))
    links = delete(Link).where(or_(Link.used_at < before, Link.withdrawn_at < before, Link.expires_at < before))
    gone = 0
    leave = delete(Leave).where(Leave.to_on < local_date(now) - KEPT_AFTER_LEAVE)
    for spent in (sessions.returning(SignedIn.id), links.returning(Link.id), leave.returning(Leave.id)):
        gone += len(db.session.execute(spent.execution_options(synchronize_session=False)).all())
    return gone
