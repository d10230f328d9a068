"""What every scene of the demonstration needs: today, the people of the unit, and short ways to write history."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scaleup.accounts import service as accounts
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.areas.models import Area
from scaleup.areas.queries import authorities
from scaleup.areas.rules import SIGNING_IN, AreaRole, Founding
from scaleup.core.dates import local_date
from scaleup.demo.rules import UNIT, address
from scaleup.programmes import queries as programmes
from scaleup.programmes import service as catalogue
from scaleup.programmes.rules import Programme

SOURCE = "demonstration"
UNIT_PLACE = "unit"


@dataclass(frozen=True)
class Stage:
    """The instant of the filling, the unit's people by name, and the local authorities by name."""

    now: datetime
    unit: dict[str, Person]
    codes: dict[str, str]

    @property
    def today(self) -> date:
        """The London date."""
        return local_date(self.now)


@dataclass(frozen=True)
class Asked:
    """A programme: the version that is granted now, and what it asks for."""

    version_id: int
    terms: Programme


def set_up(now: datetime) -> Stage:
    """The people of the unit are there with their roles."""
    unit = {}
    for member in UNIT:
        person = enter(member.name, UNIT_PLACE, now=now, employer="The scale-up unit")
        accounts.give_role(None, person_id=person.id, role=member.role, now=now)
        unit[member.name] = person
    return Stage(now, unit, {authority.name: authority.code for authority in authorities()})


def enter(name: str, place: str, *, now: datetime, employer: str | None = None) -> Person:
    """The person is known under an example address."""
    return accounts.enter(name, email=address(name, place), employer=employer, now=now)


FOR_YEARS = timedelta(days=4 * 365)
"""The unit has reminded these areas for so long: what is late now was late in its time."""


def found(stage: Stage, name: str, nation: str) -> Area:
    """The area is there, over the authority of the same name if there is one."""
    codes = frozenset({stage.codes[name]}) if name in stage.codes else frozenset()
    area = areas.found(Founding(name, nation, codes), by=stage.unit["Helen Ashworth"].id, now=stage.now)
    area.reminders_started_at = stage.now - FOR_YEARS
    return area


def lead(stage: Stage, area: Area, name: str, *, role: AreaRole, from_on: date, employer: str | None = None) -> Person:
    """The person is this in the area, and may sign in if the role does."""
    person = enter(name, area.name, now=stage.now, employer=employer or f"{area.name} Council")
    if role in SIGNING_IN:
        accounts.give_role(None, person_id=person.id, role=SIGNING_IN[role], now=stage.now)
    areas.add_person(area.id, person.id, role=role, from_on=from_on, by=None)
    return person


def asked_of(slug: str) -> Asked:
    """The programme of this slug as it is granted now."""
    programme = programmes.by_slug(slug)
    version = programmes.latest_version(programme.id) if programme else None
    if version is None:
        raise LookupError(f"the catalogue has no {slug}; load it first")
    return Asked(version.id, catalogue.terms(version.id))


def show(stage: Stage, area: Area, name: str, *, role: Role, until_on: date | None, through: str) -> None:
    """The member of the unit, or the guest, sees the area."""
    areas.give_access(
        area.id,
        stage.unit[name].id,
        role=role,
        from_on=stage.today,
        until_on=until_on,
        through=through,
        by=stage.unit["Helen Ashworth"].id,
    )
