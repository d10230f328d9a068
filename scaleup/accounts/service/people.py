"""People: entered once by their address, invited, given roles, deactivated. A changed right ends the sessions."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select, update

from scaleup import audit
from scaleup.accounts import queries
from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.rules import (
    Ended,
    PersonDeactivated,
    PersonLeft,
    Role,
    RoleEnded,
    address,
    full_name,
    may_give,
    may_look_after,
)
from scaleup.accounts.service import links, mails, sessions
from scaleup.accounts.service.inserting import insert_new
from scaleup.core import bulk, facts
from scaleup.core.dates import local_date
from scaleup.core.errors import Absent, Conflict, Forbidden, refuse
from scaleup.extensions import db

LAST_ADMINISTRATOR = "Somebody must remain who can look after accounts. Make another person administrator first."


def enter(name: str, *, email: str | None, employer: str | None = None, now: datetime) -> Person:
    """The one person of this address is on record (anew, if there is no address); nobody is invited."""
    kept = address(email) if email else None
    values = {"name": full_name(name), "email": kept, "employer": employer, "created_at": now, "version": 1}
    made = insert_new(Person, values)
    found = queries.person(made) if made is not None else queries.by_email(kept or "")
    if found is None:
        raise RuntimeError("a person was neither entered nor found")
    if made is not None:
        audit.record("person entered", subject="person", subject_id=made, person_id=None)
    return found


def enter_all(people: Sequence[tuple[str, str | None, str | None]], *, now: datetime) -> list[int]:
    """Each of these (name, address, employer) is one person on record, in the order given, as `enter` would have it.

    Returns their ids; a fixed number of statements for any number of people.
    """
    if not people:
        return []
    kept = [(full_name(name), address(email) if email else None, employer) for name, email, employer in people]
    wanted = {email for _, email, _ in kept if email}
    asked = select(Person.id, Person.email).where(Person.email.is_not(None))
    if len(wanted) <= bulk.MOST_LISTED:
        asked = asked.where(Person.email.in_(wanted))
    known = {row.email: row.id for row in db.session.execute(asked)}
    unknown = list(dict.fromkeys(email for _, email, _ in kept if email and email not in known))
    nameless = sum(1 for _, email, _ in kept if email is None)
    free = iter(bulk.next_ids(db.session(), Person, len(unknown) + nameless))
    found, new = [], []
    for name, email, employer in kept:
        person_id = known.get(email) if email else None
        if person_id is None:
            person_id = next(free)
            new.append({"id": person_id, "name": name, "email": email, "employer": employer, "created_at": now})
            known.update({email: person_id} if email else {})
        found.append(person_id)
    bulk.put(db.session(), Person, new)
    made = [(row["id"], "person entered", "person") for row in new]
    audit.record_all([(act, subject, int(str(one)), None, ()) for one, act, subject in made], person_id=None)
    return found


def note_address(person_id: int, email: str, *, by: int | None) -> bool:
    """A person without an address has this one; False where they have one, or it is another person's already."""
    person, kept = the_person(person_id), address(email)
    if person.email is not None or queries.by_email(kept) is not None:
        return False
    person.email = kept
    db.session.flush()
    audit.record("address noted", subject="person", subject_id=person_id, person_id=by, fields=["email"])
    return True


A_MOMENT = timedelta(minutes=1)


def invite(
    actor_id: int | None, *, name: str, email: str, roles: Iterable[str], now: datetime, employer: str | None = None
) -> Person:
    """The person of this address has these roles besides those held; without a password, an invitation is on its way.

    Asked twice, there is still one person. `actor_id` is None for the console, which may give every role.
    """
    person = enter(name, email=email, employer=employer, now=now)
    if person.deactivated_at:
        raise refuse("This person's account was deactivated. Open their page and invite them again.", "email")
    for role in roles:
        give_role(actor_id, person_id=person.id, role=role, now=now)
    if not person.password_hash:
        _invite(person, actor_id, now)
    return person


