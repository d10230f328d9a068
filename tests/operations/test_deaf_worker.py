"""A worker that lives and hears no bell any more: it is seen within three minutes, and mail goes without it."""

from collections.abc import Callable
from datetime import UTC, datetime

from click.testing import CliRunner
from flask import Flask
from sqlalchemy.orm import Session

from scaleup import commit
from scaleup.outbox import adapters, service
from scaleup.outbox.rules import Draft, Rendered
from scaleup.reminders.cli import tick
from tests.servers import Mailbox, Valkey

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_when_nobody_hears_the_bell_healthz_is_red_and_the_command_delivers(
    app: Flask, session: Session, broker: Valkey, mailbox: Mailbox, clock: Callable[[str], None]
) -> None:
    app.config["STARTED_AT"] = NOON.replace(hour=6)
    service.install_renderers({"plain": lambda _: Rendered("Due", "Due.", "<p>Due.</p>")})
    for name in (service.DISPATCH, service.PLAN):
        service.ticked(name, worker="deaf", now=NOON)
    service.enqueue(Draft("due", "plain", NOON, to_address="niamh@marlbury.example"), now=NOON)
    commit.now()

    def asked(at: str) -> tuple[int, str, str]:
        clock(f"2026-11-23T{at}+00:00")
        answer = app.test_client().get("/healthz")
        return answer.status_code, answer.json["broker"], answer.json["sender"]

    assert asked("12:02:59") == (200, "well", "well")
    assert asked("12:03:00") == (503, "well", "silent")
    told = CliRunner().invoke(tick)
    adapters.hang_up()
    assert told.exit_code == 0, told.output
    assert [mail["To"] for mail in mailbox.mails] == ["niamh@marlbury.example"]
    assert asked("12:03:01") == (200, "well", "well")
