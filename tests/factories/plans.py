"""What is planned and agreed in an area, for tests of what tells of it; Marlbury, whose people are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.programmes.service import load_catalogue
from scaleup.support.models import Action, Slot
from scaleup.support.service import make_plan
from tests.factories import support as make


@dataclass
class Marlbury:
    """An area that takes up Baby Steps as it ships, and who is told of it."""

    area: Area
    implementation: Implementation
    lead: Person
    manager: Person


def marlbury() -> Marlbury:
    """Led by Niamh O’Rourke and looked after by Priya Nair; without a licence so far."""
    load_catalogue(make.LONG_AGO)
    area = make.area()
    manager = make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
    implementation = make.implementation(area, manager=manager)
    return Marlbury(area, implementation, make.lead("Niamh O’Rourke", area), manager)


def going_on(under: Implementation, number: str = "BS-001") -> Licence:
    """A granted licence of which it is decided that it is renewed: no decision is waited for."""
    found = make.licence(under, number=number)
    found.renewal = "renew"
    return found


def planned(under: Implementation, *, held_before: date) -> Licence:
    """Such a licence with its plan, of which every contact of before this day was held."""
    found = going_on(under)
    make_plan(found.id)
    for one in db.session.scalars(select(Slot).where(Slot.due_on < held_before)):
        one.state = "held"
    db.session.flush()
    return found


def unsaved_slot(of: Licence, sequence: int, due_on: date, **more: object) -> Slot:
    """A contact of a monthly plan that is not in the database."""
    return Slot(
        licence_id=of.id,
        implementation_id=of.implementation_id,
        area_id=of.area_id,
        sequence=sequence,
        nominal_on=due_on,
        due_on=due_on,
        interval_months=1,
        **more,
    )


def slot(of: Licence, sequence: int, due_on: date, **more: object) -> Slot:
    """A contact of a monthly plan."""
    return make.keep(unsaved_slot(of, sequence, due_on, **more))


def agreed(
    under: Implementation, due_on: date, *, owner: Person | None = None, wording: str = "Book the hall"
) -> Action:
    """Something that was agreed for this day, and whose it is to do."""
    return make.keep(
        Action(
            implementation_id=under.id,
            area_id=under.area_id,
            wording=wording,
            owner_id=owner.id if owner else None,
            due_on=due_on,
        )
    )


def three_of(manager: Person, contacts: Sequence[tuple[str, date]]) -> list[Implementation]:
    """Leeds, Hull and York, which this person looks after, each with a lead and those of the contacts that are its."""
    found = {}
    for name in ("Leeds", "Hull", "York"):
        area = make.area(name)
        make.lead(f"Lead of {name}", area)
        found[name] = make.implementation(area, manager=manager)
    for number, (name, due_on) in enumerate(contacts, start=1):
        slot(going_on(found[name], f"BS-{number}"), number, due_on)
    return list(found.values())
