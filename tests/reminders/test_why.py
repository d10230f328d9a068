"""A delivery says why it went as it did; what did not go is listed with its reason."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Message
from scaleup.outbox.rules import Covers, HoldScope, State
from scaleup.reminders import queries, service
from scaleup.reminders.rules import Fate, HeldBack, asked_at_hand_over, moved_by, why_not_sent
from scaleup.reminders.rules.causes import HOLDS
from scaleup.reminders.service.asked import ASKED
from scaleup.support.models import Action, Slot
from scaleup.training import service as training
from tests.factories import plans
from tests.factories import support as make
from tests.factories.actors import acting
from tests.mails import look
from tests.servers import Mailbox

NINE = datetime(2026, 10, 1, 8, tzinfo=UTC)
"""Nine in London. Contact 20 of a licence from 1 April 2024 is due on this Thursday."""
TODAY = date(2026, 10, 1)
PLAIN = Fate(State.SENT, due_at=NINE, created_at=NINE, expires_at=None, settled_at=NINE, note="")


# --- In sentences -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fate", "said"),
    [
        (replace(PLAIN, created_at=NINE - timedelta(hours=2)), "outside the reader’s hours, Thu 1 Oct 07:00"),
        (replace(PLAIN, state=State.FOLDED, digest_key="digest|upto:7|1|late|person:3|mail"), "no room for more mails"),
        (replace(PLAIN, state=State.FOLDED, digest_key="digest|at:2026|1|late|person:3|mail"), "chose one mail a day"),
    ],
)
def test_what_moved_a_message_is_said(fate: Fate, said: str) -> None:
    [words] = moved_by(fate, (), away="", today=TODAY)
    assert said in words


def test_a_hold_and_a_stand_in_are_named() -> None:
    hold = HeldBack(NINE, None, "The lead left.")
    away, held = moved_by(PLAIN, [hold], away="Priya Nair", today=TODAY)
    assert away.startswith("Priya Nair is away")
    assert held == "It was held back from Thu 1 Oct 09:00 and still is: The lead left."
    assert moved_by(PLAIN, (), away="", today=TODAY) == []


@pytest.mark.parametrize(
    ("state", "note", "said"),
    [
        (State.SENT, "", "Yes, when it was handed over Thu 1 Oct 09:00"),
        (State.CANCELLED, "Not needed any more when it was about to be sent.", "No, when it was about to go"),
        (State.TOLD, "Told before.", "It was not asked"),
        (State.PENDING, "", "It is asked when it goes"),
    ],
)
def test_what_was_asked_once_more_and_what_it_answered(state: State, note: str, said: str) -> None:
    assert said in asked_at_hand_over(replace(PLAIN, state=state, note=note), "contact is open", today=TODAY)


@pytest.mark.parametrize(
    ("state", "note", "said"),
    [
        (State.CANCELLED, "Not needed any more when it was about to be sent.", "settled before, or its day moved"),
        (State.CANCELLED, "The recipient may not have mail, or has no address.", "has no address."),
        (State.TOLD, "Told before, for the same date.", "Told before, for the same date."),
        (State.EXPIRED, "", "It was too late for it when its turn came."),
        (State.HELD, "", "A person decides: it may have arrived before."),
        (State.FAILED, "550 No such mailbox", "It could not be delivered: 550 No such mailbox."),
        (State.SENT, "", ""),
    ],
)
def test_why_it_was_not_sent_is_a_sentence(state: State, note: str, said: str) -> None:
    words = why_not_sent(replace(PLAIN, state=state, note=note), today=TODAY)
    assert (said in words) if said else not words


def test_everything_that_is_asked_at_hand_over_has_words_for_a_reader() -> None:
    assert {*ASKED, *training.ASKED} <= HOLDS.keys()


# --- On the pages -------------------------------------------------------------------------------------------------


@pytest.fixture
def area(session: Session, clock: Callable[[str], None], app: Flask) -> Area:
    clock("2026-10-01T08:00:00+00:00")
    made = plans.marlbury()
    plans.planned(made.implementation, held_before=TODAY)
    session.commit()
    return made.area


@pytest.fixture
def head(area: Area, session: Session, app: Flask) -> Iterator[FlaskClient]:
    with acting(make.person("Helen Ashworth", Role.UNIT_MANAGER), Role.UNIT_MANAGER):
        session.commit()
        yield app.test_client()


def page_of(head: FlaskClient, session: Session, name: str) -> str:
    rows = session.scalars(select(Message).order_by(Message.id)).all()
    [found] = [row.id for row in rows if name in queries.names([row.person_id or 0]).values()]
    return head.get(f"/deliveries/{found}").get_data(as_text=True)


def test_a_delivery_names_its_rule_its_day_its_reader_and_what_was_asked(
    head: FlaskClient, session: Session, mailbox: Mailbox
) -> None:
    look(NINE)
    page = page_of(head, session, "Priya Nair")
    assert "On the day of each contact, to the project lead and the implementation manager." in page
    assert "As the programme’s catalogue has it." in page
    assert "the contact of Thursday 1 October 2026" in page
    assert "Told as the implementation manager." in page
    assert "Whether the contact is still open, on that day. Yes, when it was handed over Thu 1 Oct 09:00." in page
    assert "contact is open" not in page


def test_what_was_settled_or_held_before_it_went_is_listed_with_its_reason(
    area: Area, head: FlaskClient, session: Session, mailbox: Mailbox
) -> None:
    service.plan_due(NINE)
    outbox.hold(Covers(HoldScope.AREA, area_id=area.id), reason="Asked for by the lead.", person_id=None, now=NINE)
    session.commit()
    assert "Asked for by the lead." in page_of(head, session, "Priya Nair")
    outbox.let_go(1, person_id=None, now=NINE)
    for slot in session.scalars(select(Slot).where(Slot.due_on == TODAY)):
        slot.state = "held"
    session.commit()
    look(NINE)
    page = head.get(f"/areas/{area.id}/not-sent").get_data(as_text=True)
    assert "2 reminders of the last 90 days did not go." in page
    assert "It was settled before, or its day moved: nothing was left to tell." in page


def test_what_went_in_a_digest_is_not_said_to_be_left_out(
    area: Area, head: FlaskClient, session: Session, mailbox: Mailbox
) -> None:
    priya = session.scalars(select(Person).where(Person.name == "Priya Nair")).one()
    of = session.scalars(select(Slot.implementation_id).order_by(Slot.id)).first()
    owed = {"implementation_id": of, "area_id": area.id, "owner_id": priya.id, "due_on": TODAY}
    for number in range(5):
        make.keep(Action(**owed, wording=f"Book hall {number}"))
    session.commit()
    look(NINE)
    page = head.get(f"/areas/{area.id}/not-sent").text
    assert "No reminder of the last 90 days was left out." in page
    assert "did not come as a mail of their own, but in a digest." in page


def test_what_a_rule_that_is_off_would_have_told_is_listed_too(area: Area, head: FlaskClient, session: Session) -> None:
    rule = queries.standing("contact_today", "")
    assert rule is not None
    service.confirm(
        replace(rule, is_on=False), reason="Nobody reads it.", seen=0, by=None, now=NINE - timedelta(days=8)
    )
    session.commit()
    assert service.plan_due(NINE) == 0
    session.commit()
    found = {(one.said.to, one.said.why) for one in service.not_sent(area.id, NINE)}
    assert {("Priya Nair", "Its rule is off."), ("Niamh O’Rourke", "Its rule is off.")} <= found


def test_before_an_area_began_nothing_was_sent_and_it_says_so(area: Area, session: Session) -> None:
    area.reminders_started_at = NINE + timedelta(hours=1)
    session.commit()
    found = {one.said.why for one in service.not_sent(area.id, NINE + timedelta(hours=2))}
    assert found == {"It fell due before the reminders of the area began."}
