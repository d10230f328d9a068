"""Practice reviews: attended, goal, cycle and the area's word on filming; one a day, and nothing that judges."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.training.models import PracticeReview
from scaleup.training.rules import Review, refusals_to_keep
from tests.factories import accounts as people
from tests.factories import areas as founded
from tests.factories import events as make
from tests.factories import support as given

TODAY = date(2026, 11, 23)
ANSWERS = {"cycle": "1", "attended": "yes", "goal_set": "yes", "filming_confirmed": "no"}


@pytest.fixture
def amara(session: Session, clock: Callable[[str], None]) -> Facilitator:
    clock("2026-11-23T12:00:00+00:00")
    return make.facilitator(founded.shipped_implementation(), "Amara Abara")


@pytest.fixture
def helen(client: FlaskClient, amara: Facilitator) -> FlaskClient:
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    return client


def keep(client: FlaskClient, of: Facilitator, day: int, **values: str) -> TestResponse:
    path = f"/facilitators/{of.id}/reviews/keep"
    when = {"on_day-day": str(day), "on_day-month": "11", "on_day-year": "2026"}
    token = people.form_token(client.get(path))
    return client.post(path, data={"csrf_token": token, **when, **ANSWERS, **values})


def kept() -> list[tuple[date, int, bool, bool, bool]]:
    db.session.expire_all()
    rows = db.session.scalars(select(PracticeReview).order_by(PracticeReview.on_day))
    return [(one.on_day, one.cycle, one.attended, one.goal_set, one.filming_confirmed) for one in rows]


def test_nobody_sets_a_goal_where_they_were_not_nor_on_a_day_to_come() -> None:
    missed = Review(date(2026, 11, 10), 1, attended=False, goal_set=True, filming_confirmed=False)
    assert [one.field for one in refusals_to_keep(missed, today=TODAY)] == ["goal_set"]
    ahead = Review(date(2026, 11, 24), 1, attended=True, goal_set=True, filming_confirmed=True)
    assert [one.field for one in refusals_to_keep(ahead, today=TODAY)] == ["on_day"]


def test_a_review_is_kept_put_right_by_its_day_and_taken_out(helen: FlaskClient, amara: Facilitator) -> None:
    keep(helen, amara, 10)
    keep(helen, amara, 17, cycle="2")
    keep(helen, amara, 10, goal_set="no", filming_confirmed="yes")
    assert kept() == [(date(2026, 11, 10), 1, True, False, True), (date(2026, 11, 17), 2, True, True, False)]
    page = helen.get(f"/facilitators/{amara.id}/reviews")
    assert "2 reviews attended." in page.text
    assert "Reviews have no pass mark." in page.text
    filled = helen.get(f"/facilitators/{amara.id}/reviews/keep?on=2026-11-17").text
    assert 'name="cycle"' in filled
    assert 'value="2"' in filled
    first = db.session.scalars(select(PracticeReview).order_by(PracticeReview.on_day)).first()
    assert first
    helen.post(f"/reviews/{first.id}/remove", data={"csrf_token": people.form_token(page)})
    assert [row[0] for row in kept()] == [date(2026, 11, 17)]


def test_what_is_missing_or_impossible_is_said_at_its_field(helen: FlaskClient, amara: Facilitator) -> None:
    answer = keep(helen, amara, 24, cycle="0", attended="", goal_set="")
    assert answer.status_code == 422
    assert "There are 3 things to put right" in answer.text
    answer = keep(helen, amara, 24, attended="no")
    assert "24 November 2026 is still to come." in answer.text
    assert "Without them there no goal was set." in answer.text
    assert kept() == []


def test_no_field_of_a_review_takes_words_or_a_score() -> None:
    columns = PracticeReview.__table__.columns
    assert {one.name: str(one.type) for one in columns} == {
        "id": "BIGINT",
        "facilitator_id": "BIGINT",
        "on_day": "DATE",
        "cycle": "INTEGER",
        "attended": "BOOLEAN",
        "goal_set": "BOOLEAN",
        "filming_confirmed": "BOOLEAN",
    }


def test_a_lead_reads_the_reviews_and_keeps_none(client: FlaskClient, helen: FlaskClient, amara: Facilitator) -> None:
    keep(helen, amara, 10)
    area = db.session.get_one(Area, amara.area_id)
    people.sign_in(client, given.lead("Niamh O’Rourke", area))
    page = client.get(f"/facilitators/{amara.id}/reviews").text
    assert "10 November 2026" in page
    assert "Take out" not in page
    assert client.get(f"/facilitators/{amara.id}/reviews/keep").status_code == 403
