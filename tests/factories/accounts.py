"""People for tests: invented names under example domains."""

from datetime import UTC, datetime

from scaleup.accounts import adapters, service
from scaleup.accounts.models import Person
from scaleup.extensions import db

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PASSWORD = "marmalade-lantern-ploughs"


def person(name: str, *roles: str, email: str = "", password: str = PASSWORD, now: datetime = NOON) -> Person:
    """An active person who holds these roles and can sign in with PASSWORD."""
    made = service.enter(name, email=email or f"{name.split(maxsplit=1)[0].lower()}@marlbury.example", now=now)
    made.password_hash = adapters.hashed(password)
    for role in roles:
        service.give_role(None, person_id=made.id, role=role, now=now)
    db.session.flush()
    return made
