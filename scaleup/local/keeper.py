"""The keeper: starts the servers, starts again what ends, and ends everything when the supervisor is told to or dies.

It learns of the supervisor's end by a pipe that then closes. It adopts orphans, so that no grandchild can outlive it.
"""

import select
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scaleup.local import processes
from scaleup.local.servers import ROOT, Server

ENOUGH = 5
"""A server that ends more often than this within a minute is not started again."""
MINUTE = 60.0
POLITELY = 10.0
"""Seconds that a server may take to end when asked."""
BIG_LOG = 5_000_000


class Stopped(Exception):
    """The supervisor wants everything to end, or is gone."""


class Failed(Exception):
    """It cannot go on; the message is the one line to show."""


@dataclass
class Keeper:
    """The one process that everything runs under."""

    alive: int
    """The reading end of the supervisor's pipe: it closes when the supervisor ends."""
    log: Path
    say: Callable[[str], None]
    environment: Mapping[str, str] = field(default_factory=dict)
    servers: dict[int, Server] = field(default_factory=dict)
    ended: dict[int, int] = field(default_factory=dict)
    ends: dict[str, list[float]] = field(default_factory=dict)

    def spawn(
        self, name: str, command: tuple[str, ...], *, hands_on: Sequence[socket.socket] = (), out: int | None = None
    ) -> int:
        """The program runs in a session of its own, its words in its log, its answers in `out`; returns its id."""
        with self.log_of(name).open("ab") as log:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log if out is None else out,
                stderr=log,
                pass_fds=[one.fileno() for one in hands_on],
                start_new_session=True,
                preexec_fn=processes.end_with_parent(),  # noqa: PLW1509 - the keeper has no threads
            )
        process.returncode = 0  # reaped by us, not by Popen
        return process.pid

    def log_of(self, name: str) -> Path:
        """Where a program's words go; a log that has grown big is put aside once."""
        path = self.log / f"{name}.log"
        if path.exists() and path.stat().st_size > BIG_LOG:
            path.replace(path.with_suffix(".log.1"))
        return path

    def start(self, server: Server) -> None:
        """The server runs, and is started again when it ends."""
        self.servers[self.spawn(server.name, server.command, hands_on=server.hands_on)] = server

    def run(self, name: str, command: tuple[str, ...], *, seconds: float = 300.0) -> str:
        """The command has ended well; returns its answers, which no log has. Raises Failed with its last complaint."""
        log = self.log_of(name)
        begun = log.stat().st_size if log.exists() else 0
        with tempfile.TemporaryFile() as out:
            pid = self.spawn(name, command, out=out.fileno())
            self.wait(lambda: pid in self.ended, seconds=seconds, otherwise=f"{name} has not ended; see {log}.")
            out.seek(0)
            said = out.read().decode(errors="replace")
        if self.ended.pop(pid):
            complaints = log.read_bytes()[begun:].decode(errors="replace").split("\n")
            last = next((line for line in reversed(complaints) if line.strip()), "no reason given")
            raise Failed(f"{last.strip()} (all of it: {log})")
        return said

    def wait(self, happened: Callable[[], bool], *, seconds: float, otherwise: str) -> None:
        """The thing has happened; raises Stopped, or Failed with the sentence."""
        end = time.monotonic() + seconds
        while not happened():
            if time.monotonic() > end:
                raise Failed(otherwise)
            self.turn(0.05)

    def turn(self, seconds: float) -> None:
        """A moment has passed; what ended in it was started again. Raises Stopped or Failed."""
        if select.select([self.alive], [], [], seconds)[0]:
            raise Stopped
        for pid, code in processes.reap().items():
            server = self.servers.pop(pid, None)
            if server is None:
                self.ended[pid] = code
            else:
                self.again(server, code)

    def again(self, server: Server, code: int) -> None:
        """A server that ended is started again, unless it keeps ending."""
        how = f"signal {-code}" if code < 0 else f"exit {code}"
        log = self.log_of(server.name)
        now = time.monotonic()
        recent = [at for at in self.ends.get(server.name, []) if at > now - MINUTE]
        self.ends[server.name] = [*recent, now]
        if len(recent) >= ENOUGH:
            raise Failed(f"{server.name} keeps ending ({how}); see {log}.")
        self.say(f"{server.name} ended ({how}) and is started again; see {log}.")
        self.start(server)

    def rest(self, seconds: float) -> None:
        """The seconds have passed, and whatever ended in them runs again."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.turn(1.0)

    def replace(self, *names: str) -> None:
        """These servers ended and run anew: they were asked first, then killed."""
        old = {pid for pid, server in self.servers.items() if server.name in names}
        for pid in old:
            processes.tell(pid, signal.SIGTERM)
        end = time.monotonic() + POLITELY
        while old & self.servers.keys():
            if time.monotonic() > end:
                for pid in old & self.servers.keys():
                    processes.tell(pid, signal.SIGKILL)
            self.turn(0.1)

    def stop(self) -> None:
        """Nothing runs any more: asked first, the servers that others need last; then killed, whatever they started."""
        needed = {"valkey", "mailbox"}
        for last in (False, True):
            for pid, server in self.servers.items():
                if (server.name in needed) is last:
                    processes.tell(pid, signal.SIGTERM)
            self.outlast(POLITELY, last=last, needed=needed)
        processes.kill_all()

    def outlast(self, seconds: float, *, last: bool, needed: set[str]) -> None:
        """The servers of this round have ended, or the seconds are over."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for pid in processes.reap():
                self.servers.pop(pid, None)
            if not any((server.name in needed) is last for server in self.servers.values()):
                return
            time.sleep(0.02)
