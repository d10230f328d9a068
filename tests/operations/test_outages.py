"""After a standstill: /healthz is red meanwhile, then every due reminder is sent, folded, told or on the list."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from scaleup.accounts.rules import Role
from scaleup.core.letters import should_have_come
from scaleup.outbox.models import Message
from scaleup.outbox.rules import State
from scaleup.outbox.service import DISPATCH, PLAN, ticked
from scaleup.reminders import service
from tests.factories import plans
from tests.factories import support as make
from tests.mails import look, plan, words_in
from tests.servers import Mailbox

Db = scoped_session[Session]
BEFORE = datetime(2026, 9, 23, 7, 30, tzinfo=UTC)
"""Wednesday, half past eight in London. Contact 20 is due on Thursday 1 October, the first notice on 24 September."""


@pytest.fixture
def leads(session: Db) -> tuple[str, str]:
    """Marlbury's lead and manager by address: contact 20 of 22 and six things agreed come up in the next weeks."""
    made = plans.marlbury()
    make.person("Helen Ashworth", Role.UNIT_MANAGER)
    plans.planned(made.implementation, held_before=date(2026, 10, 1))
    for day in (23, 24, 25, 28, 29, 30):
        plans.agreed(made.implementation, date(2026, 9, day), owner=made.lead)
    session.commit()
    return made.lead.email or "", made.manager.email or ""


def planned_day_by_day(session: Db, *, until: datetime) -> set[str]:
    """The keys of every reminder that a system which never stood still would have written down; then nothing is."""
    attempt = session.begin_nested()
    service.plan_due(BEFORE)
    now = BEFORE.replace(hour=9)
    while now <= until:
        service.plan_due(now)
        now += timedelta(days=1)
    service.plan_due(until)
    keys = set(session.scalars(select(Message.dedupe_key).where(Message.kind != service.DIGEST)))
    attempt.rollback()
    session.expire_all()
    return keys


@pytest.mark.parametrize(
    ("standstill", "expired"), [(timedelta(hours=3), 0), (timedelta(days=6, hours=3), 1), (timedelta(days=40), 1)]
)
def test_every_due_one_is_sent_folded_told_or_on_the_list_with_its_reason(
    session: Db,
    leads: tuple[str, str],
    mailbox: Mailbox,
    clock: Callable[[str], None],
    standstill: timedelta,
    expired: int,
) -> None:
    clock(BEFORE.isoformat())
    back = BEFORE + standstill
    due = planned_day_by_day(session, until=back)
    plan(BEFORE)
    clock(back.isoformat())
    look(back)
    rows = session.scalars(select(Message)).all()
    assert due <= {row.dedupe_key for row in rows}
    states = {State(row.state) for row in rows}
    assert states <= {State.SENT, State.FOLDED, State.TOLD, State.EXPIRED}
    listed = [row for row in rows if row.state == State.EXPIRED]
    assert bool(listed) == bool(expired)
    assert all(row.last_error for row in rows if row.state in (State.EXPIRED, State.TOLD))
    assert all(row.folded_into_id for row in rows if row.state == State.FOLDED)
    for address in leads:
        assert len(mailbox.to(address)) <= 7
        assert len([mail for mail in mailbox.to(address) if "late" in str(mail["Subject"])]) <= 3
    session.commit()


def text_of(mailbox: Mailbox, address: str, subject: str) -> str:
    """The words of the mail to this address whose subject has these words."""
    for mail in mailbox.to(address):
        if subject in str(mail["Subject"]):
            return words_in(mail)
    raise AssertionError(f"{subject} did not come")


def test_a_late_one_says_when_it_should_have_come(
    session: Db, leads: tuple[str, str], mailbox: Mailbox, clock: Callable[[str], None]
) -> None:
    clock(BEFORE.isoformat())
    plan(BEFORE)
    saturday = datetime(2026, 9, 26, 8, tzinfo=UTC)
    clock(saturday.isoformat())
    look(saturday)
    assert "This should have reached you on Thursday." in text_of(mailbox, leads[0], "contact on Thursday 1 October")
    session.commit()


def test_what_became_known_after_its_time_is_not_said_to_be_late(
    session: Db, leads: tuple[str, str], mailbox: Mailbox, clock: Callable[[str], None]
) -> None:
    friday = datetime(2026, 9, 25, 10, tzinfo=UTC)
    clock(friday.isoformat())
    look(friday)
    assert "should have reached you" not in text_of(mailbox, leads[0], "contact on Thursday 1 October")
    session.commit()


def test_how_late_is_said_by_the_hour_the_weekday_or_the_date() -> None:
    due = datetime(2026, 11, 3, 9, tzinfo=UTC)
    assert (
        should_have_come(due, datetime(2026, 11, 3, 12, tzinfo=UTC)) == "This should have reached you today at 09:00."
    )
    assert should_have_come(due, datetime(2026, 11, 6, 9, tzinfo=UTC)) == "This should have reached you on Tuesday."
    forty_days = datetime(2026, 12, 13, 9, tzinfo=UTC)
    assert should_have_come(due, forty_days) == "This should have reached you on Tuesday 3 November 2026."


def test_healthz_is_red_when_the_sender_or_the_planner_has_not_looked_for_three_minutes(
    app: Flask, session: Db, clock: Callable[[str], None]
) -> None:
    client = app.test_client()
    looked = datetime(2026, 11, 3, 9, tzinfo=UTC)
    app.config["STARTED_AT"] = looked - timedelta(days=1)

    def asked(at: datetime) -> tuple[str, str]:
        clock(at.isoformat())
        answer = client.get("/healthz")
        well = {answer.json["sender"], answer.json["planner"], answer.json["broker"]} == {"well"}
        assert answer.status_code == (200 if well else 503)
        return answer.json["sender"], answer.json["planner"]

    assert asked(looked) == ("silent", "silent")
    for name in (DISPATCH, PLAN):
        ticked(name, worker="w", now=looked)
    session.commit()
    assert asked(looked + timedelta(minutes=2, seconds=59)) == ("well", "well")
    assert asked(looked + timedelta(minutes=3)) == ("silent", "silent")
    ticked(DISPATCH, worker="w", now=looked + timedelta(minutes=3))
    session.commit()
    assert asked(looked + timedelta(minutes=4)) == ("well", "silent")
