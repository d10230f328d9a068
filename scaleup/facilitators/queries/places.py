"""The ledger of a licence's places, and one place in scope."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ScalarSelect, select
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person
from scaleup.areas.queries import scoped
from scaleup.audit import Entry
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, Place
from scaleup.facilitators.queries.team import gone_by
from scaleup.facilitators.rules import PROFESSION_WORDS, Profession
from scaleup.licences.models import Licence

Doer = aliased(Person)


@dataclass(frozen=True)
class LedgerLine:
    """A place with one holder, or a place that is free; `place_id` is empty where nobody ever held it."""

    number: int
    place_id: int | None = None
    name: str = ""
    profession: str = ""
    held_from: date | None = None
    released_on: date | None = None
    given_by: str = ""
    replaced_by: str = ""
    """Who holds the place after this one, or held it next."""

    @property
    def holding(self) -> bool:
        """Whether somebody holds it now."""
        return self.place_id is not None and self.released_on is None


def acted(*acts: str) -> ScalarSelect[str]:
    """Who last did this about the facilitator of a place, from the audit log."""
    return (
        select(Doer.name)
        .join(Entry, Entry.person_id == Doer.id)
        .where(Entry.subject == "facilitator", Entry.subject_id == Place.facilitator_id, Entry.act.in_(acts))
        .order_by(Entry.id.desc())
        .limit(1)
        .correlate(Place)
        .scalar_subquery()
    )


def ledger(licence_id: int, places: int) -> list[LedgerLine]:
    """Every place of the licence with all its holders, the first first; free ones say so. One statement."""
    rows = db.session.execute(
        select(Place, Person.name, Facilitator.profession, acted("place held").label("given_by"))
        .join(Facilitator, Facilitator.id == Place.facilitator_id)
        .join(Person, Person.id == Facilitator.person_id)
        .where(Place.licence_id == licence_id)
        .order_by(Place.number, Place.held_from, Place.id)
    ).all()
    lines: list[LedgerLine] = []
    for number in range(1, max([places, *(row.Place.number for row in rows)]) + 1):
        holders = [row for row in rows if row.Place.number == number]
        after = [row.name for row in holders][1:] + [""] * bool(holders)
        lines += [
            LedgerLine(
                number,
                row.Place.id,
                row.name,
                PROFESSION_WORDS[Profession(row.profession)],
                row.Place.held_from,
                row.Place.released_on,
                row.given_by or "",
                next_,
            )
            for row, next_ in zip(holders, after, strict=True)
        ]
        if not holders or holders[-1].Place.released_on is not None:
            lines.append(LedgerLine(number))
    return lines


def without_place(licence: Licence, today: date) -> list[tuple[str, str]]:
    """Facilitators of the licence's implementation who are there and hold none of its places, as id and name."""
    holds = select(Place.id).where(
        Place.facilitator_id == Facilitator.id, Place.licence_id == licence.id, Place.released_on.is_(None)
    )
    rows = db.session.execute(
        select(Facilitator.id, Person.name)
        .join(Person, Person.id == Facilitator.person_id)
        .where(
            Facilitator.implementation_id == licence.implementation_id,
            ~gone_by(today),
            ~holds.exists(),
        )
        .order_by(Person.name)
    )
    return [(str(row.id), row.name) for row in rows]


@dataclass(frozen=True)
class HeldPlace:
    """A place that somebody holds, with the licence and the name."""

    place: Place
    licence: Licence
    name: str


def place_in_scope(actor: Actor, place_id: int, today: date) -> HeldPlace:
    """The place; raises Absent where the area is not the actor's to see."""
    asked = (
        select(Place, Licence, Person.name)
        .join(Licence, Licence.id == Place.licence_id)
        .join(Facilitator, Facilitator.id == Place.facilitator_id)
        .join(Person, Person.id == Facilitator.person_id)
        .where(Place.id == place_id)
    )
    found = db.session.execute(scoped(asked, Licence.area_id, actor=actor, today=today)).one_or_none()
    if found is None:
        raise Absent
    place, licence, name = found
    return HeldPlace(place, licence, name)
