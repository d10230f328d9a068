"""The storm: real workers, two beats, broker, database and mail server of its own, and what is done to them."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import LiteralString

import psycopg

from scaleup.app import create_app
from scaleup.config import Settings
from scaleup.extensions import db
from tests import databases, servers
from tests.storm import check, mails
from tests.storm.servers import journalling_mail_server

ROOT = Path(__file__).parent.parent.parent
CODES = ("421", "450", "451", "452", "550", "552", "554")
BROKEN = ("lost", "half", "garbage", "long", "hang")
VERBS = ("banner", "ehlo", "mail", "rcpt", "data", "dot")
FACTOR = 120.0
LEASE, PATIENCE, FREEZE = 3, 3, 2
"""Seconds. Short, because a storm is; production waits a minute and ten."""
DURABLE = "ALTER DATABASE postgres SET synchronous_commit = on"
"""Tests' servers forget the last commits when they are stopped at once; a sender needs one that does not."""
AT_WORK = "SELECT DISTINCT owner FROM outbox_message WHERE state IN ('claimed', 'handing')"
UNSETTLED = "SELECT count(*) FROM outbox_message WHERE state IN ('pending', 'claimed', 'handing', 'unsure')"


@dataclass(frozen=True)
class Weather:
    """What is to happen."""

    mails: int = 2_000
    workers: int = 3
    kills_at: tuple[float, ...] = (0.08, 0.22, 0.36, 0.5, 0.64, 0.78)
    """Shares of the mails settled at which a worker is killed; empty with `kill_every`."""
    kill_every: float = 0
    """Seconds."""
    whole_every: int = 3
    """The n-th kill, and so on, takes the whole Celery worker; the others its sending process."""
    flushes_at: tuple[float, ...] = (0.15, 0.6)
    broker_kills_at: tuple[float, ...] = (0.44,)
    freezes_at: tuple[float, ...] = (0.3,)
    """Shares at which a process with messages in hand is stopped, to be woken when its lease has run out."""
    restarts_at: tuple[float, ...] = (0.5,)
    times: int = 1
    """How often each wake-up of a beat is delivered."""
    cuts: int = 50
    delay: float = 0.01
    """Seconds that the mail server thinks before it answers the dot."""
    seed: int = 1
    every_error: bool = True
    most_seconds: float = 300

    def faults(self) -> list[tuple[str, str]]:
        """Lines cut after the final dot, and every kind of error at every verb."""
        kinds = (*CODES, *BROKEN) if self.every_error else ()
        return [("dot", "cut")] * self.cuts + [(verb, kind) for verb in VERBS for kind in kinds]


