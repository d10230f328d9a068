"""Records that are probably one: people of alike names in one area, areas of alike names or of the same authorities."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Subquery, func, select, union
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person
from scaleup.areas.models import Access, Area, AreaAuthority, AreaPerson
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.search.models import NameWord
from scaleup.search.rules import Kind as Found

MOST_PEOPLE = 20_000
"""With more, every pair is not looked at in one page: a person's own page offers those like them."""
MOST_PAIRS = 500


@dataclass(frozen=True)
class Pair:
    """Two records by id and name, and why they may be one."""

    one_id: int
    one: str
    other_id: int
    other: str
    why: str


def people_of_areas() -> Subquery:
    """Who is anything in which area."""
    return union(
        select(AreaPerson.area_id, AreaPerson.person_id),
        select(Facilitator.area_id, Facilitator.person_id),
        select(Access.area_id, Access.person_id),
    ).subquery()


def likely_people() -> list[Pair] | None:
    """People of one area who share a word of their names; None where there are too many people to look at all."""
    if (db.session.scalar(select(func.count()).select_from(Person)) or 0) > MOST_PEOPLE:
        return None
    mine, theirs = people_of_areas(), people_of_areas()
    one, other = aliased(Person), aliased(Person)
    word, same = aliased(NameWord), aliased(NameWord)
    asked = (
        select(one.id, one.name, other.id, other.name, func.min(Area.name))
        .select_from(mine)
        .join(theirs, (theirs.c.area_id == mine.c.area_id) & (mine.c.person_id < theirs.c.person_id))
        .join(word, (word.kind == Found.PERSON) & (word.subject_id == mine.c.person_id))
        .join(same, (same.kind == Found.PERSON) & (same.subject_id == theirs.c.person_id) & (same.word == word.word))
        .join(one, one.id == mine.c.person_id)
        .join(other, other.id == theirs.c.person_id)
        .join(Area, Area.id == mine.c.area_id)
        .group_by(one.id, one.name, other.id, other.name)
        .order_by(one.name, one.id)
        .limit(MOST_PAIRS)
    )
    return [Pair(a, b, c, d, f"Both are in {area}.") for a, b, c, d, area in db.session.execute(asked)]


def likely_areas() -> list[Pair]:
    """Areas that share an authority, or a word of their own names."""
    one, other = aliased(Area), aliased(Area)
    mine, theirs = aliased(AreaAuthority), aliased(AreaAuthority)
    covering = (
        select(one.id, one.name, other.id, other.name)
        .join(mine, mine.area_id == one.id)
        .join(theirs, (theirs.authority_code == mine.authority_code) & (theirs.area_id > mine.area_id))
        .join(other, other.id == theirs.area_id)
        .distinct()
        .order_by(one.name, one.id)
        .limit(MOST_PAIRS)
    )
    found = [Pair(*row, "They cover the same local authority.") for row in db.session.execute(covering)]
    return [*found, *named_alike({(pair.one_id, pair.other_id) for pair in found})]


def named_alike(known: Iterable[tuple[int, int]]) -> list[Pair]:
    """Areas that share a word that few areas have."""
    rare = (
        select(NameWord.word)
        .where(NameWord.kind == Found.AREA)
        .group_by(NameWord.word)
        .having(func.count() == 2)  # noqa: PLR2004 - a pair
        .subquery()
    )
    one, other, word, same = aliased(Area), aliased(Area), aliased(NameWord), aliased(NameWord)
    asked = (
        select(one.id, one.name, other.id, other.name)
        .join(word, (word.kind == Found.AREA) & (word.subject_id == one.id))
        .join(rare, rare.c.word == word.word)
        .join(same, (same.kind == Found.AREA) & (same.word == word.word) & (same.subject_id > word.subject_id))
        .join(other, other.id == same.subject_id)
        .distinct()
        .order_by(one.name, one.id)
        .limit(MOST_PAIRS)
    )
    before = set(known)
    return [Pair(*row, "Their names are alike.") for row in db.session.execute(asked) if (row[0], row[2]) not in before]


def alike_people(person_id: int) -> Sequence[tuple[int, str, str]]:
    """Ids, names and addresses of people who share a word of this one's name."""
    mine = select(NameWord.word).where(NameWord.kind == Found.PERSON, NameWord.subject_id == person_id)
    asked = (
        select(Person.id, Person.name, func.coalesce(Person.email, ""))
        .join(NameWord, (NameWord.kind == Found.PERSON) & (NameWord.subject_id == Person.id))
        .where(NameWord.word.in_(mine), Person.id != person_id)
        .distinct()
        .order_by(Person.name, Person.id)
        .limit(MOST_PAIRS)
    )
    return [(a, b, c) for a, b, c in db.session.execute(asked)]


def alike_areas(area_id: int) -> Sequence[tuple[int, str, str]]:
    """Ids, names and nations of areas that share a word of this one's names or authorities."""
    mine = select(NameWord.word).where(NameWord.kind == Found.AREA, NameWord.subject_id == area_id)
    asked = (
        select(Area.id, Area.name, Area.nation)
        .join(NameWord, (NameWord.kind == Found.AREA) & (NameWord.subject_id == Area.id))
        .where(NameWord.word.in_(mine), Area.id != area_id)
        .distinct()
        .order_by(Area.name, Area.id)
        .limit(MOST_PAIRS)
    )
    return [(a, b, c) for a, b, c in db.session.execute(asked)]
