"""Dies at every commit and every line to the mail server in turn, and counts what became of the mails.

    python -m tests.outbox.crashes --database URL --policy resend|hold
    python -m tests.outbox.crashes --database URL --poison

One run is counted through; then a process is forked for each point and ends there without a word; another one,
hours later by the sender's clock, finishes. The checker of tests/storm judges each run. Prints figures; exit 1 on
any broken invariant.
"""

import argparse
import gc
import json
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import psycopg

from scaleup import commit
from scaleup.app import create_app
from scaleup.extensions import db
from scaleup.outbox import adapters, service
from scaleup.outbox.rules import Draft, Policy, Rendered
from tests.databases import settings
from tests.shared import do_not_wait_for_the_disk
from tests.storm import check
from tests.storm.servers import journalling_mail_server

NOW = datetime(2021, 3, 1, 9, 0, tzinfo=UTC)
DIED = 9
MAILS = ("plain-1", "rcpt-451-2", "dot-cut-3", "dot-451-4", "gone-5")
"""Addresses; some name a fault that the server shows once. `gone` is no longer needed at claim."""


class Points:
    """Counts commits and lines over the wire; ends the process at the chosen one."""

    def __init__(self, die_at: int) -> None:
        self.seen = 0
        self.die_at = die_at

    def __call__(self) -> None:
        """One more point was passed, or the process is no more."""
        self.seen += 1
        if self.seen == self.die_at:
            os._exit(DIED)

    def after(self, act: Callable[..., object]) -> Callable[..., object]:
        """The same act, with a point after it."""

        def wrapped(*args: object, **kwargs: object) -> object:
            done = act(*args, **kwargs)
            self()
            return done

        return wrapped

    def around(self, act: Callable[..., object]) -> Callable[..., object]:
        """The same act, with a point before it and one after."""

        def wrapped(*args: object, **kwargs: object) -> object:
            self()
            return self.after(act)(*args, **kwargs)

        return wrapped


