"""Who is booked is invited with an entry for the calendar that changes and goes; answers come by links."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from flask.testing import FlaskClient
from sqlalchemy import select

from scaleup.areas.models import Implementation
from scaleup.extensions import db
from scaleup.outbox.models import Message
from scaleup.outbox.rules import NotNeeded, Rendered
from scaleup.outbox.service import wiring
from scaleup.reminders.service import look_at_training
from scaleup.training import adapters, service
from scaleup.training.models import Booking
from scaleup.training.rules import Answer, Mail
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import events as trained
from tests.factories import licences
from tests.factories.areas import NOW
from tests.factories.messages import waiting


@pytest.fixture
def marlbury(session: object) -> Implementation:
    """Marlbury with its licence."""
    found = make.shipped_implementation()
    licences.granted(found)
    return found


def messages(kind: Mail) -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.kind == kind.value).order_by(Message.id)))


def handed(message: Message) -> Rendered:
    """The text as it would be handed over."""
    return wiring.renderer(message.kind)(waiting(message, "amara@marlbury.example"))


def parsed(mail: Rendered) -> Any:
    assert mail.calendar
    return vobject.readOne(mail.calendar.text)


def test_an_invitation_its_change_and_its_cancellation_are_read_by_another_parser(marlbury: Implementation) -> None:
    event = trained.event(marlbury)
    service.book(event.id, [trained.facilitator(marlbury, "Amara Abara").id], by=None, now=NOW)
    invited = handed(messages(Mail.INVITED)[0])
    first = parsed(invited)
    assert first.method.value == "REQUEST"
    days = first.vevent_list
    assert [f"{one.dtstart.value:%Y-%m-%d %H:%M %Z}" for one in days] == [
        "2027-01-12 09:30 GMT",
        "2027-01-13 09:30 GMT",
        "2027-01-14 09:30 GMT",
    ]
    assert [f"{one.dtend.value:%H:%M}" for one in days] == ["16:30"] * 3
    assert {one.uid.value for one in days} == {f"{event.uid}@127.0.0.1"}
    assert [one.sequence.value for one in days] == ["0"] * 3
    assert invited.calendar
    assert "DTSTART;TZID=Europe/London:20270112T093000" in invited.calendar.text
    assert first.vtimezone.tzid.value == "Europe/London"
    assert days[0].attendee.value == "mailto:amara@marlbury.example"
    later = trained.plan_of(marlbury, days=(date(2027, 3, 30), date(2027, 3, 31)))
    service.change(event, replace(later, because="The hall is let."), version=event.version, by=None, now=NOW)
    changed = handed(messages(Mail.MOVED)[0])
    assert "is now on 30 and 31 March 2027" in changed.text
    assert "Why: The hall is let." in changed.text
    second = parsed(changed)
    assert [f"{one.dtstart.value:%Y-%m-%d %H:%M %Z}" for one in second.vevent_list] == [
        "2027-03-30 09:30 BST",
        "2027-03-31 09:30 BST",
    ]
    assert {one.uid.value for one in second.vevent_list} == {f"{event.uid}@127.0.0.1"}
    assert {one.sequence.value for one in second.vevent_list} == {"1"}
    service.cancel(event, "The hall is flooded.", version=event.version, by=None, now=NOW)
    third = parsed(handed(messages(Mail.CANCELLED)[0]))
    [gone] = third.vevent_list
    assert (third.method.value, gone.status.value, gone.sequence.value) == ("CANCEL", "CANCELLED", "2")
    assert gone.uid.value == f"{event.uid}@127.0.0.1"
    with pytest.raises(NotNeeded):
        handed(messages(Mail.INVITED)[0])


def test_who_no_longer_trains_is_told_and_the_entry_goes_from_their_calendar(marlbury: Implementation) -> None:
    ruth = make.person("Ruth Adeyemi")
    event = trained.event(marlbury, trainers=(ruth,))
    service.change(event, trained.plan_of(marlbury), version=event.version, by=None, now=NOW)
    [message] = messages(Mail.WITHDRAWN)
    mail = handed(message)
    assert (message.person_id, mail.subject) == (
        ruth.id,
        "You no longer train: Initial training, 12 to 14 January 2027",
    )
    entry = parsed(mail)
    assert (entry.method.value, entry.vevent.sequence.value) == ("CANCEL", "1")


def test_an_event_of_one_half_day_is_one_entry(marlbury: Implementation) -> None:
    begins, ends = (datetime(2027, 1, 12, hour, tzinfo=UTC) for hour in (9, 12))
    entry = adapters.Entry(
        "e@x", 3, [adapters.Block(begins, ends)], "Half day", "Hall", "", "http://x", "u@x.example", "a@x.example", NOW
    )
    read = vobject.readOne(adapters.request(entry))
    assert (len(read.vevent_list), read.vevent.sequence.value, hasattr(read.vevent, "rdate")) == (1, "3", False)
    assert vobject.readOne(adapters.cancellation(entry)).vevent.status.value == "CANCELLED"


def path_of(mail: Rendered, answer: str) -> str:
    found = re.search(rf"/training/answer/[^/\s]+/{answer}\b", mail.text)
    assert found
    return found.group(0)


def test_who_answers_by_the_link_is_coming_or_gives_the_place_to_who_waits(
    clock: Callable[[str], None], client: FlaskClient, marlbury: Implementation
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    event = trained.event(marlbury, capacity=1)
    team = [trained.facilitator(marlbury, name).id for name in ("Amara Abara", "Bethan Carrick")]
    service.book_or_wait(event.id, team, by=None, now=NOW)
    assert "you are on the waiting list" in handed(messages(Mail.WAITING)[0]).subject
    mail = handed(messages(Mail.INVITED)[0])
    assert mail.kept_text
    assert "[link]" in mail.kept_text
    coming, not_coming = path_of(mail, "coming"), path_of(mail, "not-coming")
    assert coming.split("/")[3] not in mail.kept_text + (mail.kept_html or "")
    page = client.get(coming)
    assert "12 to 14 January 2027" in page.text
    assert {one.answer for one in db.session.scalars(select(Booking))} == {"none"}
    token = {"csrf_token": people.form_token(page)}
    assert "You are coming" in client.post(coming, data=token).text
    db.session.expire_all()
    assert [one.answer for one in db.session.scalars(select(Booking).order_by(Booking.id))] == ["coming", "none"]
    assert "You are not coming" in client.post(not_coming, data=token).text
    db.session.expire_all()
    rows = db.session.scalars(select(Booking).order_by(Booking.id)).all()
    assert [(one.state, one.seat) for one in rows] == [("withdrawn", None), ("booked", 1)]
    assert [one.person_id for one in messages(Mail.INVITED)] == [
        one.facilitator.person_id for one in rows if one.facilitator
    ]
    assert parsed(handed(messages(Mail.WITHDRAWN)[0])).method.value == "CANCEL"
    again = client.get(coming)
    assert (again.status_code, "You are not booked on this training any more." in again.text) == (410, True)
    assert client.get("/training/answer/nothing/coming").status_code == 410


def test_who_has_not_answered_is_asked_three_weeks_and_ten_days_before_and_once_each(marlbury: Implementation) -> None:
    event = trained.event(marlbury)
    [amara, bethan] = service.book(
        event.id,
        [trained.facilitator(marlbury, name).id for name in ("Amara Abara", "Bethan Carrick")],
        by=None,
        now=NOW,
    )
    at = datetime(2026, 12, 22, 9, tzinfo=UTC)
    told = {}
    for day in range(22):
        for _ in range(2):
            look_at_training(at + timedelta(days=day))
        if day == 3:
            service.answered(bethan, Answer.COMING, now=at)
        told[(at + timedelta(days=day)).date()] = len(messages(Mail.UNANSWERED))
    assert [day.isoformat() for day, count in told.items() if count > told.get(day - timedelta(days=1), 0)] == [
        "2026-12-22",
        "2026-12-31",
    ]
    assert [one.values["booking"] for one in messages(Mail.UNANSWERED)] == [amara.id, bethan.id, amara.id]
    assert "You have not said yet whether you come." in handed(messages(Mail.UNANSWERED)[0]).text
    joining = messages(Mail.JOINING)
    assert [one.due_at.date() for one in joining] == [date(2027, 1, 5)] * 2
    assert "It is at Marlbury Town Hall." in handed(joining[0]).text
    assert service.ASKED["booking is not answered"]([str(amara.id), str(bethan.id)]) == {str(amara.id)}


def test_of_an_event_entered_late_nobody_is_told(marlbury: Implementation) -> None:
    event = trained.event(marlbury, days=(date(2026, 11, 3),))
    service.book(event.id, [trained.facilitator(marlbury, "Amara").id], by=None, now=NOW)
    assert db.session.scalars(select(Message)).all() == []
