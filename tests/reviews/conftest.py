"""What the tests of reviews begin with: Marlbury under licence since April 2024, on Monday 23 November 2026."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.licences.models import Licence
from scaleup.programmes.models import ProgrammeVersion
from scaleup.reviews import service
from scaleup.reviews.models import AreaReview
from tests.factories.marlbury import licence, marlbury, niamh, priya, taking_up
from tests.factories.support import LONG_AGO

__all__ = ["licence", "marlbury", "niamh", "priya", "taking_up"]
REVIEWS = {"annual_months": 12, "sustainability_months": [24, 36, 48], "basis": "assumed", "source": "The unit."}


@pytest.fixture
def on_monday_23_november(clock) -> None:
    clock("2026-11-23T14:00:00+00:00")


@pytest.fixture
def planned(session: Session, licence: Licence) -> list[AreaReview]:
    """Marlbury's four reviews: of April 2025, 2026, 2027 and 2028."""
    version = session.get_one(ProgrammeVersion, licence.programme_version_id)
    version.content = {**version.content, "reviews": REVIEWS}
    licence.created_at = LONG_AGO
    session.flush()
    service.plan_again([licence.area_id])
    return list(session.scalars(select(AreaReview).order_by(AreaReview.month)))
