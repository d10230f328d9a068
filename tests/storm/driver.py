"""The storm: real workers, two beats, broker, database and mail server of its own; then the same once more, in calm."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from scaleup.app import create_app
from scaleup.config import Settings
from scaleup.extensions import db
from tests import databases, servers
from tests.storm import check, mails
from tests.storm.nemesis import Deeds, Nemesis, ask, plain
from tests.storm.processes import Processes
from tests.storm.servers import journalling_mail_server
from tests.storm.weather import BASE, FACTOR, LEASE, PATIENCE, Weather

DURABLE = "ALTER DATABASE postgres SET synchronous_commit = on"
"""Tests' servers forget the last commits when they are stopped at once; a sender needs one that does not."""
UNSETTLED = "SELECT count(*) FROM outbox_message WHERE state IN ('pending', 'claimed', 'handing', 'unsure')"
HEAPED = "SELECT count(*) FROM outbox_message WHERE kind = 'storm heap'"
LOOKED = "SELECT at FROM outbox_tick WHERE name = 'outbox.dispatch'"


@dataclass
class Tally:
    """What was done, and what came of it."""

    weather: Weather
    deeds: Deeds = field(default_factory=Deeds)
    created: int = 0
    seconds: float = 0
    wake_ups: int = 0
    clocks: set[int] = field(default_factory=set)
    found: check.Evidence | None = None
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The figures, to be printed."""
        did = self.deeds
        done = (
            f"{did.kills} kills of workers, {did.freezes} frozen beyond their lease, {did.flushes} flushes and "
            f"{did.broker_kills} kills of the broker, {did.restarts} database restarts"
        )
        rate = f"{self.created} messages in {self.seconds:.1f} s ({self.created / max(self.seconds, 0.1):.0f}/s)"
        figures = check.figures(self.found) if self.found else []
        return [f"storm: {rate}; {done}", *figures, *(self.wrong[:20] or [check.HOLD])]


def unsettled(url: str) -> int | None:
    """How many messages are not settled; None while the database is away."""
    found = ask(url, UNSETTLED)
    return int(found[0]) if found else None


def all_there(url: str, heaps: int) -> bool:
    """Whether so many heaped reminders have been written down."""
    return ask(url, HEAPED) == [str(heaps)]


@contextmanager
def calm(weather: Weather, folder: Path, journal: Path) -> Iterator[tuple[servers.Postgres, servers.Valkey, str]]:
    """Servers of our own, before the storm."""
    with ExitStack() as stack:
        postgres = stack.enter_context(servers.postgres())
        broker = stack.enter_context(servers.valkey())
        smtp_url = stack.enter_context(
            journalling_mail_server(
                journal, delay=weather.delay, faults=weather.faults(), shares=weather.shares, seed=weather.seed
            )
        )
        with psycopg.connect(plain(postgres.url()), autocommit=True) as server:
            server.execute(DURABLE)
        databases.migrate(postgres.url(), folder)
        yield postgres, broker, smtp_url


def settings_of(postgres: servers.Postgres, broker: servers.Valkey, smtp_url: str, folder: Path) -> Settings:
    """The application's settings on these servers, with the storm's short waits."""
    others = {"redis_url": broker.url, "smtp_url": smtp_url, "smtp_patience": PATIENCE, "outbox_lease": LEASE}
    return databases.settings(postgres.url(), folder, **others)


def write_down(given: Settings, weather: Weather) -> int:
    """The mails of the storm wait; returns how many rows there will be with the heaps, digests aside."""
    with create_app(given).app_context():
        mails.install()
        created = mails.write_down(weather.mails, BASE)
        db.session.commit()
        db.session.info.clear()
        db.engine.dispose()
    return created + heaped(weather)


def heaped(weather: Weather) -> int:
    """How many reminders come in heaps."""
    return weather.heaps * sum(each for _, each in weather.waves)


def blow(weather: Weather, folder: Path) -> Tally:
    """The storm was, and the same once more in calm; this is what came of it."""
    journal, tally = folder / "journal", Tally(weather)
    with calm(weather, folder, journal) as (postgres, broker, smtp_url):
        given = settings_of(postgres, broker, smtp_url, folder)
        tally.created = write_down(given, weather)
        start = time.time()
        processes = Processes(given, start, folder, weather)
        nemesis = Nemesis(weather, processes, broker, postgres)
        tally.deeds, tally.clocks = nemesis.deeds, processes.clocks

        def evidence() -> check.Evidence:
            return check.evidence(
                postgres.url(),
                journal,
                created=tally.created,
                kills=tally.deeds.kills + tally.deeds.freezes,
                restarts=tally.deeds.restarts,
                workers=weather.workers,
                clock=(start, FACTOR, BASE.timestamp()),
            )

        try:
            began = time.monotonic()
            rage(weather, processes, nemesis, postgres.url())
            tally.seconds = time.monotonic() - began
            tally.found = evidence()
            again(given, weather, postgres.url())
            tally.wake_ups = processes.heard()
        finally:
            processes.end()
        tally.wrong = check.judge(tally.found) + check.second_run(tally.found, evidence())
    return tally


def rage(weather: Weather, processes: Processes, nemesis: Nemesis, url: str) -> None:
    """Workers and beats ran until all was settled, or for as long as the weather allows."""
    began = time.monotonic()
    for number in range(2):
        processes.start_beat(number)
    for _ in range(weather.workers):
        processes.start_worker()
    left: int | None = weather.mails
    while time.monotonic() - began < weather.most_seconds:
        if left == 0 and not nemesis.frozen and all_there(url, heaped(weather)):
            return
        time.sleep(0.2)
        processes.fail_when_none_is_left()
        left = unsettled(url)
        if left is not None:
            nemesis.act(1 - left / weather.mails)


def again(given: Settings, weather: Weather, url: str) -> None:
    """Everything was written down a second time, and workers and beats went on looking for as long as it says."""
    write_down(given, weather)
    before, end = ask(url, LOOKED), time.monotonic() + weather.again
    while time.monotonic() < end or ask(url, LOOKED) == before:
        if time.monotonic() > end + weather.most_seconds:
            raise TimeoutError("Nobody looked in the second run.")
        time.sleep(0.2)
