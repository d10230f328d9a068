"""Processes and their descendants on Linux: whoever is orphaned below us becomes our child, so none can get away.

`prctl` is called through ctypes, because the standard library has no name for it.
"""

import ctypes
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LIBC = ctypes.CDLL(None, use_errno=True)


def adopt_orphans() -> None:
    """Afterwards a descendant whose parent dies becomes our child, whatever its group or session."""
    LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_with_parent() -> Callable[[], None]:
    """What a child runs before its program: it is told to end when this process dies, even if that was a moment ago."""
    parent = os.getpid()

    def arrange() -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return arrange


def descendants(pid: int) -> list[int]:
    """Every living process below this one, parents before children."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(word) for word in task.read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *descendants(child)]
    return found


def reap() -> dict[int, int]:
    """The children that have ended since the last look, and their exit codes (negative: the signal)."""
    ended: dict[int, int] = {}
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return ended
        if pid == 0:
            return ended
        ended[pid] = os.waitstatus_to_exitcode(status)


def kill_all(*, seconds: float = 5.0) -> bool:
    """Nothing lives below this process; returns whether that was reached in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        reap()
        below = descendants(os.getpid())
        if not below:
            return True
        for pid in below:
            tell(pid, signal.SIGKILL)
        time.sleep(0.02)
    return False


def tell(pid: int, what: signal.Signals) -> None:
    """The process has the signal, if it still lives."""
    try:
        os.kill(pid, what)
    except ProcessLookupError:
        return