@dataclass
class Tally:
    """What was done, and what came of it."""

    created: int = 0
    kills: int = 0
    flushes: int = 0
    broker_kills: int = 0
    freezes: int = 0
    restarts: int = 0
    seconds: float = 0
    figures: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The figures, to be printed."""
        did = (
            f"{self.kills} kills of workers, {self.freezes} frozen beyond their lease, {self.flushes} flushes and "
            f"{self.broker_kills} kills of the broker, {self.restarts} database restarts"
        )
        rate = f"{self.created} messages in {self.seconds:.1f} s ({self.created / max(self.seconds, 0.1):.0f}/s)"
        return [f"storm: {rate}; {did}", *self.figures, *(self.wrong[:20] or [check.HOLD])]


class Processes:
    """Workers and beats, each in a session of its own, ended by id."""

    def __init__(self, given: Settings, start: float, folder: Path, *, times: int = 1) -> None:
        fast = {"STORM_START": str(start), "STORM_FACTOR": str(FACTOR), "STORM_BROKER": given.broker}
        fast["STORM_TIMES"] = str(times)
        self.environment, self.folder = (
            {**os.environ, **databases.environment(given), **fast, "C_FORCE_ROOT": "1"},
            folder,
        )
        self.workers: list[subprocess.Popen[bytes]] = []
        self.beats: list[subprocess.Popen[bytes]] = []

    def celery(self, app: str, *arguments: str, log: str) -> subprocess.Popen[bytes]:
        """A Celery process runs."""
        with (self.folder / log).open("ab") as out:
            return subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", f"tests.storm.{app}", *arguments],
                cwd=ROOT,
                env=self.environment,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def start_worker(self) -> None:
        """One more worker looks."""
        options = ["-Q", "low", "-c", "1", "--without-gossip", "--without-mingle", "--without-heartbeat"]
        self.workers.append(self.celery("worker", "worker", *options, "-l", "WARNING", log="workers.log"))

    def start_beat(self, number: int) -> None:
        """A beat rings every second."""
        schedule = str(self.folder / f"beat-{number}")
        self.beats.append(self.celery("beat", "beat", "-s", schedule, "-l", "WARNING", log="beats.log"))

    def kill_whole(self, worker: int) -> None:
        """The worker of this id and its sender ended without a word, and another took their place."""
        for process in [one for one in self.workers if one.pid == worker]:
            self.workers.remove(process)
            kill(process)
            self.start_worker()

    def senders(self, owners: Sequence[str]) -> list[int]:
        """The ids of those processes of ours, alive, that these owners of messages are."""
        ours = {process.pid for process in self.workers}
        return [pid for pid in (int(owner.split(":")[1]) for owner in owners) if group(pid) in ours]

    def end(self) -> None:
        """Nothing runs any more."""
        for process in (*self.workers, *self.beats):
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """The process and its children ended without a word."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def group(pid: int) -> int:
    """The process group, which is its Celery worker's id; 0 for a process that is no more."""
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0


def plain(url: str) -> str:
    """The URL as psycopg takes it."""
    return url.replace("postgresql+psycopg://", "postgresql://")


def ask(url: str, query: LiteralString) -> list[str] | None:
    """The first column of the query; None while the database is away."""
    try:
        with psycopg.connect(plain(url), connect_timeout=2) as server:
            return [str(row[0]) for row in server.execute(query)]
    except psycopg.OperationalError:
        return None


def unsettled(url: str) -> int | None:
    """How many messages are not settled; None while the database is away."""
    found = ask(url, UNSETTLED)
    return int(found[0]) if found else None


class Nemesis:
    """Does to the servers what the weather says, by the share of mails settled or by the second."""

    def __init__(
        self, weather: Weather, processes: Processes, broker: servers.Valkey, postgres: servers.Postgres, tally: Tally
    ) -> None:
        self.weather, self.processes, self.broker, self.postgres, self.tally = (
            weather,
            processes,
            broker,
            postgres,
            tally,
        )
        self.random = random.Random(weather.seed)
        self.plan: list[tuple[float, Callable[[], bool]]] = sorted(
            [(share, self.kill) for share in weather.kills_at]
            + [(share, self.flush) for share in weather.flushes_at]
            + [(share, self.kill_broker) for share in weather.broker_kills_at]
            + [(share, self.freeze) for share in weather.freezes_at]
            + [(share, self.restart) for share in weather.restarts_at],
            key=lambda pair: pair[0],
        )
        self.next_kill = time.monotonic() + weather.kill_every
        self.frozen: dict[int, float] = {}
        """Each stopped process, and when it is to be woken."""

    def act(self, share: float) -> None:
        """What is due at this share, or by now, has been done, unless there is nobody to do it to yet."""
        self.thaw()
        while self.plan and self.plan[0][0] <= share and self.plan[0][1]():
            self.plan.pop(0)
        if self.weather.kill_every and time.monotonic() >= self.next_kill and self.kill():
            self.next_kill = time.monotonic() + self.weather.kill_every

    def at_work(self) -> list[int]:
        """The ids of the processes that have messages in hand and run."""
        found = self.processes.senders(ask(self.postgres.url(), AT_WORK) or [])
        return [pid for pid in found if pid not in self.frozen]

    def kill(self) -> bool:
        """A process with messages in hand was killed; from time to time with its whole worker."""
        senders = self.at_work()
        if not senders:
            return False
        victim = self.random.choice(senders)
        self.tally.kills += 1
        if self.tally.kills % self.weather.whole_every == 0:
            self.processes.kill_whole(group(victim))
        else:
            os.kill(victim, signal.SIGKILL)
        return True

    def freeze(self) -> bool:
        """A process with messages in hand stands still, and will until its lease has run out."""
        senders = self.at_work()
        if not senders:
            return False
        victim = self.random.choice(senders)
        os.kill(victim, signal.SIGSTOP)
        self.frozen[victim] = time.monotonic() + LEASE + PATIENCE + FREEZE
        self.tally.freezes += 1
        return True

    def thaw(self) -> None:
        """Those whose time has come go on as if nothing had been."""
        for pid in [pid for pid, at in self.frozen.items() if time.monotonic() >= at]:
            del self.frozen[pid]
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

    def kill_broker(self) -> bool:
        """The broker ended without a word and came back with nothing."""
        self.broker.kill()
        self.broker.start()
        self.tally.broker_kills += 1
        return True

    def flush(self) -> bool:
        """The broker forgot everything."""
        self.broker.flush()
        self.tally.flushes += 1
        return True

    def restart(self) -> bool:
        """The database stopped at once and came back."""
        self.postgres.crash()
        self.postgres.start()
        self.tally.restarts += 1
        return True