def raw(url: str, statement: str) -> None:
    """The statement was run outside of SQLAlchemy."""
    if url.startswith("sqlite:///"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute(statement)
        connection.commit()
        connection.close()
        return
    with psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://")) as server:
        server.execute(statement)  # type: ignore[call-overload]


def wipe(url: str, journal: Path) -> None:
    """No message, no line."""
    raw(url, "DELETE FROM outbox_event")
    raw(url, "DELETE FROM outbox_message")
    journal.touch()
    os.truncate(journal, 0)


def write_down(run: int, policy: Policy) -> None:
    """The mails of this run wait."""
    drafts = [
        Draft(
            f"{run}|{name}",
            "plain",
            NOW,
            to_address=f"{name}-{run}@family.example",
            condition="needed",
            condition_key=name,
            policy=policy,
        )
        for name in MAILS
    ]
    service.enqueue_many(drafts, now=NOW)
    db.session.info.clear()
    db.session.commit()


def look_until_done(now: datetime) -> None:
    """The dispatcher looked until there was nothing more to do at this instant."""
    while service.dispatch(now=now, owner=service.owner(), batch=4).more:
        pass


def in_child(act: Callable[[], int]) -> int:
    """The exit code of a forked process that acts."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            code = act()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def first_life(run: int, policy: Policy, die_at: int, report: Path) -> int:
    """Writes the mails down and sends, dying at the point; 0 when it came through, with the points counted."""
    write_down(run, policy)
    points = Points(die_at)
    commit.now = points.around(commit.now)  # type: ignore[assignment]
    line = adapters.StrictReplies
    line.send = points.after(line.send)  # type: ignore[method-assign, assignment]
    line.getreply = points.after(line.getreply)  # type: ignore[method-assign, assignment]
    look_until_done(NOW)
    report.write_text(str(points.seen))
    return 0


def second_life(url: str) -> None:
    """Hours pass: leases run out, back-off ends, all is finished."""
    for hours in range(1, 4):
        raw(url, "UPDATE outbox_message SET lease_until = '2001-01-01 00:00:00.000000' WHERE lease_until IS NOT NULL")
        look_until_done(NOW + timedelta(hours=hours))


def warm_up(url: str, policy: Policy) -> None:
    """Every statement is compiled once, for all the processes to come; nothing else is left of it."""
    write_down(-1, policy)
    look_until_done(NOW)
    second_life(url)
    let_go()
    gc.freeze()


def let_go() -> None:
    """No connection is left that a forked process would share."""
    db.session.remove()
    db.engine.dispose()
    adapters.hang_up()


def install(smtp_url: str) -> None:
    """The sender knows these mails and this server."""
    service.install_renderers({"plain": lambda one: Rendered(one.dedupe_key, "A contact is due.", "<p>Due.</p>")})
    service.install_conditions({"needed": lambda keys: {key for key in keys if not key.startswith("gone")}})
    service.install_post(smtp_url, mail_from="Unit <unit@unit.example>", host="unit.example", reply_wait=5)


def every_point(url: str, policy: Policy, folder: Path) -> int:
    """Every point was died at; returns how many invariants were broken."""
    journal, report = folder / "journal", folder / "points"
    broken = unsure = repeats = runs = 0
    with journalling_mail_server(journal, delay=0) as smtp_url:
        app = create_app(settings(url, folder, smtp_url=smtp_url))
        install(smtp_url)
        with app.app_context():
            do_not_wait_for_the_disk(db.engine)
            warm_up(url, policy)
            run = 0
            while True:
                wipe(url, journal)
                code = in_child(partial(first_life, run, policy, run, report))
                if code not in (0, DIED):
                    raise SystemExit(f"run {run} went wrong in itself")
                second_life(url)
                let_go()
                found = check.evidence(url, journal, created=len(MAILS), kills=int(code == DIED))
                for sentence in check.judge(found):
                    print(f"point {run}: {sentence}")
                    broken += 1
                unsure += sum(row.unsures for row in found.messages.values()) - found.cuts
                repeats += sum(len(taken) - 1 for taken in found.accepted.values() if taken)
                if run and code == 0:
                    break
                run += 1
                runs += code == DIED
    figures = {"points": runs, "unsure": unsure, "repeats": repeats, "broken": broken}
    print(json.dumps(figures))
    return broken


def poisoned(url: str, folder: Path) -> int:
    """Messages that end every process which renders them are parked after five; returns the broken invariants."""
    journal, lives, good, bad = folder / "journal", 0, 40, 3
    with journalling_mail_server(journal) as smtp_url, create_app(settings(url, folder)).app_context():
        do_not_wait_for_the_disk(db.engine)
        install(smtp_url)
        service.install_renderers(
            {"plain": lambda one: Rendered("A", "B", "<p>C</p>"), "poison": lambda _: os._exit(DIED)}
        )
        drafts = [Draft(f"good {n}", "plain", NOW, to_address=f"good-{n}@family.example") for n in range(good)]
        poison = [Draft(f"bad {n}", "poison", NOW, to_address=f"bad-{n}@family.example") for n in range(bad)]
        ids = service.enqueue_many(drafts[:20] + poison + drafts[20:], now=NOW)
        db.session.info.clear()
        db.session.commit()
        let_go()
        quiet = 0
        while quiet < 2 and lives < 60:
            lives += 1
            quiet = 0 if in_child(partial(life, url, lives)) == DIED else quiet + 1
        found = check.evidence(url, journal, created=good + bad, kills=lives)
    wrong = check.judge(found)
    for n in range(bad):
        row = found.messages[ids[f"bad {n}"]]
        claims = sum(new == "claimed" for _, _, new, _ in row.events)
        if (row.state, claims) != ("failed", 5):
            wrong.append(f"poison {n} is {row.state} after {claims} claims")
    sent = sum(row.state == "sent" for row in found.messages.values())
    print("\n".join(wrong))
    print(json.dumps({"sent": sent, "parked": bad, "deaths": lives - 2, "broken": len(wrong)}))
    return len(wrong)


def life(url: str, hour: int) -> int:
    """One process looks until it dies or there is nothing to do."""
    raw(url, "UPDATE outbox_message SET lease_until = '2001-01-01 00:00:00.000000' WHERE lease_until IS NOT NULL")
    look_until_done(NOW + timedelta(hours=hour))
    return 0


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True)
    parser.add_argument("--policy", type=Policy)
    parser.add_argument("--poison", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.poison:
            return 1 if poisoned(given.database, Path(folder)) else 0
        return 1 if every_point(given.database, given.policy, Path(folder)) else 0


if __name__ == "__main__":
    sys.exit(main())
