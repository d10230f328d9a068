"""Who does to workers, broker and database what the weather says."""

import contextlib
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import LiteralString

import psycopg

from tests import servers
from tests.storm.processes import Processes, group
from tests.storm.weather import FREEZE, LEASE, PATIENCE, Weather

AT_WORK = "SELECT DISTINCT owner FROM outbox_message WHERE state IN ('claimed', 'handing')"


@dataclass
class Deeds:
    """How often each was done."""

    kills: int = 0
    whole: int = 0
    """Of the kills, those of a Celery worker with its sender."""
    flushes: int = 0
    broker_kills: int = 0
    freezes: int = 0
    restarts: int = 0


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


class Nemesis:
    """Acts by the share of mails settled, or by the second."""

    def __init__(
        self, weather: Weather, processes: Processes, broker: servers.Valkey, postgres: servers.Postgres
    ) -> None:
        self.weather, self.processes, self.broker, self.postgres = weather, processes, broker, postgres
        self.deeds = Deeds()
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
        """A process with messages in hand was killed; from time to time with its whole worker.

        By the second only while another is at work: on a slow machine there would be nobody who has started yet.
        """
        senders = self.at_work()
        if not senders:
            return False
        victim = self.random.choice(senders)
        self.deeds.kills += 1
        owed = self.deeds.kills // self.weather.whole_every > self.deeds.whole
        if owed and (len(senders) > 1 or not self.weather.kill_every):
            self.deeds.whole += 1
            self.processes.kill_whole(group(victim))
        else:
            with contextlib.suppress(ProcessLookupError):
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
        self.deeds.freezes += 1
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
        self.deeds.broker_kills += 1
        return True

    def flush(self) -> bool:
        """The broker forgot everything."""
        self.broker.flush()
        self.deeds.flushes += 1
        return True

    def restart(self) -> bool:
        """The database stopped at once and came back."""
        self.postgres.crash()
        self.postgres.start()
        self.deeds.restarts += 1
        return True
