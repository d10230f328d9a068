"""An event that moves asks everybody who is booked again; another hall does not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from scaleup.accounts.rules import Role
from scaleup.areas.models import Implementation
from scaleup.extensions import db
from scaleup.reminders.service import look_at_training
from scaleup.training import queries, service
from scaleup.training.models import AskedAgain, Booking, Event
from scaleup.training.rules import Answer, Day, Hours, Mail
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import events as trained
from tests.factories import licences
from tests.factories.areas import NOW
from tests.training.test_mails import handed, messages, parsed, path_of

FEBRUARY = (date(2027, 2, 9), date(2027, 2, 10), date(2027, 2, 11))


@pytest.fixture
def marlbury(session: object) -> Implementation:
    """Marlbury with its licence."""
    found = make.shipped_implementation()
    licences.granted(found)
    return found


@pytest.fixture
def event(marlbury: Implementation) -> Event:
    """Amara is coming, Bethan has not answered, and Carys waits, for 12 to 14 January 2027."""
    made = trained.event(marlbury, capacity=2)
    team = [trained.facilitator(marlbury, name).id for name in ("Amara Abara", "Bethan Carrick", "Carys Davies")]
    amara = service.book_or_wait(made.id, team, by=None, now=NOW)[0]
    service.answered(amara, Answer.COMING, now=NOW)
    return made


def bookings() -> list[Booking]:
    return list(db.session.scalars(select(Booking).order_by(Booking.id)))


def test_a_move_asks_everybody_again_and_keeps_what_they_had_said(event: Event, marlbury: Implementation) -> None:
    wanted = replace(trained.plan_of(marlbury, days=FEBRUARY, capacity=2), because="The hall is let.")
    service.change(event, wanted, version=event.version, by=None, now=NOW)
    assert [one.answer for one in bookings()] == ["none", "none", "none"]
    former = db.session.scalars(select(AskedAgain).order_by(AskedAgain.id)).all()
    assert [(one.answer, one.days) for one in former] == [
        ("coming", "12 to 14 January 2027"),
        ("none", "12 to 14 January 2027"),
    ]
    asked = messages(Mail.MOVED)
    assert [one.values["booking"] for one in asked] == [one.id for one in bookings()[:2]]
    mail = handed(asked[0])
    assert mail.subject == "Initial training has moved: do you come on 9 to 11 February 2027?"
    assert "instead of 12 to 14 January 2027. Why: The hall is let." in mail.text
    assert "If you had answered, that was for the former days" in mail.text
    entry = parsed(mail)
    assert (entry.method.value, entry.vevent_list[0].sequence.value) == ("REQUEST", "1")
    assert mail.kept_text
    assert path_of(mail, "coming").split("/")[3] not in mail.kept_text
    [waits] = messages(Mail.CHANGED)
    assert waits.values["booking"] == bookings()[2].id


def test_another_hall_and_other_hours_leave_the_answers(event: Event, marlbury: Implementation) -> None:
    elsewhere = replace(trained.plan_of(marlbury, capacity=2), venue="Corn Exchange", link="https://meet.example/7")
    service.change(event, elsewhere, version=event.version, by=None, now=NOW)
    later = Hours(time(10, 0), time(12, 30))
    hours = replace(elsewhere, days=tuple(Day(one.line, one.on_day, later, one.afternoon) for one in elsewhere.days))
    service.change(event, hours, version=event.version, by=None, now=NOW)
    assert [one.answer for one in bookings()] == ["coming", "none", "none"]
    assert messages(Mail.MOVED) == []
    assert len(messages(Mail.CHANGED)) == 6


def test_reminders_count_from_the_move_and_reach_who_had_answered(event: Event, marlbury: Implementation) -> None:
    moved_at = datetime(2027, 1, 4, 12, tzinfo=UTC)
    look_at_training(datetime(2027, 1, 4, 9, tzinfo=UTC))
    bethan = bookings()[1]
    assert [one.values["booking"] for one in messages(Mail.UNANSWERED)] == [bethan.id]
    wanted = trained.plan_of(marlbury, days=(date(2027, 1, 25), date(2027, 1, 26)), capacity=2)
    service.change(event, wanted, version=event.version, by=None, now=moved_at)
    for day in range(4, 15):
        look_at_training(datetime(2027, 1, day, 12, 5, tzinfo=UTC))
    assert len(messages(Mail.UNANSWERED)) == 1
    look_at_training(datetime(2027, 1, 15, 9, tzinfo=UTC))
    assert [one.values["booking"] for one in messages(Mail.UNANSWERED)[1:]] == [one.id for one in bookings()[:2]]


def test_an_event_that_has_begun_asks_nobody_again(event: Event, marlbury: Implementation) -> None:
    second_day = datetime(2027, 1, 13, 12, tzinfo=UTC)
    wanted = trained.plan_of(marlbury, days=(date(2027, 1, 12), date(2027, 1, 13), date(2027, 1, 15)), capacity=2)
    service.change(event, replace(wanted, late=True), version=event.version, by=None, now=second_day)
    assert bookings()[0].answer == "coming"
    assert db.session.scalars(select(AskedAgain)).all() == []


def test_the_pages_say_who_is_asked_again_and_what_they_had_said(
    clock: Callable[[str], None], client: FlaskClient, event: Event, marlbury: Implementation
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    wanted = trained.plan_of(marlbury, days=FEBRUARY, capacity=2)
    changes = service.consider(queries.kind_of(event), wanted, today=NOW.date(), of=event)
    assert (
        "2 people who are booked are asked again whether they come. 1 has answered for the former days: "
        "that stays on record." in [one.sentence for one in changes]
    )
    invitation = path_of(handed(messages(Mail.INVITED)[0]), "coming")
    opened = client.get(invitation)
    service.change(event, wanted, version=event.version, by=None, now=NOW)
    stale = {"csrf_token": people.form_token(opened), "days": days_on(opened.text)}
    refused = client.post(invitation, data=stale)
    assert (refused.status_code, "The training has moved since you opened this page." in refused.text) == (422, True)
    assert bookings()[0].answer == "none"
    assert "You are coming" in client.post(invitation, data=stale | {"days": days_on(refused.text)}).text
    db.session.expire_all()
    assert bookings()[0].answer == "coming"
    later = trained.plan_of(marlbury, days=(date(2027, 3, 2),), capacity=2)
    service.change(db.session.get_one(Event, event.id), later, version=event.version, by=None, now=NOW)
    db.session.commit()
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    page = client.get(f"/training/{event.id}").text
    assert "not answered for the new days; was coming on 9 to 11 February 2027" in page


def days_on(page: str) -> str:
    return page.split('name="days" value="')[1].split('"', maxsplit=1)[0]
