"""What the tests of checks begin with: Marlbury under Baby Steps as shipped, on Monday 23 November 2026."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.areas.models import Area
from scaleup.facilitators.models import Facilitator
from scaleup.licences.models import Licence
from scaleup.programmes.service import load_catalogue
from scaleup.support.models import Slot
from tests.factories import delivery as groups
from tests.factories import support as made
from tests.factories.marlbury import licence, niamh, priya, taking_up

__all__ = ["licence", "niamh", "priya", "taking_up"]


@pytest.fixture
def on_monday_23_november(clock) -> None:
    clock("2026-11-23T14:00:00+00:00")


@pytest.fixture
def marlbury(session: Session) -> Area:
    load_catalogue(made.LONG_AGO)
    return made.area()


@pytest.fixture
def pair(taking_up) -> tuple[Facilitator, Facilitator]:
    """A midwife and a family support worker of Marlbury."""
    return groups.pair(taking_up)


@pytest.fixture
def under_way(session: Session, licence: Licence) -> Licence:
    """Contacts 1 to 18 held, the others open: they stand three months apart by now."""
    for slot in session.scalars(select(Slot).where(Slot.licence_id == licence.id, Slot.sequence <= 18)):
        slot.state = "held"
    session.flush()
    return licence
