"""A host whose clock is wrong sends nothing early and keeps nothing back: workers go by the database's clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.core import clock
from scaleup.core.clock import DatabaseNow
from scaleup.extensions import by_the_databases_clock, celery, db
from scaleup.outbox import adapters, service
from scaleup.outbox.models import Message
from scaleup.outbox.rules import Draft, Rendered, State
from tests.servers import Mailbox

WRONG_BY = [timedelta(hours=1), timedelta(hours=-1), timedelta(days=1), timedelta(days=-1), timedelta(days=-365)]
on_postgresql = pytest.mark.parametrize("dialect", ["postgresql"])
"""SQLite's clock is that of the one host there is."""


@pytest.fixture
def mails(mailbox: Mailbox, session: Session) -> Iterator[Mailbox]:
    """The sender knows one kind of mail and this mailbox."""
    service.install_renderers({"plain": lambda _: Rendered("Due", "Due.", "<p>Due.</p>")})
    service.install_post(mailbox.url, mail_from="Unit <unit@unit.example>", host="unit.example")
    yield mailbox
    adapters.hang_up()


@on_postgresql
@pytest.mark.parametrize("wrong_by", WRONG_BY, ids=str)
def test_what_is_due_goes_and_what_is_not_stays_whatever_the_hosts_clock_says(
    session: Session, mails: Mailbox, wrong_by: timedelta
) -> None:
    present = session.scalars(select(DatabaseNow())).one()
    due, not_yet = present - timedelta(minutes=1), present + timedelta(minutes=20)
    drafts = [Draft("due", "plain", due, to_address="a@x.example")]
    drafts += [Draft("not yet", "plain", not_yet, to_address="b@x.example")]
    service.enqueue_many(drafts, now=due)
    session.info.clear()
    session.commit()
    with time_machine.travel(present + wrong_by, tick=True):
        celery.tasks[service.DISPATCH]()
    assert [mail["To"] for mail in mails.mails] == ["a@x.example"]
    found = session.execute(select(Message.dedupe_key, Message.state, Message.settled_at).order_by(Message.id)).all()
    assert [(key, state) for key, state, _ in found] == [("due", State.SENT), ("not yet", State.PENDING)]
    assert abs(found[0].settled_at - present) < timedelta(minutes=1), "what is written down is the database's time, too"


@on_postgresql
def test_the_database_is_asked_for_the_time_once_in_half_a_minute(session: Session, statements: list[str]) -> None:
    for _ in range(3):
        with by_the_databases_clock():
            clock.now()
    assert len([one for one in statements if "clock_timestamp" in one]) == 1


def test_a_page_goes_by_its_hosts_clock_and_a_fixed_time_stands(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with time_machine.travel(datetime(2031, 5, 6, 9, tzinfo=UTC), tick=False):
        assert clock.now() == datetime(2031, 5, 6, 9, tzinfo=UTC)
        monkeypatch.setenv("SCALEUP_NOW", "2026-11-23T09:00:00+00:00")
        with by_the_databases_clock():
            assert clock.now() == datetime(2026, 11, 23, 9, tzinfo=UTC)
    db.session.rollback()
