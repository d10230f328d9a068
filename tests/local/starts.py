"""Starting the supervisor in a test, whole or with stubborn programs in place of servers, and who is left after it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scaleup.local import keeper, supervisor
from scaleup.local.checks import Place
from scaleup.local.keeper import Keeper
from scaleup.local.processes import descendants
from scaleup.local.servers import Server, python
from tests.servers import ROOT, wait_until

WHOLE = [sys.executable, "-m", "scaleup.local"]
STUBBORN = [sys.executable, "-m", "tests.local.starts"]


@dataclass
class Started:
    """One start of everything in a folder of its own."""

    process: subprocess.Popen[bytes]
    var: Path
    port: int
    out: Path

    @property
    def said(self) -> str:
        return self.out.read_text()

    def ready(self) -> "Started":
        wait_until(self.is_ready, seconds=180, what=f"the start in {self.var}")
        return self

    def is_ready(self) -> bool:
        assert self.process.poll() is None, self.said
        return "Stop: Ctrl-C" in self.said

    def everyone(self) -> list[int]:
        """The supervisor, its keeper, and everybody below."""
        pid = int((self.var / "run.pid").read_text())
        return [pid, *descendants(pid)]


@contextmanager
def started(command: list[str], var: Path, port: int) -> Iterator[Started]:
    """The command runs in a session of its own; nothing of it is left at the end."""
    out = var.parent / f"{var.name}-{port}.out"
    environment = {**os.environ, "PORT": str(port), "DEMO": "0", "SCALEUP_VAR": str(var)}
    with out.open("wb") as file:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    try:
        yield Started(process, var, port, out)
    finally:
        for pid in [process.pid, *descendants(process.pid)] if process.poll() is None else []:
            os.kill(pid, signal.SIGKILL)
        process.wait(20)


def words(pid: int) -> str:
    """The command line of a process."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def left(pids: list[int]) -> list[str]:
    """Those that still live."""
    return [words(pid) for pid in pids if words(pid)]


def stubborn_servers(of: Keeper, _where: Place, _sockets: Path) -> None:
    """In place of `supervisor.start`: two servers whose grandchildren hide in sessions of their own and ignore TERM."""
    of.environment = dict(os.environ)
    for name in ("first", "second"):
        of.start(Server(name, python("-m", "tests.local.starts", "hide")))
    of.wait(lambda: len(descendants(os.getpid())) == 6, seconds=30, otherwise="nobody hid")
    supervisor.say("Stop: Ctrl-C")


def hide() -> None:
    """A process, its child in another session, and an orphan grandchild; all ignore whatever they can."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.setsid()
    time.sleep(600)


if __name__ == "__main__":
    if "hide" in sys.argv:
        hide()
    supervisor.start = stubborn_servers
    keeper.POLITELY = 0.2
    sys.exit(supervisor.run())
