"""Feedback: who came is asked once by a link, nobody is named, and below five answers only their number is told."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.audit import Entry
from scaleup.extensions import db
from scaleup.outbox.models import Message
from scaleup.outbox.rules import NotNeeded
from scaleup.reminders.service import look_at_training
from scaleup.training import service
from scaleup.training.models import Booking, Event, FeedbackAnswer, FeedbackLink, FeedbackWords
from scaleup.training.rules import Attendance, Mail, Said, refusals_to_take, said_together
from tests.factories import accounts as people
from tests.factories import areas as founded
from tests.factories import registers as made
from tests.factories import support as given
from tests.factories import training as make

FIRST, SECOND, THIRD = date(2026, 11, 17), date(2026, 11, 18), date(2026, 11, 19)
FULL = {"practical": 4, "clear": 5, "ready": 3}
SIX = made.TWELVE[:6]


@pytest.fixture
def event(session: Session, clock: Callable[[str], None]) -> Event:
    """Three days that ended on Thursday 19 November 2026; six people were there, and it is Monday."""
    clock("2026-11-23T12:00:00+00:00")
    marlbury: Implementation = founded.shipped_implementation()
    ruth = made.trainer()
    found = made.event(marlbury, ruth, first_on=FIRST)
    for one in made.booked(found, marlbury, SIX):
        make.marks(one, found)
    return found


def answers(practical: str = "4", days: int = 3, words: str = "") -> dict[str, str]:
    marks = {"practical": practical, "clear": "5", "ready": "3"}
    chosen = {f"{name}-{number}": mark for number in range(1, days + 1) for name, mark in marks.items()}
    return {**chosen, "words": words}


def send(client: FlaskClient, token: str, **values: str) -> TestResponse:
    path = f"/training/feedback/{token}"
    return client.post(path, data={"csrf_token": people.form_token(client.get(path)), **values})


def links() -> list[str]:
    return [service.make_feedback_link(one.id) for one in db.session.scalars(select(Booking).order_by(Booking.id))]


# --- Rules ----------------------------------------------------------------------------------------------------------


def test_a_day_is_answered_whole_or_not_at_all_and_one_at_least() -> None:
    nothing = {"practical": None, "clear": None, "ready": None}
    part = {"practical": 4, "clear": None, "ready": 2}
    assert [one.field for one in refusals_to_take(Said({FIRST: nothing}, "", False))] == ["practical-1"]
    assert [one.field for one in refusals_to_take(Said({FIRST: FULL, SECOND: part}, "", False))] == ["clear-2"]
    said = Said({FIRST: FULL, SECOND: nothing}, "", False)
    assert list(refusals_to_take(said)) == []
    assert said.complete == {FIRST: FULL}
    family = Said({FIRST: FULL}, "Near TS24 7EP", False)
    assert [one.field for one in refusals_to_take(family)] == ["words"]


def test_four_answers_tell_nothing_and_five_their_mean() -> None:
    four = said_together([FIRST], {FIRST: [FULL] * 4}, people=4, words=["Longer breaks."])
    assert (four.enough, four.words, four.days[0].means, four.days[0].count) == (False, (), (), 4)
    five = said_together(
        [FIRST, SECOND], {FIRST: [*[FULL] * 4, {**FULL, "practical": 1}]}, people=5, words=["Keep it."]
    )
    assert [mean for _, mean in five.days[0].means] == ["3.4", "5.0", "3.0"]
    assert five.words == ("Keep it.",)
    assert (five.days[1].count, five.days[1].means) == (0, ())


# --- The mail -------------------------------------------------------------------------------------------------------


def asked() -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.kind == Mail.FEEDBACK.value)))


def test_who_was_there_is_asked_on_the_next_working_day_once(event: Event) -> None:
    first = db.session.scalars(select(Booking).order_by(Booking.id)).first()
    assert first
    for mark in db.session.scalars(select(make.Mark).where(make.Mark.booking_id == first.id)):
        mark.attendance = Attendance.ABSENT
    db.session.flush()
    look_at_training(datetime(2026, 11, 20, 8, 59, tzinfo=UTC))
    assert asked() == []
    look_at_training(datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
    look_at_training(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    assert len(asked()) == 5
    assert first.id not in [one.values["booking"] for one in asked()]


def test_who_is_never_marked_is_not_asked_nor_anybody_after_two_weeks(event: Event) -> None:
    look_at_training(datetime(2026, 12, 4, 9, 0, tzinfo=UTC))
    assert asked() == []


def test_asked_again_the_link_before_is_dead_and_who_answered_is_not_asked(client: FlaskClient, event: Event) -> None:
    booking = db.session.scalars(select(Booking).order_by(Booking.id)).first()
    assert booking
    old, new = service.make_feedback_link(booking.id), service.make_feedback_link(booking.id)
    assert client.get(f"/training/feedback/{old}").status_code == 410
    assert send(client, new, **answers()).status_code == 200
    with pytest.raises(NotNeeded):
        service.make_feedback_link(booking.id)
    assert [one.token_hash for one in db.session.scalars(select(FeedbackLink)) if new in one.token_hash] == []


# --- Answering ------------------------------------------------------------------------------------------------------


def test_an_answer_is_taken_once_and_says_nothing_of_who_or_when(client: FlaskClient, event: Event) -> None:
    token = links()[0]
    page = client.get(f"/training/feedback/{token}")
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "Was there enough practice in delivering the sessions?" in page.text
    assert "No family details." in page.text
    assert "Carys" not in page.text
    before = len(db.session.scalars(select(Entry)).all())
    assert "Your answers are here." in send(client, token, **answers(days=2, words="More role play.")).text
    again = client.get(f"/training/feedback/{token}")
    assert (again.status_code, "It works once." in again.text) == (410, True)
    rows = db.session.scalars(select(FeedbackAnswer).order_by(FeedbackAnswer.on_day)).all()
    assert [(one.on_day, one.practical, one.clear, one.ready) for one in rows] == [(FIRST, 4, 5, 3), (SECOND, 4, 5, 3)]
    assert [one.words for one in db.session.scalars(select(FeedbackWords))] == ["More role play."]
    assert len(db.session.scalars(select(Entry)).all()) == before
    for table in (FeedbackAnswer, FeedbackWords, FeedbackLink):
        kinds = {str(column.type) for column in table.__table__.columns}
        assert not [kind for kind in kinds if "TIME" in kind], table
    for said in (FeedbackAnswer, FeedbackWords):
        keys = {key.column.table.name for key in said.__table__.foreign_keys}
        assert keys == {"training_event"}, "nothing leads from what was said to a person"
        assert min(one.id for one in db.session.scalars(select(said))) > 1_000_000, "drawn, not counted"


def test_what_is_not_right_is_said_at_its_field_and_nothing_typed_is_lost(client: FlaskClient, event: Event) -> None:
    token = links()[0]
    nothing = send(client, token, words="Longer breaks.")
    assert nothing.status_code == 422
    assert "Answer for the days on which you were there" in nothing.text
    assert "Longer breaks." in nothing.text
    part = send(client, token, **{"practical-1": "4", "words": "Near TS24 7EP"})
    assert "17 November 2026, “Was the day clear?”: answer this too, or nothing of that day" in part.text
    assert "looks like a postcode" in part.text
    assert re.search(r'value="4"\s+checked', part.text)
    assert send(client, token, **answers(words="Near TS24 7EP"), text_checked="yes").status_code == 200


def test_a_link_ends_after_four_weeks(client: FlaskClient, event: Event, clock: Callable[[str], None]) -> None:
    token = links()[0]
    clock("2026-12-18T12:00:00+00:00")
    gone = client.get(f"/training/feedback/{token}")
    assert (gone.status_code, "feedback is taken for four weeks" in gone.text) == (410, True)
    assert client.get("/training/feedback/nothing").status_code == 410


# --- On the event's page --------------------------------------------------------------------------------------------


def test_the_page_tells_a_number_below_five_and_means_and_words_from_five_on(client: FlaskClient, event: Event) -> None:
    tokens = links()
    for number in range(4):
        send(client, tokens[number], **answers(words=f"Word {number}."))
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    path = f"/training/{event.id}"
    before = client.get(path).text
    assert "4 of 5 answers so far." in before
    assert "Word 1." not in before
    assert "4.0" not in before
    send(client, tokens[4], **answers(practical="1", days=2))
    after = client.get(path).text
    assert "5 people answered, without a name." in after
    assert "3.4" in after
    assert "4 of 5 answers so far." in after, "the third day has four"
    assert all(f"Word {number}." in after for number in range(4))


def test_a_project_lead_reads_no_feedback(client: FlaskClient, event: Event) -> None:
    area = db.session.scalars(select(Area)).one()
    people.sign_in(client, given.lead("Niamh O’Rourke", area))
    page = client.get(f"/training/{event.id}")
    assert page.status_code == 200
    assert "Feedback" not in page.text