@contextmanager
def calm(weather: Weather, folder: Path, journal: Path) -> Iterator[tuple[servers.Postgres, servers.Valkey, str]]:
    """Servers of our own, before the storm."""
    with ExitStack() as stack:
        postgres = stack.enter_context(servers.postgres())
        broker = stack.enter_context(servers.valkey())
        smtp_url = stack.enter_context(
            journalling_mail_server(journal, delay=weather.delay, faults=weather.faults(), seed=weather.seed)
        )
        with psycopg.connect(plain(postgres.url()), autocommit=True) as server:
            server.execute(DURABLE)
        databases.migrate(postgres.url(), folder)
        yield postgres, broker, smtp_url


def settings_of(postgres: servers.Postgres, broker: servers.Valkey, smtp_url: str, folder: Path) -> Settings:
    """The application's settings on these servers, with the storm's short waits."""
    others = {"redis_url": broker.url, "smtp_url": smtp_url, "smtp_patience": PATIENCE, "outbox_lease": LEASE}
    return databases.settings(postgres.url(), folder, **others)


def blow(weather: Weather, folder: Path) -> Tally:
    """The storm was; this is what came of it."""
    journal, tally = folder / "journal", Tally()
    with calm(weather, folder, journal) as (postgres, broker, smtp_url):
        url, start = postgres.url(), time.time()
        given = settings_of(postgres, broker, smtp_url, folder)
        with create_app(given).app_context():
            mails.install()
            tally.created = mails.write_down(weather.mails, datetime.fromtimestamp(start, UTC))
            db.session.commit()
            db.session.info.clear()
            db.engine.dispose()
        processes = Processes(given, start, folder, times=weather.times)
        nemesis = Nemesis(weather, processes, broker, postgres, tally)
        try:
            rage(weather, processes, nemesis, url, tally)
        finally:
            processes.end()
        found = check.evidence(
            url,
            journal,
            created=tally.created,
            kills=tally.kills + tally.freezes,
            restarts=tally.restarts,
            workers=weather.workers,
            clock=(start, FACTOR),
        )
        tally.wrong = check.judge(found)
        tally.figures = check.figures(found)
    return tally


def rage(weather: Weather, processes: Processes, nemesis: Nemesis, url: str, tally: Tally) -> None:
    """Workers and beats ran until all was settled, or for as long as the weather allows."""
    began = time.monotonic()
    for number in range(2):
        processes.start_beat(number)
    for _ in range(weather.workers):
        processes.start_worker()
    left: int | None = weather.mails
    while (left != 0 or nemesis.frozen) and time.monotonic() - began < weather.most_seconds:
        time.sleep(0.2)
        left = unsettled(url)
        if left is not None:
            nemesis.act(1 - left / weather.mails)
    tally.seconds = time.monotonic() - began
