"""The supervisor: the process whose id is printed. It checks, forks the keeper, and waits for a signal.

Two processes, so that either may be killed outright: the keeper sees the supervisor's pipe close; the supervisor
adopts what a killed keeper leaves behind. Both then end everything below them.
"""

import os
import shutil
import signal
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

from scaleup.local import processes, servers
from scaleup.local.checks import Place, Unready, place, ready
from scaleup.local.keeper import Failed, Keeper, Stopped
from scaleup.local.servers import LONGEST_SOCKET_PATH, scaleup

PATIENCE = 120.0
"""Seconds from the servers' start until /healthz must be well."""
LOOK_EVERY = 60.0
"""Seconds between two looks at /healthz. A worker may live and yet be deaf to its broker (reliability, F5)."""
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def say(sentence: str) -> None:
    """One line for whoever started us; nobody may be listening."""
    with suppress(OSError, ValueError):
        print(sentence, flush=True)


def run() -> int:
    """Scaleup ran here until it was told to stop; returns the exit code."""
    try:
        where = place(os.environ)
        lock = ready(where)
    except Unready as fault:
        print(fault, file=sys.stderr)
        return 1
    sockets = socket_folder(where)
    processes.adopt_orphans()
    alive, held_open = os.pipe()
    stop_on_signals(held_open)
    pid_file = where.var / "run.pid"
    pid_file.write_text(f"{os.getpid()}\n")
    say(f"Supervisor {os.getpid()} (kept in {pid_file})")
    keeper = os.fork()
    if keeper == 0:
        with suppress(OSError):
            os.close(held_open)
        os._exit(keep(where, sockets, alive))
    os.close(alive)
    code = wait_for(keeper)
    processes.kill_all()
    shutil.rmtree(sockets, ignore_errors=True)
    pid_file.unlink(missing_ok=True)
    os.close(lock)
    return code


def stop_on_signals(held_open: int) -> None:
    """INT and TERM close the pipe, also when we were started with them ignored; HUP too, but not under nohup."""
    still_open = [held_open]

    def stop(_number: int, _frame: object) -> None:
        while still_open:
            os.close(still_open.pop())

    for number in SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, stop)


def wait_for(keeper: int) -> int:
    """The keeper has ended; returns the exit code to end with. Others that end meanwhile were adopted."""
    while True:
        pid, status = os.waitpid(-1, 0)
        if pid == keeper:
            return 1 if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)


def socket_folder(where: Place) -> Path:
    """An empty folder for sockets: in `var`, or a temporary one where paths would be too long for sockets."""
    folder = where.var / "run"
    if len(os.fsencode(folder / "valkey.sock")) > LONGEST_SOCKET_PATH:
        return Path(tempfile.mkdtemp(prefix="scaleup-"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


# --- In the keeper --------------------------------------------------------------------------------------------------


def keep(where: Place, sockets: Path, alive: int) -> int:
    """Everything runs until the supervisor ends; returns the exit code."""
    os.setsid()
    processes.adopt_orphans()
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    keeper = Keeper(alive=alive, log=where.var / "log", say=say)
    code = 0
    try:
        start(keeper, where, sockets)
        while True:
            keeper.rest(LOOK_EVERY)
            if "silent" in health(where.url)[1]:
                say("Nobody has looked for what is due for three minutes: the worker and beat are replaced")
                keeper.replace("worker", "beat")
    except Stopped:
        say("Stopping")
    except (Failed, Unready, OSError) as fault:
        code = 1
        with suppress(OSError):
            print(fault, file=sys.stderr, flush=True)
    finally:
        keeper.stop()
        shutil.rmtree(sockets, ignore_errors=True)
    say("Stopped" if not code else "Everything was stopped")
    return code


def start(keeper: Keeper, where: Place, sockets: Path) -> None:
    """Every server runs, the pages answer, and the address and the links were printed."""
    begun = time.monotonic()
    mail = servers.open_mail_port()
    keeper.environment = servers.environment(where, sockets, mail, os.environ)
    for server in servers.first(where, sockets, mail):
        keeper.start(server)
    keeper.wait((sockets / "valkey.sock").exists, seconds=20, otherwise=f"Valkey does not start; see {keeper.log}.")
    say("Preparing the database" + (" and, when it is empty, the demonstration" if where.demonstration else ""))
    demonstration = "--demonstration" if where.demonstration else "--empty"
    said = keeper.run("prepare", scaleup("prepare", demonstration))
    say("Starting the pages, the worker and beat")
    for server in servers.then(where):
        keeper.start(server)
    not_well = f"The pages do not answer within {PATIENCE:g} seconds; see {keeper.log}."
    keeper.wait(lambda: well(where.url), seconds=PATIENCE, otherwise=not_well)
    say(f"Scaleup is ready at {where.url}")
    for line in said.splitlines():
        if f"{where.url}/" in line:
            say(line)
    say(f"Mails: {where.var / 'mail'}   Logs: {keeper.log}   Ready in {time.monotonic() - begun:.0f} s   Stop: Ctrl-C")


def well(url: str) -> bool:
    """Whether /healthz answers that all is well."""
    return health(url)[0] == HTTPStatus.OK


def health(url: str) -> tuple[int, str]:
    """What /healthz answers; 0 when nobody does."""
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:  # noqa: S310 - our own address
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(errors="replace")
    except OSError:
        return 0, ""
