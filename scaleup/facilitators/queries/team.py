"""Named reads of facilitators: who they are, the places that they hold, the pairs that can deliver."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, ColumnElement, exists, func, select

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.areas.queries import in_scope
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.facilitators.models import Accreditation, Facilitator, PartDone, Place
from scaleup.facilitators.rules import Days, Profession, Side, pairs, sides, sides_over_time
from scaleup.programmes.service import terms


@dataclass(frozen=True)
class FacilitatorLine:
    """A facilitator as a list shows them."""

    facilitator_id: int
    name: str
    email: str
    employer: str
    profession: Profession
    profession_note: str
    parts: Sequence[tuple[str, date]]
    place: int | None
    """The number of the place that they hold, if any."""
    left: bool
    left_on: date | None
    """Their last day; where they have not left, it is today."""


@dataclass(frozen=True)
class Pairs:
    """How many can deliver, by side."""

    health: int
    children: int
    unknown: int

    @property
    def count(self) -> int:
        """The pairs that can be made of them."""
        return pairs(self.health, self.children)


def gone_by(today: date | BindParameter[date]) -> ColumnElement[bool]:
    """The rule `gone`, for many at once in a statement."""
    return Facilitator.left & (Facilitator.left_on.is_(None) | (Facilitator.left_on < today))


def facilitator(facilitator_id: int) -> Facilitator:
    """The facilitator; raises Absent."""
    found = db.session.get(Facilitator, facilitator_id)
    if found is None:
        raise Absent
    return found


def places_used(licence_ids: Iterable[int]) -> dict[int, int]:
    """How many places of each of these licences are held; none is left out."""
    wanted = list(licence_ids)
    rows = db.session.execute(
        select(Place.licence_id, func.count())
        .where(Place.licence_id.in_(wanted), Place.released_on.is_(None))
        .group_by(Place.licence_id)
    )
    return dict.fromkeys(wanted, 0) | {row[0]: row[1] for row in rows}


def accredited_on(today: date) -> ColumnElement[bool]:
    """That a facilitator may deliver on that day."""
    return exists().where(
        Accreditation.facilitator_id == Facilitator.id,
        Accreditation.from_on <= today,
        Accreditation.until_on >= today,
    )


def pairs_of(implementation_ids: Iterable[int], today: date) -> dict[int, Pairs]:
    """How many people of each side may deliver today in each of these implementations; none is left out."""
    wanted = list(implementation_ids)
    rows = db.session.execute(
        select(Facilitator.implementation_id, Facilitator.profession).where(
            Facilitator.implementation_id.in_(wanted), accredited_on(today)
        )
    )
    found: dict[int, list[Profession]] = {one: [] for one in wanted}
    for implementation_id, profession in rows:
        found[implementation_id].append(Profession(profession))
    counted = {one: sides(people) for one, people in found.items()}
    return {one: Pairs(count[Side.HEALTH], count[Side.CHILDREN], count[Side.UNKNOWN]) for one, count in counted.items()}


NO_PAIRS = Pairs(0, 0, 0)


@dataclass(frozen=True)
class PairsFrom:
    """The pairs that could deliver from a day on."""

    from_on: date
    pairs: Pairs


def changes_of(history: Iterable[PairsFrom]) -> list[PairsFrom]:
    """The days on which the number of pairs changed."""
    found: list[PairsFrom] = []
    for one in history:
        if one.pairs.count != (found[-1].pairs.count if found else 0):
            found.append(one)
    return found


def pairs_over_time(implementation_ids: Iterable[int], today: date) -> dict[int, list[PairsFrom]]:
    """Who could deliver in each of these implementations, whenever that changed, up to today; one statement."""
    wanted = list(implementation_ids)
    rows = db.session.execute(
        select(Facilitator.implementation_id, Facilitator.profession, Accreditation.from_on, Accreditation.until_on)
        .join(Accreditation, Accreditation.facilitator_id == Facilitator.id)
        .where(Facilitator.implementation_id.in_(wanted), Accreditation.from_on <= today)
    )
    found: dict[int, list[tuple[Profession, Days]]] = {one: [] for one in wanted}
    for implementation_id, profession, from_on, until_on in rows:
        found[implementation_id].append((Profession(profession), (from_on, until_on)))
    return {
        one: [PairsFrom(day, Pairs(count[Side.HEALTH], count[Side.CHILDREN], count[Side.UNKNOWN])) for day, count in on]
        for one, people in found.items()
        for on in [sides_over_time(people, today)]
    }


def facilitators_of(area_id: int, today: date) -> dict[int, list[FacilitatorLine]]:
    """The area's facilitators by implementation, those still there first, by name; three statements at any size."""
    rows = db.session.execute(
        select(Facilitator, Person, gone_by(today).label("gone"))
        .join(Person, Person.id == Facilitator.person_id)
        .where(Facilitator.area_id == area_id)
        .order_by(gone_by(today), Person.name, Facilitator.id)
    ).all()
    ids = [one.id for one, _, _ in rows]
    parts: dict[int, list[tuple[str, date]]] = {}
    for part in db.session.scalars(select(PartDone).where(PartDone.facilitator_id.in_(ids)).order_by(PartDone.done_on)):
        parts.setdefault(part.facilitator_id, []).append((part.part, part.done_on))
    held = {
        row.facilitator_id: row.number
        for row in db.session.execute(
            select(Place.facilitator_id, Place.number)
            .where(Place.facilitator_id.in_(ids), Place.released_on.is_(None))
            .order_by(Place.licence_id)
        )
    }
    found: dict[int, list[FacilitatorLine]] = {}
    for one, person, gone in rows:
        line = FacilitatorLine(
            facilitator_id=one.id,
            name=person.name,
            email=person.email or "",
            employer=person.employer or "",
            profession=Profession(one.profession),
            profession_note=one.profession_note or "",
            parts=parts.get(one.id, []),
            place=held.get(one.id),
            left=bool(gone),
            left_on=one.left_on,
        )
        found.setdefault(one.implementation_id, []).append(line)
    return found


def facilitator_in_scope(actor: Actor, facilitator_id: int, today: date) -> Facilitator:
    """The facilitator; raises Absent where the area is not the actor's to see."""
    return in_scope(
        select(Facilitator).where(Facilitator.id == facilitator_id), Facilitator.area_id, actor=actor, today=today
    )


def part_words(implementations: Iterable[Implementation]) -> dict[str, str]:
    """The parts of training of these implementations' programmes, by code, in the programme's words."""
    return {
        event.code: event.name for one in implementations for event in terms(one.programme_version_id).training.events
    }
