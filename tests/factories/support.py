"""Areas under licence, for tests of support: invented people and places, a plain 12 + 6 + 4 taper."""

from copy import deepcopy
from datetime import UTC, date, datetime
from typing import TypeVar

from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.rules import Role
from scaleup.areas.models import Access, Area, AreaPerson, Implementation
from scaleup.areas.rules import AreaRole
from scaleup.extensions import db
from scaleup.facilitators.models import Accreditation, Facilitator
from scaleup.facilitators.rules import Profession
from scaleup.licences.models import Licence
from scaleup.programmes.models import Programme, ProgrammeVersion

Row = TypeVar("Row")
LONG_AGO = datetime(2023, 9, 1, 9, tzinfo=UTC)
ON_RECORD = datetime(2026, 9, 1, 9, tzinfo=UTC)
"""When licences came on record here, as from an old tracker: nobody is asked for the reviews of before."""
TAPER = {
    "taper": {
        "steps": [
            {"months_between": 1, "contacts": 12},
            {"months_between": 2, "contacts": 6},
            {"months_between": 3, "contacts": 4},
        ]
    }
}


def keep(row: Row) -> Row:
    """The row is in the database and has its id."""
    db.session.add(row)
    db.session.flush()
    return row


def person(name: str, *roles: Role) -> Person:
    """Somebody with these roles."""
    address = name.lower().replace(" ", ".").replace("’", "")
    found = keep(Person(name=name, email=f"{address}@marlbury.example", created_at=LONG_AGO))
    for role in roles:
        keep(RoleHeld(person_id=found.id, role=role, since_at=LONG_AGO))
    return found


def programme_version() -> ProgrammeVersion:
    """Baby Steps, as far as support needs it."""
    found = db.session.query(ProgrammeVersion).order_by(ProgrammeVersion.id).first()
    if found is not None:
        return found
    programme = keep(Programme(slug="baby-steps", name="Baby Steps"))
    return keep(
        ProgrammeVersion(
            programme_id=programme.id, version=1, content=deepcopy(TAPER), digest="0" * 64, loaded_at=LONG_AGO
        )
    )


def area(name: str = "Marlbury", nation: str = "England") -> Area:
    """An area that may be reminded."""
    return keep(
        Area(name=name, name_key=name.lower(), nation=nation, created_at=LONG_AGO, reminders_started_at=LONG_AGO)
    )


def implementation(of: Area, *, manager: Person | None = None, opened_on: date = date(2023, 9, 12)) -> Implementation:
    """The area takes up Baby Steps; its manager has access."""
    version = programme_version()
    found = keep(
        Implementation(
            area_id=of.id,
            programme_id=version.programme_id,
            programme_version_id=version.id,
            opened_on=opened_on,
            manager_id=manager.id if manager else None,
        )
    )
    if manager:
        give_access(manager, of, Role.IMPLEMENTATION_MANAGER)
    return found


def give_access(who: Person, to: Area, role: Role) -> Access:
    """The person sees the area."""
    return keep(
        Access(person_id=who.id, area_id=to.id, role=role, from_on=date(2023, 9, 1), through=role.replace("_", " "))
    )


def lead(name: str, of: Area) -> Person:
    """A project lead of the area."""
    found = person(name, Role.PROJECT_LEAD)
    keep(AreaPerson(area_id=of.id, person_id=found.id, role=AreaRole.PROJECT_LEAD, from_on=date(2023, 9, 12)))
    give_access(found, of, Role.PROJECT_LEAD)
    return found


def licence(
    under: Implementation,
    *,
    starts_on: date = date(2024, 4, 1),
    ends_on: date = date(2027, 3, 31),
    number: str = "BS-001",
    renews: Licence | None = None,
) -> Licence:
    """A granted licence; its plan is made by who needs it."""
    return keep(
        Licence(
            implementation_id=under.id,
            area_id=under.area_id,
            programme_version_id=under.programme_version_id,
            number=number,
            starts_on=starts_on,
            ends_on=ends_on,
            places=12,
            state="granted",
            renews_id=renews.id if renews else None,
            created_at=ON_RECORD,
        )
    )


def implementation_of(area: Area, *, slug: str, name: str) -> Implementation:
    """The area takes up this programme too."""
    programme = keep(Programme(slug=slug, name=name))
    version = keep(
        ProgrammeVersion(programme_id=programme.id, version=1, content=deepcopy(TAPER), digest=slug, loaded_at=LONG_AGO)
    )
    return keep(
        Implementation(
            area_id=area.id,
            programme_id=programme.id,
            programme_version_id=version.id,
            opened_on=date(2025, 1, 7),
        )
    )


def may_deliver(who: Person, under: Implementation, profession: Profession) -> Facilitator:
    """The person may deliver the programme there, from January 2026 to the end of the licence."""
    found = keep(
        Facilitator(
            implementation_id=under.id, area_id=under.area_id, person_id=who.id, profession=profession, left=False
        )
    )
    keep(
        Accreditation(
            facilitator_id=found.id, implementation_id=under.id, from_on=date(2026, 1, 1), until_on=date(2027, 3, 31)
        )
    )
    return found
