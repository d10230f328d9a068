"""What the tests of support begin with: Marlbury under licence, on Monday 23 November 2026."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.licences.models import Licence
from scaleup.programmes.models import ProgrammeVersion
from scaleup.support.models import Slot
from tests.factories.marlbury import licence, marlbury, niamh, priya, taking_up

LADDER = {
    "misses_to_hold": 1,
    "misses_to_tighten": 2,
    "ambers_to_alert": 2,
    "alert_months": 1,
    "held_in_a_row": 3,
    "step_down_needs": ["nothing_serious", "fidelity", "pairs", "held"],
}

__all__ = ["licence", "marlbury", "niamh", "priya", "taking_up"]


@pytest.fixture
def on_monday_23_november(clock) -> None:
    clock("2026-11-23T14:00:00+00:00")


@pytest.fixture
def laddered(session: Session, licence: Licence) -> Licence:
    """Marlbury's licence under a version with a ladder; contacts 1 to 18 held, 19 and 20 (1 July, 1 October) open."""
    version = session.get_one(ProgrammeVersion, licence.programme_version_id)
    taper = {**version.content["taper"], "ladder": LADDER}
    version.content = {"taper": taper, "fidelity": {"green_at_least": 80, "amber_at_least": 60}}
    for slot in session.scalars(select(Slot).where(Slot.licence_id == licence.id, Slot.sequence <= 18)):
        slot.state = "held"
    session.flush()
    return licence
