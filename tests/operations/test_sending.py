"""Whether mail is going out: the figures, the sentences that a manager reads, and what Prometheus is given."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session, scoped_session

from scaleup.accounts.rules import Role
from scaleup.operations import queries
from scaleup.operations.rules import Figures, exposition, findings
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Message
from scaleup.outbox.rules import Covers, Draft, HoldScope, State
from tests.client import Statements
from tests.factories import support as make
from tests.factories.actors import acting

Db = scoped_session[Session]
NOW = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
TOKEN = "Wn5kQ8rT1vB7xZ3mC9yL2hJ6dF4gS0pA"
QUIET = Figures(
    due=0,
    late=0,
    in_hand=0,
    workers=0,
    held=0,
    for_a_person=0,
    unsure=0,
    sent_in_hour=12,
    failed_in_day=0,
    expired_in_day=0,
    oldest=timedelta(0),
    ticks={"send": timedelta(seconds=20), "plan": timedelta(seconds=50)},
)


def said(figures: Figures, *, broker: bool = True, held: bool = False) -> list[str]:
    """What a manager reads of these figures."""
    found = findings(figures, sender="send", planner="plan", broker_answers=broker, all_held=held)
    return [one.said for one in found]


def test_what_is_said_first_is_whether_mail_is_going_out() -> None:
    assert said(QUIET) == ["Mail is going out."]
    assert said(QUIET, held=True) == ["No mail is going out: all of it is held."]
    assert said(QUIET, broker=False) == ["What starts the sending does not answer."]
    deaf = replace(QUIET, ticks={"send": timedelta(minutes=12), "plan": None})
    assert said(deaf) == [
        "Nobody sends mail: the last look was 12 minutes ago.",
        "Nobody writes down what is due: nothing has ever looked.",
    ]
    waiting = replace(QUIET, due=40, late=3, oldest=timedelta(hours=2, minutes=5))
    assert said(waiting) == ["40 messages due, the oldest for 2 hours."]


def test_what_stops_no_mail_stands_beside_with_what_to_do() -> None:
    found = replace(QUIET, failed_in_day=1, for_a_person=2, unsure=3, held=4)
    told = findings(found, sender="send", planner="plan", broker_answers=True, all_held=False)
    assert [one.said for one in told] == [
        "Mail is going out.",
        "1 message did not arrive since yesterday.",
        "2 messages wait until a person decides.",
        "Nobody can know whether 3 messages arrived.",
        "4 messages due, and held back.",
    ]
    assert all(one.do for one in told[1:])


def test_what_another_system_did_not_take_is_told_apart_from_what_stands_among_the_reminders() -> None:
    found = replace(QUIET, failed_in_day=3, failed_hooks=1)
    told = findings(found, sender="send", planner="plan", broker_answers=True, all_held=False)
    assert [one.said for one in told[1:]] == [
        "2 messages did not arrive since yesterday.",
        "1 message to another system did not arrive since yesterday.",
    ]
    alone = findings(replace(found, failed_in_day=1), sender="s", planner="p", broker_answers=True, all_held=False)
    assert "1 message to another system did not arrive since yesterday." in [one.said for one in alone]
    assert "1 message did not arrive since yesterday." not in [one.said for one in alone]


def laid(session: Db) -> None:
    """Ten messages, one or two in each place."""
    spread = {
        "due": {},
        "late": {"due_at": NOW - timedelta(hours=3)},
        "to come": {"due_at": NOW + timedelta(hours=1)},
        "useless": {"expires_at": NOW},
        "held": {"area_id": 2},
        "repeat": {},
        "for a person": {},
        "sent": {},
        "sent long ago": {},
        "failed": {},
    }
    drafts = [
        Draft(key, "plain", **{"due_at": NOW, "person_id": 1, "area_id": 1, **more})  # type: ignore[arg-type]
        for key, more in spread.items()
    ]
    outbox.enqueue_many(drafts, now=NOW)
    put(session, "repeat", possible_repeat=True)
    put(session, "for a person", state=State.HELD)
    put(session, "sent", state=State.SENT, settled_at=NOW - timedelta(minutes=59), body_text="x")
    put(session, "sent long ago", state=State.SENT, settled_at=NOW - timedelta(minutes=61), body_text="x")
    put(session, "failed", state=State.FAILED, settled_at=NOW - timedelta(hours=23))
    outbox.hold(Covers(HoldScope.AREA, area_id=2), reason="The lead left.", person_id=None, now=NOW)
    outbox.ticked(outbox.DISPATCH, worker="host:1", now=NOW - timedelta(seconds=40))
    session.info.clear()
    session.commit()


def put(session: Db, key: str, **columns: object) -> None:
    """The message stands there."""
    session.execute(update(Message).where(Message.dedupe_key == key).values(**columns))


def test_the_figures_are_those_of_the_outbox_in_two_statements(session: Db, statements: Statements) -> None:
    laid(session)
    statements.clear()
    found = queries.figures(NOW)
    assert len([one for one in statements if one.startswith("SELECT")]) == 2
    assert found == Figures(
        due=3,
        late=1,
        in_hand=0,
        workers=0,
        held=1,
        for_a_person=1,
        unsure=1,
        sent_in_hour=1,
        failed_in_day=1,
        expired_in_day=0,
        oldest=timedelta(hours=3),
        ticks={outbox.DISPATCH: timedelta(seconds=40), outbox.PLAN: None},
    )


LINE = re.compile(r'[a-z_]+(\{tick="[a-z.]+"\})? [0-9]+')


def test_prometheus_reads_each_figure_with_its_help_and_type() -> None:
    text = exposition(replace(QUIET, oldest=timedelta(minutes=2)))
    assert text.endswith("\n")
    values = [line for line in text.splitlines() if not line.startswith("# ")]
    assert all(LINE.fullmatch(line) for line in values)
    named = {line.split("{")[0].split(" ")[0] for line in values}
    for kind in ("HELP", "TYPE"):
        assert {line.split(" ")[2] for line in text.splitlines() if line.startswith(f"# {kind} ")} == named
    assert "scaleup_outbox_oldest_waiting_seconds 120" in values
    assert 'scaleup_tick_age_seconds{tick="send"} 20' in values


def test_metrics_are_read_with_the_token_alone(app: Flask, session: Db, clock: Callable[[str], None]) -> None:
    clock(NOW.isoformat())
    laid(session)
    client = app.test_client()
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], metrics_token=TOKEN)
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer é"}).status_code == 404
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert "scaleup_outbox_due 3\n" in answer.text
    assert 'scaleup_tick_age_seconds{tick="outbox.dispatch"} 40\n' in answer.text


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_a_manager_reads_whether_mail_is_going_out(app: Flask, session: Db, clock: Callable[[str], None]) -> None:
    clock(NOW.isoformat())
    helen = make.person("Helen Ashworth", Role.UNIT_MANAGER)
    laid(session)
    client = app.test_client()
    with acting(helen, Role.UNIT_MANAGER):
        page = client.get("/deliveries/sending").text
        assert "Nobody writes down what is due: nothing has ever looked." in page
        assert "look whether the worker and the beat run" in page
        assert "host:1" in page
        outbox.ticked(outbox.PLAN, worker="host:2", now=NOW)
        session.execute(update(Message).where(Message.dedupe_key == "late").values(state=State.CANCELLED))
        session.commit()
        assert "/deliveries/sending" in client.get("/deliveries").text
        assert "Nobody writes down" not in client.get("/deliveries/sending").text