def invite_again(actor_id: int, *, person_id: int, now: datetime) -> None:
    """The person is active, and a new invitation is on its way; the link of an earlier one stops working.

    Pressed twice, there is still one mail: an invitation of the last minute stands.
    """
    person = the_person(person_id)
    must_look_after(actor_id, person_id)
    if not person.email:
        raise refuse("There is no address to write to. Add the person's e-mail address first.", "email")
    if person.deactivated_at is None and person.invited_at and now - person.invited_at < A_MOMENT:
        return
    person.deactivated_at = person.leaves_on = None
    _invite(person, actor_id, now)


def give_role(actor_id: int | None, *, person_id: int, role: str, now: datetime) -> bool:
    """The person holds the role; their sessions have ended if it is new, and True is returned."""
    person = the_person(person_id)
    must_give(actor_id, person_id, role)
    values = {"person_id": person_id, "role": Role(role), "since_at": now, "given_by_id": actor_id}
    new = insert_new(RoleHeld, values) is not None
    if new:
        sessions.end_sessions(person_id, Ended.ROLE_CHANGE, now)
        audit.record("role given", subject="person", subject_id=person_id, person_id=actor_id, fields=[role])
        db.session.flush()
        db.session.expire(person)
    return new


def end_role(actor_id: int, *, person_id: int, role: str, now: datetime) -> None:
    """The person no longer holds the role, and their sessions have ended."""
    must_give(actor_id, person_id, role)
    if role == Role.ADMINISTRATOR:
        must_not_be_last(person_id)
    take_role(person_id, role, by=actor_id, now=now)


def take_role(person_id: int, role: str, *, by: int | None, now: datetime) -> None:
    """The person no longer holds the role, whoever says so; if they held it, their sessions have ended."""
    person = the_person(person_id)
    ended = db.session.execute(
        update(RoleHeld)
        .where(RoleHeld.person_id == person_id, RoleHeld.role == role, RoleHeld.ended_at.is_(None))
        .values(ended_at=now)
        .returning(RoleHeld.id)
        .execution_options(synchronize_session=False)
    ).all()
    if ended:
        sessions.end_sessions(person_id, Ended.ROLE_CHANGE, now)
        audit.record("role ended", subject="person", subject_id=person_id, person_id=by, fields=[role])
        facts.announce(RoleEnded(person_id, role))
        db.session.flush()
        db.session.expire(person)


def deactivate(actor_id: int, *, person_id: int, now: datetime) -> None:
    """The person can no longer sign in, has no session and no link that works, and gets no mail; their record stays."""
    person = the_person(person_id)
    must_be_removable(actor_id, person_id)
    close_account(person, by=actor_id, now=now)


def deactivating(person_id: int, today: date) -> list[facts.Change]:
    """What would follow if the person's account were closed today."""
    return facts.consequences(PersonDeactivated(person_id, today))


def must_be_removable(actor_id: int, person_id: int) -> None:
    """Refused where the person is oneself, not the actor's to change, or the last administrator."""
    if actor_id == person_id:
        raise refuse("You cannot deactivate yourself. Ask another administrator or unit manager.")
    must_look_after(actor_id, person_id)
    if Role.ADMINISTRATOR in _roles(person_id):
        must_not_be_last(person_id)


def close_account(person: Person, *, by: int | None, now: datetime) -> None:
    """The person can no longer sign in, whoever says so; if they had a last day, it is over."""
    person_id = person.id
    if person.leaves_on:
        facts.announce(PersonLeft(person_id, min(person.leaves_on, local_date(now)), by))
    if person.deactivated_at:
        return
    person.deactivated_at = now
    person.password_hash = None
    sessions.end_sessions(person_id, Ended.DEACTIVATION, now)
    links.withdraw_links(person_id, now)
    audit.record("person deactivated", subject="person", subject_id=person_id, person_id=by)
    facts.announce(PersonDeactivated(person_id, local_date(now)))
    db.session.flush()


