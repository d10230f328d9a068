"""Which areas, people, licences and organisations have the words of a question: one statement each, scoped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, literal, or_, select, union, union_all
from sqlalchemy.orm import InstrumentedAttribute

from scaleup.accounts.models import Person
from scaleup.accounts.rules import UNIT_ROLES, Role
from scaleup.areas.models import Access, Area, AreaOrganisation, AreaPerson, Implementation, Organisation
from scaleup.areas.queries import active_access, scope
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.licences.models import Licence
from scaleup.search.models import NameWord
from scaleup.search.rules import WORTH, Kind, Match, Sought, after

MOST = 51
"""Hits of a kind that are read: the page shows 50 and says that there are more."""


@dataclass(frozen=True)
class Found:
    """A hit before anything is told of it."""

    subject_id: int
    name: str
    words: int
    """How many words of the question it has."""
    least: int
    """The worth of its poorest match, and of all together."""
    worth: int


NAMES: dict[Kind, tuple[InstrumentedAttribute[int], InstrumentedAttribute[str]]] = {
    Kind.AREA: (Area.id, Area.name),
    Kind.PERSON: (Person.id, Person.name),
    Kind.LICENCE: (Licence.id, Licence.number),
    Kind.ORGANISATION: (Organisation.id, Organisation.name),
}


def found(kind: Kind, sought: Sequence[Sought], *, least: int, actor: Actor, today: date) -> list[Found]:
    """Those of this kind that the actor may see and that have at least so many of the words, the best first."""
    subject_id, name = NAMES[kind]
    hits = having(kind, sought, least)
    asked = (
        select(subject_id, name, hits.c.words, hits.c.least, hits.c.worth)
        .join(hits, hits.c.subject_id == subject_id)
        .order_by(hits.c.words.desc(), hits.c.worth.desc(), func.length(name), name, subject_id)
        .limit(MOST)
    )
    asked = asked.where(*seen(kind, actor, today))
    return [Found(*row) for row in db.session.execute(asked)]


def having(kind: Kind, sought: Sequence[Sought], least: int) -> Subquery:
    """The subjects with at least so many of the words, how many, and what the matches are worth."""
    each = union_all(*(having_one(kind, one) for one in sought)).subquery()
    return (
        select(
            each.c.subject_id,
            func.count().label("words"),
            func.min(each.c.worth).label("least"),
            func.sum(each.c.worth).label("worth"),
        )
        .group_by(each.c.subject_id)
        .having(func.count() >= least)
        .subquery()
    )


def having_one(kind: Kind, one: Sought) -> Select[int, int]:
    """The subjects that have this word, by the best of their matches. Figures must be the same."""
    begins = and_(NameWord.word >= one.word, NameWord.word < after(one.word))
    same = NameWord.word == one.word
    worth = case(
        (same, WORTH[Match.SAME]),
        (begins, WORTH[Match.BEGINS]),
        (NameWord.word.in_(one.inside), WORTH[Match.INSIDE]),
        else_=WORTH[Match.NEAR],
    )
    matching = same if one.word.isdigit() else or_(begins, NameWord.word.in_([*one.inside, *one.near]))
    return (
        select(NameWord.subject_id, func.max(worth).label("worth"))
        .where(NameWord.kind == literal(kind.value), matching)
        .group_by(NameWord.subject_id)
    )


def seen(kind: Kind, actor: Actor, today: date) -> tuple[ColumnElement[bool], ...]:
    """That the actor may see it: unit staff see all people, unit managers everything, others what is in their areas."""
    if Role.UNIT_MANAGER in actor.roles or (kind is Kind.PERSON and actor.roles & UNIT_ROLES):
        return ()
    mine = scope(actor, today)
    if kind is Kind.AREA:
        return (Area.id.in_(mine),)
    if kind is Kind.LICENCE:
        return (Licence.area_id.in_(mine),)
    if kind is Kind.PERSON:
        return (Person.id.in_(people_in_scope(actor, today)),)
    working = select(AreaOrganisation.organisation_id).where(AreaOrganisation.area_id.in_(mine))
    return (Organisation.id.in_(working),)


def people_in_scope(actor: Actor, today: date) -> Select[int]:
    """The ids of the people of the actor's areas: who is something there, sees them, delivers, or looks after them."""
    mine = scope(actor, today)
    those = union(
        select(AreaPerson.person_id).where(AreaPerson.area_id.in_(mine)),
        select(Access.person_id).where(Access.area_id.in_(mine), active_access(today)),
        select(Facilitator.person_id).where(Facilitator.area_id.in_(mine)),
        select(Implementation.manager_id).where(
            Implementation.area_id.in_(mine), Implementation.manager_id.is_not(None)
        ),
    ).subquery()
    return select(those.c.person_id)
