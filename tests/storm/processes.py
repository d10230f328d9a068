"""The workers and beats of a storm: real Celery processes, some on hosts whose clock is wrong, ended by their ids."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from scaleup.config import Settings
from tests import databases
from tests.storm.weather import BASE, FACTOR, WRONG_BY, Weather

ROOT = Path(__file__).parent.parent.parent
BELLS = "bells"
"""The file that grows by a byte with each wake-up that a worker hears."""


class Processes:
    """Workers and beats, each in a session of its own."""

    def __init__(self, given: Settings, start: float, folder: Path, weather: Weather) -> None:
        storm = {
            "STORM_START": start,
            "STORM_BASE": BASE.timestamp(),
            "STORM_FACTOR": FACTOR,
            "STORM_BROKER": given.broker,
            "STORM_TIMES": weather.times,
            "STORM_EVERY": weather.every,
            "STORM_BELLS": folder / BELLS,
            "STORM_HEAPS": weather.heaps,
            "STORM_WAVES": " ".join(f"{minute}:{each}" for minute, each in weather.waves),
        }
        variables = {name: str(value) for name, value in storm.items()}
        self.environment = {**os.environ, **databases.environment(given), **variables, "C_FORCE_ROOT": "1"}
        self.folder = folder
        self.wrong_by = cycle(WRONG_BY if weather.wrong_clocks else (0,))
        self.clocks: set[int] = set()
        """By how many seconds clocks were wrong so far."""
        self.workers: list[subprocess.Popen[bytes]] = []
        self.beats: list[subprocess.Popen[bytes]] = []

    def celery(self, app: str, *arguments: str, log: str, wrong_by: int = 0) -> subprocess.Popen[bytes]:
        """A Celery process runs on a host whose clock is so many seconds wrong."""
        with (self.folder / log).open("ab") as out:
            return subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", f"tests.storm.{app}", *arguments],
                cwd=ROOT,
                env={**self.environment, "STORM_WRONG_BY": str(wrong_by)},
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def start_worker(self) -> None:
        """One more worker looks."""
        options = ["-Q", "high,low", "-c", "1", "--without-gossip", "--without-mingle", "--without-heartbeat"]
        wrong_by = next(self.wrong_by)
        self.clocks.add(wrong_by)
        log = "workers.log"
        self.workers.append(self.celery("worker", "worker", *options, "-l", "WARNING", log=log, wrong_by=wrong_by))

    def start_beat(self, number: int) -> None:
        """One more beat rings."""
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

    def fail_when_none_is_left(self) -> None:
        """Raises with the end of their log when every worker has ended by itself: a storm would wait for nobody."""
        if self.workers and all(one.poll() is not None for one in self.workers):
            raise RuntimeError((self.folder / "workers.log").read_text()[-2000:])

    def heard(self) -> int:
        """How many wake-ups the workers have heard."""
        bells = self.folder / BELLS
        return bells.stat().st_size if bells.exists() else 0

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
