"""Whom an erasure is about: what is looked for, and which other numbers stood for the same person."""

from sqlalchemy import func, select

from scaleup.accounts.models import Person
from scaleup.core.errors import Absent
from scaleup.extensions import db
from scaleup.privacy.models import Erasure
from scaleup.privacy.rules import Sought, is_erased, surname
from scaleup.records.models import Merge
from scaleup.records.rules import Kind


def sought(person_id: int, *, alone: str = "") -> Sought:
    """What is looked for of this person; raises Absent, also where they were erased already."""
    person = db.session.get(Person, person_id)
    if person is None or is_erased(person.name):
        raise Absent
    namesakes = select(func.count()).where(func.lower(Person.name) == person.name.lower(), Person.id != person_id)
    emails = (person.email,) if person.email else ()
    alone = surname(person.name) if alone else ""
    return Sought(person_id, person.name, emails, alone, shared=bool(db.session.scalar(namesakes)))


def standing_for(person_id: int) -> list[int]:
    """The numbers that this person had before their records were merged."""
    found: list[int] = []
    waiting = [person_id]
    while waiting:
        asked = select(Merge.gone_id).where(
            Merge.kind == Kind.PERSON, Merge.kept_id.in_(waiting), Merge.undone_at.is_(None)
        )
        waiting = [one for one in db.session.scalars(asked.order_by(Merge.id)) if one not in found]
        found += waiting
    return found


def erased(person_id: int) -> Erasure | None:
    """The tombstone of this number, if it has one."""
    return db.session.scalar(select(Erasure).where(Erasure.erased_id == person_id))
