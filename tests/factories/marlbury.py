"""The fixtures of one area under licence, which the tests of several parts begin with: Marlbury and its people."""

import pytest
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.licences.models import Licence
from scaleup.support import service
from tests.factories import support as made


@pytest.fixture
def marlbury(session: Session) -> Area:
    return made.area()


@pytest.fixture
def priya(session: Session) -> Person:
    """The implementation manager."""
    return made.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)


@pytest.fixture
def niamh(marlbury: Area) -> Person:
    """The project lead."""
    return made.lead("Niamh O’Rourke", marlbury)


@pytest.fixture
def taking_up(marlbury: Area, priya: Person) -> Implementation:
    return made.implementation(marlbury, manager=priya)


@pytest.fixture
def licence(taking_up: Implementation) -> Licence:
    """In force since April 2024, with its plan of 22 contacts."""
    found = made.licence(taking_up)
    service.make_plan(found.id)
    return found
