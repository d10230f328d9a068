"""Mail that comes back: the next in line is told, the person once mail can reach them, and nobody anything twice."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts import service as accounts
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Address, Message, Undelivered
from scaleup.outbox.rules import Return
from scaleup.reminders import service
from scaleup.reminders.models import MailChoice
from scaleup.reminders.rules import Manner, People
from scaleup.support.models import Action
from tests.factories import plans
from tests.factories import support as make
from tests.mails import look, text_of, words_in
from tests.servers import Mailbox

NINE = datetime(2026, 10, 1, 8, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
NOBODY_THERE = "550 5.1.1 There is nobody of that name here"


@dataclass
class Marlbury(plans.Marlbury):
    unit_manager: Person
    action: Action


@pytest.fixture
def marlbury(session: Session, clock: Callable[[str], None]) -> Marlbury:
    """Something agreed is due today, and its owner is the project lead."""
    clock(NINE.isoformat())
    made = plans.marlbury()
    unit_manager = make.person("Helen Ashworth", Role.UNIT_MANAGER)
    action = agreed_with_the_lead(made, "Send the list")
    session.commit()
    return Marlbury(**vars(made), unit_manager=unit_manager, action=action)


def agreed_with_the_lead(of: plans.Marlbury, wording: str) -> Action:
    return plans.agreed(of.implementation, date(2026, 10, 1), owner=of.lead, wording=wording)


def got(mailbox: Mailbox) -> Counter[str]:
    return Counter(one for who in mailbox.recipients for one in who)


def links_in(mails: list[EmailMessage]) -> Counter[str]:
    """The addresses of actions in these mails, and how often each stands there."""
    return Counter(word for mail in mails for word in text_of(mail).split() if "/actions/" in word)


def refuse(mailbox: Mailbox, *people: Person) -> None:
    mailbox.refused |= {person.email or "": NOBODY_THERE for person in people}


def test_who_is_next_in_line() -> None:
    people = People(project_leads=(1, 2), manager_id=3, unit_managers=(4, 5))
    assert people.after(1) == ((3,), (4, 5))
    assert people.after(9) == ((3,), (4, 5)), "a trainer, whoever else"
    assert people.after(3) == ((), (4, 5)), "staff"
    assert people.after(4) == ((), (4, 5))
    assert People((1,), None, (4,)).after(1) == ((), (4,))


def test_the_manager_is_told_instead_once_and_reads_why(marlbury: Marlbury, mailbox: Mailbox) -> None:
    refuse(mailbox, marlbury.lead)
    for minutes in range(4):
        look(NINE + minutes * MINUTE)
    assert got(mailbox) == {marlbury.manager.email: 1}
    assert "because mail to Niamh O’Rourke comes back" in words_in(mailbox.to(marlbury.manager.email or "")[-1])


def test_where_the_managers_mail_comes_back_too_the_unit_is_told(marlbury: Marlbury, mailbox: Mailbox) -> None:
    refuse(mailbox, marlbury.lead, marlbury.manager)
    for minutes in range(5):
        look(NINE + minutes * MINUTE)
    assert got(mailbox) == {marlbury.unit_manager.email: 1}


def test_what_arrived_before_is_not_told_to_the_next_in_line(
    marlbury: Marlbury, mailbox: Mailbox, session: Session
) -> None:
    look(NINE)
    assert got(mailbox) == {marlbury.lead.email: 1}
    session.add(Address(address=marlbury.lead.email, person_id=marlbury.lead.id, stopped_at=NINE))
    session.commit()
    look(NINE + MINUTE)
    assert got(mailbox) == {marlbury.lead.email: 1}


def test_what_was_taken_and_came_back_later_is_told_to_the_next_in_line(
    marlbury: Marlbury, mailbox: Mailbox, session: Session
) -> None:
    look(NINE)
    came_back(session, marlbury.lead, NINE + MINUTE)
    look(NINE + 2 * MINUTE)
    look(NINE + 3 * MINUTE)
    assert got(mailbox) == {marlbury.lead.email: 1, marlbury.manager.email: 1}


def came_back(session: Session, person: Person, now: datetime) -> None:
    for one in session.scalars(select(Message).where(Message.person_id == person.id, Message.state == "sent")).all():
        back = outbox.Back(Return.HARD, "5.1.1", "No such mailbox", f"report {one.id}")
        outbox.took_back(one.id, person.email or "", back, person_id=person.id, now=now)
    session.commit()


@pytest.mark.parametrize("settled", [False, True])
def test_with_the_right_address_the_person_is_told_once_what_still_stands(
    marlbury: Marlbury, mailbox: Mailbox, session: Session, settled: bool
) -> None:
    refuse(mailbox, marlbury.lead)
    look(NINE)
    look(NINE + MINUTE)
    if settled:
        marlbury.action.done_on = date(2026, 10, 1)
    accounts.correct_address(marlbury.lead.id, "niamh@right.example", by=marlbury.manager.id, now=NINE + 2 * MINUTE)
    session.commit()
    for minutes in range(2, 6):
        look(NINE + minutes * MINUTE)
    told = {marlbury.manager.email: 1}
    assert got(mailbox) == (told if settled else told | {"niamh@right.example": 1})


def test_after_weeks_without_an_address_nobody_is_flooded(
    marlbury: Marlbury, mailbox: Mailbox, session: Session
) -> None:
    refuse(mailbox, marlbury.lead)
    for number in range(9):
        action = agreed_with_the_lead(marlbury, f"Thing {number}")
        action.due_on = date(2026, 10, 1) + number * DAY
    session.commit()
    for days in range(6):
        look(NINE + days * DAY)
    mailbox.refused.clear()
    (stopped,) = session.scalars(select(Address)).all()
    now = NINE + 6 * DAY + MINUTE
    assert outbox.begin_again(stopped.id, person_id=marlbury.manager.id, now=now) > 3
    service.fold_waiting(now)
    session.commit()
    look(now)
    look(now + MINUTE)
    mails = mailbox.to(marlbury.lead.email or "")
    assert 1 <= len(mails) <= 3
    assert len(links_in(mails)) == 8, "each that was due by then, in one of them"
    assert not session.scalars(select(Undelivered).where(Undelivered.over_at.is_(None))).all()


def test_a_digest_that_came_back_tells_the_same_when_it_goes_anew(
    marlbury: Marlbury, mailbox: Mailbox, session: Session
) -> None:
    for number in range(5):
        agreed_with_the_lead(marlbury, f"Thing {number}")
    session.commit()
    look(NINE)
    first = [str(mail["Subject"]) for mail in mailbox.mails]
    assert len(first) == 3
    came_back(session, marlbury.lead, NINE + MINUTE)
    accounts.correct_address(marlbury.lead.id, "niamh@right.example", by=marlbury.manager.id, now=NINE + MINUTE)
    session.commit()
    look(NINE + DAY)
    mails = mailbox.to("niamh@right.example")
    links = links_in(mails)
    assert set(links.values()) == {1}
    assert len(links) == 6


def test_digests_of_many_days_go_anew_as_one(marlbury: Marlbury, mailbox: Mailbox, session: Session) -> None:
    daily = {"manner": Manner.DAILY, "days": "0123456", "from_hour": 0, "until_hour": 24}
    session.add(MailChoice(person_id=marlbury.lead.id, changed_at=NINE, **daily))
    session.commit()
    refuse(mailbox, marlbury.lead)
    for days in range(3):
        action = agreed_with_the_lead(marlbury, f"Thing {days}")
        action.due_on = date(2026, 10, 5) + days * DAY
    session.commit()
    for days in range(4, 8):
        look(NINE + days * DAY)
    mailbox.refused.clear()
    (stopped,) = session.scalars(select(Address)).all()
    now = NINE + 7 * DAY + MINUTE
    assert outbox.begin_again(stopped.id, person_id=marlbury.manager.id, now=now) == 4
    service.fold_waiting(now)
    session.commit()
    look(now)
    (mail,) = mailbox.to(marlbury.lead.email or "")
    assert str(mail["Subject"]).startswith("4 things")
