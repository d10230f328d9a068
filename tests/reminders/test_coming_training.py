"""What an event of training sends is foreseen too: the days pass, and it is what was foreseen.

By hand: the event is on 12 to 14 January 2027. 21 days before is Tuesday 22 December, 10 days before Saturday 2 January
(Friday is a bank holiday: Thursday 31 December), 7 days before Tuesday 5 January. Carys Bevan was at another event
until Friday 11 December and is asked on Monday what it was like.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.rules import Profession
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Message
from scaleup.outbox.rules import Covers, HoldScope
from scaleup.reminders import service
from scaleup.reminders.service import Coming
from scaleup.training.models import Booking
from scaleup.training.rules import Answer
from tests.factories import plans, registers
from tests.factories import support as make
from tests.factories import training as held
from tests.factories.actors import acting
from tests.mails import look
from tests.servers import Mailbox

Clock = Callable[[str], None]
Line = tuple[datetime, int | None, str | None, str | None]
SATURDAY = datetime(2026, 12, 12, 9, tzinfo=UTC)
KINDS = ("training not answered", "training joining instructions", "training feedback")


@dataclass
class Marlbury(plans.Marlbury):
    """Under licence, with an event that has been and one that comes, at which its lead is trained too."""

    amara: Person
    bookings: list[Booking]


@pytest.fixture
def marlbury(session: Session, clock: Clock) -> Marlbury:
    clock(SATURDAY.isoformat())
    made = plans.marlbury()
    plans.planned(made.implementation, held_before=date(2026, 12, 12))
    for _ in range(4):
        plans.agreed(made.implementation, date(2026, 12, 22), owner=made.lead)
    was = registers.event(made.implementation, registers.trainer(), first_on=date(2026, 12, 10), days=2)
    for one in registers.booked(was, made.implementation, ["Carys Bevan"]):
        held.marks(one, was)
    comes = registers.event(made.implementation, registers.trainer("Jo Tanner"), first_on=date(2027, 1, 12))
    bookings = registers.booked(comes, made.implementation, ["Amara Abara", "Bethan Carrick"])
    bookings[1].answer = Answer.COMING
    lead = facilitators.join(made.implementation.id, made.lead.id, profession=Profession.MIDWIFE, by=None)
    held.booking(comes, lead, seat=3)
    session.commit()
    amara = session.scalars(select(Person).where(Person.name == "Amara Abara")).one()
    return Marlbury(**vars(made), amara=amara, bookings=bookings)


def texts(ahead: Coming, area_id: int | None) -> list[Line]:
    """When, to whom, and the whole text, as the simulator has it."""
    found: list[Line] = []
    for line in service.shown(ahead, area_id=area_id).lines:
        _, text = service.text_of(ahead, line.mark, area_id=area_id)
        assert text is not None
        found.append((line.at, line.person_id, text.subject, text.text))
    return sorted(found, key=str)


def sent(session: Session, clock: Clock, *, days: int) -> list[Message]:
    """What went once the days have really passed: a tick at nine."""
    for number in range(days + 1):
        now = SATURDAY + timedelta(days=number)
        clock(now.isoformat())
        service.look_at_training(now)
        look(now)
    return list(session.scalars(select(Message).where(Message.state == "sent").order_by(Message.due_at, Message.id)))


def lines(messages: list[Message]) -> list[Line]:
    return sorted(((one.settled_at, one.person_id, one.subject, one.body_text) for one in messages), key=str)  # type: ignore[misc]  # all were settled


def test_what_is_foreseen_of_training_is_what_is_sent_to_the_minute_and_to_the_word(
    marlbury: Marlbury, session: Session, mailbox: Mailbox, clock: Clock
) -> None:
    before = texts(service.coming_about(marlbury.area.id, SATURDAY, days=30), marlbury.area.id)
    of_amara = texts(service.coming_to(marlbury.amara.id, SATURDAY, days=30), None)
    of_lead = texts(service.coming_to(marlbury.lead.id, SATURDAY, days=30), None)
    went = sent(session, clock, days=30)
    assert before == lines(went)
    assert of_amara == lines([one for one in went if one.person_id == marlbury.amara.id])
    assert of_lead == lines([one for one in went if one.person_id == marlbury.lead.id])
    names = {one.id: one.name for one in session.scalars(select(Person))}
    assert sorted(
        (f"{one.settled_at:%d %b}", one.kind, names[one.person_id or 0]) for one in went if one.kind in KINDS
    ) == [
        ("05 Jan", "training joining instructions", "Amara Abara"),
        ("05 Jan", "training joining instructions", "Bethan Carrick"),
        ("05 Jan", "training joining instructions", "Niamh O’Rourke"),
        ("14 Dec", "training feedback", "Carys Bevan"),
        ("22 Dec", "training not answered", "Amara Abara"),
        ("22 Dec", "training not answered", "Niamh O’Rourke"),
        ("31 Dec", "training not answered", "Amara Abara"),
        ("31 Dec", "training not answered", "Niamh O’Rourke"),
    ]
    of_the_day = [
        one.kind for one in went if one.person_id == marlbury.lead.id and f"{one.settled_at:%d %b}" == "22 Dec"
    ]
    assert len(of_the_day) <= 3, "the question again is one of three"
    assert any("/training/answer/[link]/coming" in (text or "") for _, _, _, text in of_amara)


def test_so_it_is_for_the_register_that_is_not_filled_and_where_some_of_it_stands_already(
    marlbury: Marlbury, session: Session, mailbox: Mailbox, clock: Clock
) -> None:
    service.look_at_training(datetime(2026, 12, 31, 9, tzinfo=UTC))
    session.commit()
    before = texts(service.coming_about(marlbury.area.id, SATURDAY, days=38), marlbury.area.id)
    went = sent(session, clock, days=38)
    assert before == lines(went)
    assert {one.kind for one in went} >= {"reminder of a register", "training not answered"}
    assert [f"{one.due_at:%d %b}" for one in went if one.person_id == marlbury.amara.id][:2] == ["22 Dec", "31 Dec"]


def test_an_area_that_is_not_started_shows_what_would_go_and_a_person_has_none_of_it(
    marlbury: Marlbury, session: Session
) -> None:
    marlbury.area.reminders_started_at = None
    session.commit()
    of_area = service.coming_about(marlbury.area.id, SATURDAY, days=30)
    assert {one.draft.kind for one in of_area.mails} >= set(KINDS)
    assert service.coming_to(marlbury.amara.id, SATURDAY, days=30).mails == ()


def test_who_said_that_they_come_is_told_how_to_join_alone_and_who_cannot_come_nothing(
    marlbury: Marlbury, session: Session
) -> None:
    marlbury.bookings[0].answer = Answer.NOT_COMING
    session.commit()
    assert service.coming_to(marlbury.amara.id, SATURDAY, days=30).mails == ()
    bethan = session.scalars(select(Person).where(Person.name == "Bethan Carrick")).one()
    [joining] = service.coming_to(bethan.id, SATURDAY, days=30).mails
    assert (joining.draft.kind, joining.at) == (KINDS[1], datetime(2027, 1, 5, 9, tzinfo=UTC))


# --- Pages --------------------------------------------------------------------------------------------------------


@pytest.fixture
def head(marlbury: Marlbury, session: Session, app: Flask) -> Iterator[FlaskClient]:
    with acting(make.person("Helen Ashworth", Role.UNIT_MANAGER), Role.UNIT_MANAGER):
        session.commit()
        yield app.test_client()


def test_the_page_says_what_of_training_comes_and_why_and_shows_its_text_without_the_link(
    marlbury: Marlbury, head: FlaskClient, session: Session
) -> None:
    address = f"/areas/{marlbury.area.id}/coming-mail"
    page = head.get(address).text
    assert "Marlbury: Initial training from 12 January 2027, asked again whether they come" in page
    assert "who has not said whether they come, 21 days before a training begins, to who is booked." in page
    [mark] = re.findall(r"coming-mail/([0-9a-f]+)[^>]*>Marlbury: [^<]*what it was like", page)
    text = head.get(f"{address}/{mark}").text
    for words in (
        "/training/feedback/[link]",
        "Who was there is asked what it was like, on the working day after the event.",
        "that begins on Thursday 10 December 2026, and is told to who was present.",
        "It goes only if this still holds then: they are still booked.",
    ):
        assert words in text, words
    own = head.get(f"/people/{marlbury.amara.id}/coming-mail").text
    assert "3 mails in the next 30 days, if nothing changes." in own
    assert "How to join, 7 days before a training begins." in own
    assert "The rule is off by now." not in own


def test_what_is_held_of_training_is_listed_as_held(marlbury: Marlbury, head: FlaskClient, session: Session) -> None:
    outbox.hold(Covers(HoldScope.KIND, kind=KINDS[0]), reason="Asked for.", person_id=None, now=SATURDAY)
    session.commit()
    mails = service.coming_to(marlbury.amara.id, SATURDAY, days=30).mails
    assert [(one.draft.kind, one.held) for one in mails] == [(KINDS[0], True), (KINDS[0], True), (KINDS[1], False)]
