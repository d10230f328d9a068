"""What must be so before anything is started. Each fault is one sentence: what is wrong and what to do."""

import fcntl
import os
import socket
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SHORTEST_SECRET = 32
FOLDERS = ("mail", "log", "beat", "run")
FILES = ("scaleup.sqlite3", "scaleup.sqlite3-wal", "scaleup.sqlite3-shm", "secret_key", "run.pid", "run.lock")
STILL_STOPPING = 20.0
"""Seconds that the children of a killed supervisor may take to end."""


class Unready(Exception):
    """It cannot be started here; the message is the one line to show."""


@dataclass(frozen=True)
class Place:
    """Where this start keeps its data, which port it answers on, and whether it fills in the demonstration."""

    var: Path
    port: int
    demonstration: bool

    @property
    def url(self) -> str:
        """The address of the home page."""
        return f"http://127.0.0.1:{self.port}"


def place(environment: Mapping[str, str]) -> Place:
    """What the environment asks for; raises Unready."""
    if environment.get("SCALEUP_ENV", "embedded") != "embedded":
        raise Unready(
            "make run is for trying Scaleup out; SCALEUP_ENV must not be set. Production starts wsgi.py itself."
        )
    said = environment.get("PORT") or "8000"
    if not said.isascii() or not said.isdigit() or not 0 < int(said) < 65536:  # noqa: PLR2004 - the last port
        raise Unready(f"PORT must be a number from 1 to 65535, not {said}.")
    var = Path(environment.get("SCALEUP_VAR") or "var").absolute()
    return Place(var, int(said), environment.get("DEMO", "1") not in ("0", "no", "false"))


def ready(where: Place) -> int:
    """Everything is as it must be; returns the lock that keeps a second start out. Raises Unready."""
    check_folder(where.var)
    lock = hold(where.var)
    check_secret(where.var / "secret_key")
    check_database(where.var / "scaleup.sqlite3")
    check_port(where.port)
    return lock


def check_folder(var: Path) -> None:
    """The folder stands, can be written, and holds files and folders where they belong."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        probe = var / f".probe-{os.getpid()}"
        probe.write_text("")
        probe.unlink()
    except FileExistsError:
        raise Unready(f"{var} should be a folder. Move it away and start again.") from None
    except OSError as error:
        raise Unready(f"The folder {var} cannot be written ({error.strerror}). Scaleup keeps its data there.") from None
    for name in FOLDERS:
        path = var / name
        if path.exists() and not path.is_dir():
            raise Unready(f"{path} should be a folder. Move it away and start again.")
        path.mkdir(exist_ok=True)
    for name in FILES:
        path = var / name
        if path.exists() and not path.is_file():
            raise Unready(f"{path} should be a file. Move it away and start again.")


def hold(var: Path) -> int:
    """No other start uses this folder while the lock is open; raises Unready when one does."""
    lock = os.open(var / "run.lock", os.O_RDWR | os.O_CREAT, 0o644)
    end = time.monotonic() + STILL_STOPPING
    while not locked(lock):
        holder = running(var)
        if holder or time.monotonic() > end:
            who = f"process {holder}" if holder else "its servers are still stopping"
            raise Unready(f"Scaleup already runs on {var} ({who}). Stop it, or wait, and start again.")
        time.sleep(0.1)
    return lock


def locked(lock: int) -> bool:
    """Whether the lock is ours now."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def running(var: Path) -> int | None:
    """The supervisor that var/run.pid names, if it lives."""
    try:
        pid = int((var / "run.pid").read_text())
        os.kill(pid, 0)
    except (OSError, ValueError):
        return None
    return pid


def check_secret(path: Path) -> None:
    """The key that signs forms is whole, or not there yet."""
    try:
        whole = not path.exists() or len(path.read_text("ascii").strip()) >= SHORTEST_SECRET
    except UnicodeDecodeError:
        whole = False
    except OSError as error:
        raise Unready(f"{path} cannot be read ({error.strerror}).") from None
    if not whole:
        raise Unready(f"{path} is damaged. Delete it and start again: a new one is made, and open forms expire.")


def check_database(path: Path) -> None:
    """The database is whole and ours, or not there yet."""
    if not path.exists() or path.stat().st_size == 0:
        return
    if not os.access(path, os.R_OK | os.W_OK):
        raise Unready(f"{path} cannot be written. Make it yours, or move it away, and start again.")
    away = "Put a backup in its place, or move it away to begin anew."
    try:
        connection = sqlite3.connect(path, timeout=5)
        try:
            state = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise Unready(f"The database {path} is damaged ({error}). {away}") from None
    if state != "ok":
        raise Unready(f"The database {path} is damaged ({' '.join(state.split())}). {away}")
    if tables and "alembic_version" not in tables:
        raise Unready(f"The database {path} is not one of Scaleup's. Move it away to begin anew.")


def check_port(port: int) -> None:
    """Nobody listens on the port, and we may."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Unready(f"You may not use port {port}. Choose one above 1023: make run PORT=8001") from None
        except OSError:
            raise Unready(f"Port {port} is in use. Choose another: make run PORT={port % 65535 + 1}") from None
