"""Who has a feed and an invitation of one thing has one UID, one SEQUENCE and the same hours in both."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import vobject
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from scaleup.accounts.models import RoleHeld
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.facilitators.models import Facilitator
from scaleup.training import service as training
from scaleup.training.models import Booking
from scaleup.training.rules import Mail
from tests.factories import events as trained
from tests.factories import support as made
from tests.factories.areas import NOW
from tests.mails import look
from tests.reminders import test_service as reminding
from tests.reminders.test_service import NINE_ON_THE_FIRST_OF_OCTOBER, Marlbury, marlbury
from tests.servers import Mailbox
from tests.training import test_mails as mails

__all__ = ["marlbury"]


@pytest.fixture(autouse=True)
def on_the_day(clock: Callable[[str], None]) -> None:
    """A feed looks 90 days back and 400 ahead: these entries stand in November 2026."""
    clock("2026-11-23T09:00:00+00:00")


@pytest.fixture
def taking_up(session: Session) -> Any:
    return mails.marlbury.__wrapped__(session)


def feed(client: FlaskClient, person_id: int) -> Any:
    """What a calendar program reads of this person's, by another parser."""
    token = areas.make_feed(person_id, NOW)
    answer = client.get(f"/feed/{token}.ics")
    assert answer.status_code == 200
    return getattr(vobject.readOne(answer.text), "vevent_list", [])


def told(event: Any) -> tuple[str, str, object, object]:
    return event.uid.value, event.sequence.value, event.dtstart.value, event.dtend.value


def test_a_contact_that_moved_is_the_same_in_both(
    marlbury: Marlbury, client: FlaskClient, session: Session, mailbox: Mailbox
) -> None:
    look(NINE_ON_THE_FIRST_OF_OCTOBER)
    slot = marlbury.slot(session, 20)
    slot.due_on, slot.anchor_version = date(2026, 10, 6), 2
    session.commit()
    look(NINE_ON_THE_FIRST_OF_OCTOBER + timedelta(minutes=1))
    _, uid, sequence, day = reminding.entries(list(mailbox.to(marlbury.lead.email or "")))[-1]
    [found] = [one for one in feed(client, marlbury.lead.id) if one.dtstart.value == date(2026, 10, 6)]
    assert told(found)[:3] == (uid, str(sequence), day)
    slot.state, slot.gone_because = "gone", "the licence was suspended"
    session.commit()
    assert uid not in {one.uid.value for one in feed(client, marlbury.lead.id)}


def test_an_event_is_the_same_in_both_day_by_day_and_goes_when_it_is_cancelled(
    taking_up: Any, client: FlaskClient, session: Session
) -> None:
    event = trained.event(taking_up)
    amara: Facilitator = trained.facilitator(taking_up, "Amara Abara")
    made.keep(RoleHeld(person_id=amara.person_id, role=Role.DEPUTY, since_at=NOW))
    training.book(event.id, [amara.id], by=None, now=NOW)
    invited = mails.parsed(mails.handed(mails.messages(Mail.INVITED)[0])).vevent_list
    read = feed(client, amara.person_id)
    assert [told(one) for one in read] == [told(one) for one in invited]
    assert len(read) == 3
    assert [one.summary.value for one in read] == [one.summary.value for one in invited]
    assert [hasattr(one, "attendee") for one in read] == [False] * 3
    training.cancel(event, "The hall is flooded.", version=event.version, by=None, now=NOW)
    assert feed(client, amara.person_id) == []


def test_a_trainer_reads_the_days_and_by_when_the_register_is_wanted(
    taking_up: Any, client: FlaskClient, session: Session
) -> None:
    ruth = made.person("Ruth Adeyemi", Role.TRAINER)
    event = trained.event(taking_up, trainers=(ruth,))
    assert [one.summary.value for one in feed(client, ruth.id)] == ["Initial training, Baby Steps"] * 3
    training.book(event.id, [trained.facilitator(taking_up, "Amara Abara").id], by=None, now=NOW)
    *_, register = feed(client, ruth.id)
    assert (register.summary.value, register.dtstart.value) == (
        "register to fill: Initial training, Baby Steps",
        date(2027, 1, 15),
    )


def test_who_only_catches_up_reads_the_half_days_that_they_come_for(
    taking_up: Any, client: FlaskClient, session: Session
) -> None:
    event = trained.event(taking_up)
    amara = trained.facilitator(taking_up, "Amara Abara")
    made.keep(RoleHeld(person_id=amara.person_id, role=Role.DEPUTY, since_at=NOW))
    training.book(event.id, [amara.id], by=None, now=NOW)
    session.query(Booking).update({"catches_up": "5,6"})
    [day] = feed(client, amara.person_id)
    assert f"{day.dtstart.value:%Y-%m-%d %H:%M}" == "2027-01-14 09:30"
