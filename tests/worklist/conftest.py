"""What the tests of My work begin with: Marlbury, whose contact 20 of 22 was due yesterday."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.licences.models import Licence
from scaleup.support.models import Slot
from tests.factories.actors import acting
from tests.factories.marlbury import licence as granted
from tests.factories.marlbury import marlbury, niamh, priya, taking_up

__all__ = ["granted", "marlbury", "niamh", "priya", "taking_up"]


@pytest.fixture(autouse=True)
def on_friday_2_october(clock) -> None:
    clock("2026-10-02T09:00:00+00:00")


@pytest.fixture
def licence(session: Session, granted: Licence, niamh: Person) -> Licence:
    """Everything before number 20 is held."""
    for slot in session.scalars(select(Slot).where(Slot.sequence < 20)):
        slot.state = "held"
    session.flush()
    return granted


@pytest.fixture
def as_lead(niamh: Person, licence: Licence) -> Iterator[None]:
    with acting(niamh, Role.PROJECT_LEAD):
        yield
