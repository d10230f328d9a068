"""People for tests: invented names under example domains."""

import re
from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scaleup.accounts import adapters, service
from scaleup.accounts.models import Person
from scaleup.core import clock
from scaleup.extensions import db

SECRET = "a key for tests"
MINUTE = timedelta(minutes=1)
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


def sign_in(client: FlaskClient, who: Person, now: datetime | None = None) -> str:
    """The client is signed in as this person, now unless said otherwise; the token of the session."""
    token = service.begin(who.id, now or clock.now())
    db.session.commit()
    client.set_cookie("scaleup", token)
    return token


def form_token(response: TestResponse) -> str:
    """The token against forged forms in a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', response.text)
    assert found, response.text
    return found.group(1)


def shown_in(page: str) -> str:
    """The mark of what a page shows before it is confirmed."""
    found = re.search(r'name="shown" value="(\w+)"', page)
    assert found, page
    return found.group(1)


def enter_by_password(email: str, password: str, now: datetime = NOON, caller: str = "192.0.2.7") -> str | None:
    """The token of a session for the right password; None otherwise."""
    db.session.commit()
    token = service.sign_in(email, password, caller=caller, secret=SECRET, now=now)
    db.session.commit()
    return token
