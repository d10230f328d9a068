"""Areas, people and what they need, laid for tests: only what a test does not speak of itself."""

from datetime import UTC, date, datetime
from itertools import count

from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.rules import Role, permissions
from scaleup.areas import service
from scaleup.areas.models import Area, Implementation
from scaleup.areas.rules import Founding
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.programmes import queries as programmes
from scaleup.programmes import service as catalogue
from scaleup.programmes.models import Programme, ProgrammeVersion

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
numbers = count(1)


def person(name: str = "", *roles: Role) -> Person:
    """A person of this name, holding these roles."""
    number = next(numbers)
    made = Person(name=name or f"Person {number}", email=f"person{number}@unit.example", created_at=NOW)
    db.session.add(made)
    db.session.flush()
    db.session.add_all(RoleHeld(person_id=made.id, role=role, since_at=NOW) for role in roles)
    db.session.flush()
    return made


def actor(somebody: Person, *roles: Role) -> Actor:
    """The person, signed in with these roles."""
    return Actor(somebody.id, somebody.name, somebody.email or "", frozenset(roles), frozenset(permissions(roles)))


def programme_version(slug: str = "baby-steps", places: int = 12) -> ProgrammeVersion:
    """A programme that allows so many facilitators under a licence."""
    programme = Programme(slug=slug, name=slug.replace("-", " ").title())
    db.session.add(programme)
    db.session.flush()
    version = ProgrammeVersion(
        programme_id=programme.id,
        version=1,
        content={
            "licence": {"places": places, "months": 36},
            "taper": {"steps": [{"months_between": 1, "contacts": 12}, {"months_between": 2, "contacts": 6}]},
        },
        digest="0" * 64,
        loaded_at=NOW,
    )
    db.session.add(version)
    db.session.flush()
    return version


def area(name: str = "Marlbury", nation: str = "England") -> Area:
    """An area that may be reminded."""
    return service.found(Founding(name, nation), by=None, now=NOW)


def implementation(
    of: Area | None = None, *, version: ProgrammeVersion | None = None, opened_on: date = date(2024, 1, 23)
) -> Implementation:
    """An area that takes up a programme."""
    of = of or area()
    version = version or programme_version()
    return service.open_implementation(of.id, version.id, opened_on=opened_on, by=None)


def shipped_implementation(of: Area | None = None) -> Implementation:
    """An area that takes up Baby Steps as the shipped catalogue has it."""
    catalogue.load_catalogue(NOW)
    programme = programmes.by_slug("baby-steps")
    assert programme is not None
    return implementation(of, version=programmes.latest_version(programme.id))
