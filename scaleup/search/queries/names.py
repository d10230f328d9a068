"""The names by which everything is found, as they stand now; and what the index does not know yet."""

from collections.abc import Iterable, Sequence

from sqlalchemy import exists, select

from scaleup.accounts.models import Person
from scaleup.areas.models import AreaAuthority, LocalAuthority
from scaleup.extensions import db
from scaleup.search.models import NameWord
from scaleup.search.queries.found import NAMES
from scaleup.search.rules import Kind


def names_of(kind: Kind, ids: Sequence[int]) -> dict[int, list[str]]:
    """Every text by which each of these is found: its name; an area also by its authorities, a person by an address."""
    subject_id, name = NAMES[kind]
    found: dict[int, list[str]] = {
        one: [text] for one, text in db.session.execute(select(subject_id, name).where(subject_id.in_(ids)))
    }
    more: Iterable[tuple[int, str]] = ()
    if kind is Kind.AREA:
        asked = select(AreaAuthority.area_id, LocalAuthority.name).join(LocalAuthority)
        more = ((row.area_id, row.name) for row in db.session.execute(asked.where(AreaAuthority.area_id.in_(ids))))
    elif kind is Kind.PERSON:
        addresses = select(Person.id, Person.email).where(Person.id.in_(ids), Person.email.is_not(None))
        more = ((row.id, (row.email or "").partition("@")[0]) for row in db.session.execute(addresses))
    for one, text in more:
        found[one].append(text)
    return found


def missing(kind: Kind, most: int) -> Sequence[int]:
    """Ids that the index has no word of, so many at most."""
    subject_id, _ = NAMES[kind]
    known = exists().where(NameWord.kind == kind.value, NameWord.subject_id == subject_id)
    return db.session.scalars(select(subject_id).where(~known).order_by(subject_id).limit(most)).all()


def gone(kind: Kind) -> Sequence[int]:
    """Ids that the index still has words of, though there is nothing of this id any more."""
    subject_id, _ = NAMES[kind]
    there = exists().where(subject_id == NameWord.subject_id)
    return db.session.scalars(select(NameWord.subject_id).where(NameWord.kind == kind.value, ~there).distinct()).all()