def correct(
    actor_id: int, *, person_id: int, name: str, email: str, employer: str, version: int, now: datetime
) -> None:
    """The person's name, address and employer are these. A new address ends sessions and links."""
    person = the_person(person_id)
    if actor_id != person_id:
        must_look_after(actor_id, person_id)
    kept = address(email) or None
    new = {"name": full_name(name), "email": kept, "employer": employer.strip() or None}
    _must_be_newest(person, version)
    other = queries.by_email(kept) if kept else None
    if other is not None and other.id != person_id:
        raise refuse("Another person has this address already. Use their record, or another address.", "email")
    changed = [field for field, value in new.items() if getattr(person, field) != value]
    if "email" in changed:
        sessions.end_sessions(person_id, Ended.ADDRESS_CHANGE, now)
        links.withdraw_links(person_id, now)
    if changed:
        person.name, person.email, person.employer = new["name"] or person.name, new["email"], new["employer"]
        person.version += 1
        audit.record("person corrected", subject="person", subject_id=person_id, person_id=actor_id, fields=changed)
        db.session.flush()


def correct_address(person_id: int, email: str, *, by: int, now: datetime) -> None:
    """Mail goes to this address of the person; sessions and links of before have ended.

    The caller has seen that they may: who looks after an area may, for people who are only of the area.
    """
    person, kept = the_person(person_id), address(email)
    if kept == person.email:
        raise refuse("This is the address that mail comes back from. Enter the right one, or try it again.", "email")
    if queries.by_email(kept) is not None:
        raise refuse("Another person has this address already. Use their record, or another address.", "email")
    db.session.refresh(person, with_for_update=True)
    person.email = kept
    person.version += 1
    sessions.end_sessions(person.id, Ended.ADDRESS_CHANGE, now)
    links.withdraw_links(person.id, now)
    audit.record("person corrected", subject="person", subject_id=person.id, person_id=by, fields=["email"])
    db.session.flush()


def _must_be_newest(person: Person, version: int) -> None:
    db.session.refresh(person, with_for_update=True)
    if person.version != version:
        theirs = {"name": person.name, "email": person.email or "", "employer": person.employer or ""}
        raise Conflict("Somebody else saved this person since you opened the page. Theirs stands beside yours.", theirs)


def _invite(person: Person, actor_id: int | None, now: datetime) -> None:
    person.invited_at = now
    mails.send_invitation(person.id, now)
    audit.record("person invited", subject="person", subject_id=person.id, person_id=actor_id)
    db.session.flush()


def must_give(actor_id: int | None, person_id: int, role: str) -> None:
    """Refused where the actor may not give or end this role of this person."""
    if actor_id is None:
        return
    if actor_id == person_id:
        raise refuse("Nobody changes their own roles. Ask another administrator or unit manager.", "roles")
    if not may_give(_roles(actor_id), role):
        raise Forbidden


def must_look_after(actor_id: int, person_id: int) -> None:
    """Refused where this person is not the actor's to change."""
    if not may_look_after(_roles(actor_id), _roles(person_id)):
        raise Forbidden


def must_not_be_last(person_id: int) -> None:
    """The administrators' rows are locked, so that two who end each other's role do not both succeed."""
    db.session.execute(select(RoleHeld.id).where(RoleHeld.role == Role.ADMINISTRATOR).with_for_update())
    if [holder for holder in queries.holders(Role.ADMINISTRATOR) if holder != person_id] == []:
        raise refuse(LAST_ADMINISTRATOR)


def _roles(person_id: int) -> tuple[str, ...]:
    return queries.roles_of([person_id]).get(person_id, ())


def the_person(person_id: int) -> Person:
    """The person; raises Absent."""
    found = queries.person(person_id)
    if found is None:
        raise Absent
    return found
