"""Passwords: chosen by a link or changed by their owner, kept as argon2id. Every change ends every session."""

from collections.abc import Callable, Sequence
from datetime import datetime

from scaleup import audit
from scaleup.accounts import adapters, queries
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Ended, Purpose, password_refusals
from scaleup.accounts.service import links, mails, sessions, tries
from scaleup.core.errors import Absent, Refused, refuse
from scaleup.extensions import db

_context: list[Callable[[], Sequence[str]]] = [lambda: ("scaleup",)]


def install_context(words: Callable[[], Sequence[str]]) -> None:
    """Afterwards passwords may not contain these words: the product's name and the programmes'."""
    _context[:] = [words]


def set_password(person_id: int, password: str, *, by_id: int | None, now: datetime) -> None:
    """The person has this password, no session, and no link that would set another; refused with the reason."""
    person = _person(person_id)
    check(person, password)
    person.password_hash = adapters.hashed(password)
    sessions.end_sessions(person_id, Ended.NEW_PASSWORD, now)
    links.withdraw_links(person_id, now, Purpose.NEW_PASSWORD, Purpose.INVITATION)
    mails.tell_password_changed(person_id, now)
    audit.record("password set", subject="person", subject_id=person_id, person_id=by_id, fields=["password_hash"])
    db.session.flush()


def check(person: Person, password: str) -> None:
    """Nothing; or refused, if this may not be the person's password."""
    context = [*_context[0](), person.name, person.email or ""]
    refusals = password_refusals(password, common=adapters.common_words(), context=context)
    if refusals:
        raise Refused(refusals)


def password_by_link(token: str, password: str, *, purpose: Purpose, now: datetime) -> str:
    """The link is used up, its person has this password and is signed in with the token returned."""
    found = queries.link(token, purpose, now)
    if found.person_id is not None:
        check(_person(found.person_id), password)
    person_id = links.use_link(token, purpose, now)
    set_password(person_id, password, by_id=person_id, now=now)
    return sessions.begin(person_id, now)


def change_password(person_id: int, *, present: str, new: str, now: datetime) -> str:
    """The new password is set and one session begun, whose token is returned; refused if the present one is wrong."""
    person = _person(person_id)
    if person.password_hash and not adapters.matches(person.password_hash, present):
        raise refuse(
            "This is not your present password. Type it again, or sign out and ask for a new one.", "present_password"
        )
    set_password(person_id, new, by_id=person_id, now=now)
    return sessions.begin(person_id, now)


def forget_tries(person_id: int, secret: str) -> None:
    """No failed try is counted against the person's account: they came in by a link that only they get."""
    tries.forget(tries.account(_person(person_id).email or "", secret))


def _person(person_id: int) -> Person:
    found = queries.person(person_id)
    if found is None:
        raise Absent
    return found
