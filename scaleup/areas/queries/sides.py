"""Who may take part in a contact, speak for the unit, or own what is to be done: the area's people and the unit's."""

from dataclasses import dataclass
from datetime import date

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.areas.queries.people import access_to, everyone_in
from scaleup.areas.rules import STAFF_ROLES
from scaleup.extensions import db


@dataclass(frozen=True)
class Choice:
    """A person as a form offers them."""

    person_id: int
    name: str


@dataclass(frozen=True)
class People:
    """Those of the area, and those of the unit, each by name."""

    area: tuple[Choice, ...]
    unit: tuple[Choice, ...]

    @property
    def ids(self) -> frozenset[int]:
        """Everyone's."""
        return frozenset(choice.person_id for choice in (*self.area, *self.unit))

    def named(self, choice: Choice) -> str:
        """The name as a list of both sides shows it."""
        return choice.name if choice in self.area else f"{choice.name} (unit)"


def people_for(implementation: Implementation, *, actor_id: int, today: date) -> People:
    """Who is in the area today, and who of the unit looks after it; the actor is among one of them."""
    area = {
        each.person_id: each.person.name
        for each in everyone_in(implementation.area_id)
        if (each.until_on is None or each.until_on >= today) and each.person.deactivated_at is None
    }
    unit = {
        each.person_id: each.person.name
        for each in access_to(implementation.area_id, today)
        if each.role in STAFF_ROLES and each.person.deactivated_at is None
    }
    for person_id in (implementation.manager_id, actor_id):
        if person_id is not None and person_id not in area and person_id not in unit:
            person = db.session.get(Person, person_id)
            if person is not None:
                unit[person_id] = person.name
    return People(area=by_name(area), unit=by_name(unit))


def by_name(people: dict[int, str]) -> tuple[Choice, ...]:
    """In the order of a list."""
    return tuple(Choice(person_id, name) for person_id, name in sorted(people.items(), key=lambda each: each[1]))
