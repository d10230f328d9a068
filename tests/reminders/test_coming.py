"""The simulator says beforehand exactly what the tick then sends, and writes nothing."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup import commit
from scaleup.accounts.models import Leave, Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.core.base import Base
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Address, Message
from scaleup.outbox.rules import Covers, HoldScope
from scaleup.reminders import service
from scaleup.reminders.models import MailChoice
from scaleup.reminders.rules import Manner
from scaleup.reminders.service import coming
from tests.factories import plans
from tests.factories import support as make
from tests.factories.actors import acting
from tests.mails import look
from tests.servers import Mailbox

Clock = Callable[[str], None]
MONDAY = datetime(2026, 9, 21, 8, tzinfo=UTC)
"""Nine in London. Contact 20 of a licence from 1 April 2024 is due on Thursday 1 October 2026."""


@dataclass
class Marlbury(plans.Marlbury):
    """Under licence, and a unit manager is told of it too."""

    head: Person


@pytest.fixture
def marlbury(session: Session, clock: Clock) -> Marlbury:
    clock(MONDAY.isoformat())
    made = plans.marlbury()
    head = make.person("Helen Ashworth", Role.UNIT_MANAGER)
    plans.planned(made.implementation, held_before=date(2026, 10, 1))
    for day in (24, 28, 28, 28, 28, 29):
        plans.agreed(made.implementation, date(2026, 9, day), owner=made.lead)
    session.commit()
    return Marlbury(**vars(made), head=head)


def choose(person: Person, stand_in: Person | None = None, manner: Manner = Manner.SINGLE) -> None:
    make.keep(
        MailChoice(
            person_id=person.id,
            manner=manner,
            days="01234",
            from_hour=10,
            until_hour=17,
            stand_in_id=stand_in.id if stand_in else None,
            changed_at=MONDAY,
        )
    )


def away(person: Person, first: date, last: date) -> None:
    make.keep(Leave(person_id=person.id, from_on=first, to_on=last))


def foreseen(area: Area, days: int = 30) -> list[tuple[datetime, int | None, str, str]]:
    """When, to whom, and the whole text, as the simulator has it."""
    ahead = service.coming_about(area.id, MONDAY, days=days)
    found = []
    for line in service.shown(ahead, area_id=area.id).lines:
        _, text = service.text_of(ahead, line.mark, area_id=area.id)
        assert text is not None
        found.append((line.at, line.person_id, text.subject, text.text))
    return sorted(found, key=str)


def sent(session: Session, clock: Clock, days: int = 30) -> list[tuple[datetime, int | None, str | None, str | None]]:
    """The same once the days have really passed: a tick and a look at nine, ten and midnight."""
    for day in range(days + 1):
        for hour in (8, 9, 23):
            now = MONDAY.replace(hour=hour) + timedelta(days=day)
            if now > MONDAY + timedelta(days=days):
                break
            clock(now.isoformat())
            look(now)
    rows = session.scalars(select(Message).where(Message.state == "sent"))
    return sorted(((one.settled_at or one.due_at, one.person_id, one.subject, one.body_text) for one in rows), key=str)


def test_what_is_foreseen_is_what_is_sent_to_the_minute_and_to_the_word(
    marlbury: Marlbury, session: Session, mailbox: Mailbox, clock: Clock
) -> None:
    before = foreseen(marlbury.area)
    assert len(before) > 10
    assert any("things are late" in subject for _, _, subject, _ in before), "some had no room in their day"
    assert before == sent(session, clock)


def test_so_it_is_with_hours_a_daily_digest_and_somebody_who_stands_in(
    marlbury: Marlbury, session: Session, mailbox: Mailbox, clock: Clock
) -> None:
    choose(marlbury.lead, manner=Manner.DAILY)
    choose(marlbury.manager, stand_in=marlbury.head)
    away(marlbury.manager, date(2026, 9, 30), date(2026, 10, 2))
    session.commit()
    before = foreseen(marlbury.area, days=12)
    assert any("you stand in for Priya Nair" in text for _, _, _, text in before)
    assert before == sent(session, clock, days=12)


def test_so_it_is_where_some_of_it_waits_already(
    marlbury: Marlbury, session: Session, mailbox: Mailbox, clock: Clock
) -> None:
    choose(marlbury.lead, manner=Manner.DAILY)
    session.commit()
    service.plan_due(MONDAY.replace(hour=8) + timedelta(days=3))
    commit.now()
    before = foreseen(marlbury.area, days=9)
    assert before == sent(session, clock, days=9)


def test_so_it_is_where_mail_to_somebody_comes_back_and_the_next_in_line_is_told(
    marlbury: Marlbury, head: FlaskClient, session: Session, mailbox: Mailbox, clock: Clock
) -> None:
    session.add(Address(address=marlbury.lead.email, person_id=marlbury.lead.id, stopped_at=MONDAY))
    session.commit()
    page = head.get(f"/areas/{marlbury.area.id}/coming-mail").text
    for words in (
        "Mail to Niamh O’Rourke comes back, so nothing is sent there.",
        "the next in line, because mail to Niamh O’Rourke comes back",
        "mail to the reader comes back",
    ):
        assert words in page
    own = head.get(f"/people/{marlbury.lead.id}/coming-mail").text
    assert ("No mail in the next 30 days" in own, "Look 90 days ahead" in own) == (True, True)
    before = foreseen(marlbury.area, days=9)
    assert marlbury.lead.id not in {person_id for _, person_id, _, _ in before}
    [digest] = [text for _, _, subject, text in before if "things are" in subject]
    assert " ".join(digest.split()).count("because mail to Niamh O’Rourke comes back") == 3
    assert re.search(r"Choose how reminders come http\S+/me/mail", " ".join(digest.split()))
    assert before == sent(session, clock, days=9)


def test_an_area_that_is_not_started_shows_what_would_go_if_it_began_now(
    marlbury: Marlbury, session: Session, mailbox: Mailbox, clock: Clock
) -> None:
    marlbury.area.reminders_started_at = None
    session.commit()
    before = foreseen(marlbury.area)
    assert before
    assert sent(session, clock, days=8) == []


def test_what_is_held_is_listed_and_does_not_count_for_the_day(marlbury: Marlbury, session: Session) -> None:
    outbox.hold(Covers(HoldScope.AREA, area_id=marlbury.area.id), reason="Asked for.", person_id=None, now=MONDAY)
    session.commit()
    lines = service.shown(service.coming_about(marlbury.area.id, MONDAY, days=30), area_id=marlbury.area.id).lines
    assert lines
    assert all(line.held for line in lines)
    assert not any(line.is_digest for line in lines)


def test_each_says_why_by_rule_day_condition_and_role(marlbury: Marlbury) -> None:
    ahead = service.coming_about(marlbury.area.id, MONDAY, days=30)
    lines = service.shown(ahead, area_id=marlbury.area.id).lines
    reasons = [part.reason for line in lines for part in line.parts if part.reason]
    contact = [
        one for one in reasons if "3 working" in one.rule and one.asked == "the contact is still open, on that day"
    ]
    assert {(one.through, one.about) for one in contact} == {
        ("the project lead", "the contact of Thursday 1 October 2026"),
        ("the implementation manager", "the contact of Thursday 1 October 2026"),
    }


def test_a_person_sees_the_mails_of_all_their_areas_and_of_nobody_else(marlbury: Marlbury) -> None:
    mine = service.shown(service.coming_to(marlbury.lead.id, MONDAY, days=30), area_id=None).lines
    of_area = service.shown(service.coming_about(marlbury.area.id, MONDAY, days=30), area_id=marlbury.area.id).lines
    assert [line.mark for line in mine] == [line.mark for line in of_area if line.person_id == marlbury.lead.id]
    heads = service.shown(service.coming_to(marlbury.head.id, MONDAY, days=30), area_id=None).lines
    assert {line.person_id for line in heads} == {marlbury.head.id}


def test_who_is_told_of_very_many_areas_sees_a_week_and_the_page_says_so(
    marlbury: Marlbury, head: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "90 days, if nothing changes." in head.get("/me/coming-mail?days=90").text
    monkeypatch.setattr(coming, "MANY", 0)
    page = head.get("/me/coming-mail?days=90").text
    assert "in the next 7 days, if nothing changes." in page
    assert "With so many areas only the next 7 days are reckoned here." in page
    lead = head.get(f"/people/{marlbury.lead.id}/coming-mail?days=90").text
    assert "On the day of each contact." in lead, "one reader knows who reads"
    assert "in the next 90 days, if nothing changes." in lead, "one area is not many"


def test_of_a_long_digest_the_first_twenty_stand_in_the_list(
    marlbury: Marlbury, head: FlaskClient, session: Session
) -> None:
    for number in range(30):
        wording = f"Book hall {number}"
        plans.agreed(marlbury.implementation, date(2026, 9, 28), owner=marlbury.lead, wording=wording)
    session.commit()
    page = head.get(f"/areas/{marlbury.area.id}/coming-mail").text
    assert re.search(r"And \d+ more: its text has them all\.", page)
    assert page.count("In one mail: ") * 20 >= page.count("<li>Marlbury: ")


# --- Pages --------------------------------------------------------------------------------------------------------


@pytest.fixture
def head(marlbury: Marlbury, session: Session, app: Flask) -> Iterator[FlaskClient]:
    with acting(marlbury.head, Role.UNIT_MANAGER):
        session.commit()
        yield app.test_client()


def everything(session: Session) -> dict[str, list[str]]:
    """Every row of every table."""
    rows = {table.name: [str(row) for row in session.execute(select(table))] for table in Base.metadata.sorted_tables}
    session.commit()
    return {name: sorted(some) for name, some in rows.items()}


def test_looking_changes_no_row_of_any_table(marlbury: Marlbury, head: FlaskClient, session: Session) -> None:
    before = everything(session)
    address = f"/areas/{marlbury.area.id}/coming-mail"
    page = head.get(f"{address}?days=90").get_data(as_text=True)
    marks = set(re.findall(rf"{address}/([0-9a-f]+)", page))
    assert len(marks) > 10
    for mark in sorted(marks):
        assert head.get(f"{address}/{mark}?days=90").status_code == 200
    for path in ("/me/coming-mail", f"/people/{marlbury.lead.id}/coming-mail", "/coming-mail?area=marl"):
        assert head.get(path).status_code in (200, 302)
    assert everything(session) == before


def test_the_page_says_when_to_whom_and_why_and_leads_to_the_text(marlbury: Marlbury, head: FlaskClient) -> None:
    page = head.get(f"/areas/{marlbury.area.id}/coming-mail").get_data(as_text=True)
    assert "in the next 30 days, if nothing changes." in page
    assert "On the day of each contact, to the project lead and the implementation manager." in page
    assert '<span class="small muted">the project lead</span>' in page


def test_a_mail_that_is_not_coming_is_absent(marlbury: Marlbury, head: FlaskClient) -> None:
    assert head.get(f"/areas/{marlbury.area.id}/coming-mail/0123456789abcdef").status_code == 404
