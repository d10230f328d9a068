"""What the tests of evaluation begin with: Marlbury under licence since April 2024, on Monday 23 November 2026."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from scaleup.areas.models import Implementation
from scaleup.delivery.models import DeliveryGroup
from scaleup.evaluation import service
from tests.factories import delivery
from tests.factories.marlbury import licence, marlbury, niamh, priya, taking_up
from tests.factories.programmes import as_shipped

__all__ = ["licence", "marlbury", "niamh", "priya", "taking_up"]

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
PATHWAY = "Perinatal team of Marlbury Trust, through the duty desk"


@pytest.fixture
def on_monday_23_november(clock) -> None:
    clock("2026-11-23T14:00:00+00:00")


@pytest.fixture
def shipped(session: Session, taking_up: Implementation) -> Implementation:
    """Marlbury under the programme as it is shipped."""
    return as_shipped(session, taking_up)


@pytest.fixture
def library(shipped: Implementation) -> DeliveryGroup:
    """Eight families, their last antenatal session on 20 October 2026."""
    return delivery.group(shipped, "Library, autumn", first_on=date(2026, 9, 15), families=8)


@pytest.fixture
def codes(library: DeliveryGroup, shipped: Implementation) -> list[str]:
    """Two mothers' codes, once records are on."""
    chosen = service.Chosen(records=True, assessed_on=TODAY, pathway=PATHWAY, pathway_on=TODAY)
    service.set_evaluation(shipped, chosen, version=0, today=TODAY, now=NOW, by=None)
    return sorted(service.make_codes(library, role="mother", arm="programme", count=2, by=None))
