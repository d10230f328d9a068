"""Reviews in the calendar, in the forecast of the unit's work, and in the brief of an area."""

import re
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.core.pages import Actor
from scaleup.portfolio.queries.forecast import Looked, reviews
from scaleup.reviews import service
from scaleup.reviews.models import AreaReview
from scaleup.reviews.rules import Outcome, Said
from tests.factories.actors import acting
from tests.worklist.reading import words

pytestmark = pytest.mark.usefixtures("on_monday_23_november")
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)


@pytest.fixture
def december(planned: list[AreaReview], priya: Person) -> AreaReview:
    """The review of 2027 moved to Wednesday 16 December; that of 2025 was held on Friday 20 November 2026."""
    said = Said(date(2026, 11, 20), Outcome.CONTINUE, agreed="All well.")
    service.record(priya.id, said, review_id=planned[0].id, nonce="one", today=TODAY, now=NOW)
    service.leave_out(priya.id, review_id=planned[1].id, because="On paper.", version=1, today=TODAY)
    return service.move(
        priya.id, review_id=planned[2].id, to_on=date(2026, 12, 16), because="Asked for.", version=1, today=TODAY
    )


def test_reviews_stand_in_the_calendar_on_the_day_they_were_held_or_are_due(
    client: FlaskClient, session: Session, december: AreaReview, marlbury: Area, niamh: Person
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        held = client.get(f"/calendar?view=list&area={marlbury.id}&on=2026-11-20").text
        coming = client.get(f"/calendar?view=list&area={marlbury.id}&on=2026-12-14").text
    assert "annual review" in held
    assert f"/reviews/{december.id}" in coming


def test_a_review_is_work_of_who_looks_after_the_area_in_its_week(
    session: Session, december: AreaReview, priya: Person
) -> None:
    actor = Actor(priya.id, priya.name, "", frozenset({"implementation_manager"}), frozenset())
    [work] = reviews(Looked(actor, priya.id, TODAY, TODAY))
    assert (work.person_id, work.kind, work.on_day, work.count) == (priya.id, "review", date(2026, 12, 14), 1)


def test_the_forecast_counts_reviews_in_a_column_of_their_own(
    client: FlaskClient, december: AreaReview, priya: Person
) -> None:
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = words(client.get("/forecast").text)
    assert "Week of Contacts Training days Reviews Renewals Hours of work State" in page
    [week] = re.findall(r"Mon 14 Dec (\S+ \S+ \S+ \S+) [\d.]+ of", page)
    assert week.split()[2] == "1"


def test_a_brief_names_the_review_that_falls_into_its_weeks(
    client: FlaskClient, december: AreaReview, marlbury: Area, priya: Person
) -> None:
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = client.get(f"/areas/{marlbury.id}/brief").text
    assert "Review of sustainability" in page
