"""Enquiries in a system that has its catalogue and its table of local authorities."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.enquiries import service
from scaleup.enquiries.models import Enquiry
from scaleup.enquiries.rules import Asking
from scaleup.programmes import queries as programmes
from scaleup.programmes import service as catalogue
from tests.factories import accounts as people
from tests.factories.areas import NOW

Ask = Callable[..., Enquiry]


@pytest.fixture
def loaded(session: Session, clock: Callable[[str], None]) -> None:
    """It is Monday 23 November 2026; programmes and authorities are known."""
    clock("2026-11-23T12:00:00+00:00")
    catalogue.load_catalogue(NOW)
    areas.load_authorities()
    session.commit()


@pytest.fixture
def helen(loaded: None, client: FlaskClient) -> Person:
    """A unit manager who is signed in."""
    somebody = people.person("Helen Ashworth", Role.UNIT_MANAGER, email="helen@unit.example")
    people.sign_in(client, somebody)
    return somebody


@pytest.fixture
def ask(helen: Person) -> Ask:
    """An enquiry that Helen typed in, as far as a test does not say otherwise."""

    def asked(
        organisation: str = "Marlbury Council",
        came_on: date = date(2026, 11, 16),
        nation: str = "England",
        codes: tuple[str, ...] = (),
        email: str = "anita@marlbury.example",
        manager_id: int | None = None,
    ) -> Enquiry:
        programme = programmes.by_slug("baby-steps")
        assert programme is not None
        asking = Asking(
            programme_id=programme.id,
            organisation=organisation,
            nation=nation,
            authority_codes=frozenset(codes),
            places="",
            name="Anita Rao",
            email=email,
            role="Head of early help",
            wanted="Groups for young parents in the north of the town.",
        )
        return service.type_in(asking, came_on=came_on, manager_id=manager_id, acknowledged=False, by=helen.id, now=NOW)

    return asked
