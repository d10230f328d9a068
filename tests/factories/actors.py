"""Somebody who is signed in, for tests of pages, without the sign-in pages."""

from collections.abc import Iterator
from contextlib import contextmanager

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role, permissions
from scaleup.core import pages
from scaleup.extensions import login


@contextmanager
def acting(person: Person, *roles: Role) -> Iterator[None]:
    """Inside, every request is this person's, in these roles."""
    before = list(pages._who)
    actor = pages.Actor(
        person_id=person.id,
        name=person.name,
        email=person.email or "",
        roles=frozenset(role.value for role in roles),
        permissions=permissions(roles),
    )
    pages.install(lambda: actor)
    if login._request_callback is None and login._user_callback is None:
        login.request_loader(lambda _request: None)
    try:
        yield
    finally:
        pages._who[:] = before
