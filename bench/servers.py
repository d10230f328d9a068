"""One gunicorn with one worker, asked over loopback: how long an answer took, its CPU, its memory, its statements."""

import contextlib
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path

from bench.databases import SECRET
from bench.installed import elsewhere
from bench.portfolio import NOW, TOKEN
from bench.serving import ASKED
from tests.servers import ROOT, free_port

FLAGS = ("--workers", "1", "--worker-class", "sync", "--timeout", "300", "--log-level", "error")
PATIENCE = 60.0


@dataclass
class Web:
    """A server under measurement."""

    name: str
    """"ours" or "floor"."""
    port: int
    process: subprocess.Popen[bytes]
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> tuple[int, int]:
        """The status and the length of the answer, read to its end on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE * 5)
        try:
            connection.request("GET", path, headers={"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())})
            answer = connection.getresponse()
            self.cookies |= {k: v.value for k, v in SimpleCookie(answer.headers.get("Set-Cookie", "")).items()}
            return answer.status, len(answer.read())
        finally:
            connection.close()

    def read(self, path: str) -> bytes:
        """The page."""
        return self.exchange("GET", path, None, {})[1]

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> int:
        """The status of the answer to this, read to its end."""
        return self.exchange("POST", path, body, headers)[0]

    def exchange(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """One request on a connection of its own, with our cookies: the status and the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE * 5)
        kept = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        try:
            connection.request(method, path, body=body, headers={"Cookie": kept, **headers})
            answer = connection.getresponse()
            self.cookies |= {k: v.value for k, v in SimpleCookie(answer.headers.get("Set-Cookie", "")).items()}
            return answer.status, answer.read()
        finally:
            connection.close()

    def timed(self, path: str) -> float:
        """Seconds until the last byte; anything but 200 ends the bench."""
        began = time.perf_counter()
        status, _length = self.get(path)
        took = time.perf_counter() - began
        if status != http.HTTPStatus.OK:
            raise SystemExit(f"{self.name}: {path} answered {status}")
        return took

    def asked(self) -> int:
        """How many statements its worker has asked so far."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", ASKED)
            return int(connection.getresponse().read())
        finally:
            connection.close()

    @property
    def worker(self) -> int:
        """The worker's process id."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0])

    def cpu(self) -> float:
        """Seconds of CPU that the worker has had: in nanoseconds where the kernel keeps them, else in ticks."""
        try:
            return int(Path(f"/proc/{self.worker}/schedstat").read_text().split()[0]) / 1e9
        except OSError:
            fields = Path(f"/proc/{self.worker}/stat").read_text().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Megabytes that the worker holds (RSS)."""
        status = Path(f"/proc/{self.worker}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def ready(self) -> bool:
        """Whether it answers."""
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.asked() >= 0
        return False


def environment(url: str, folder: Path) -> dict[str, str]:
    """What both servers are told."""
    return {
        **os.environ,
        "BENCH_DATABASE_URL": url,
        "BENCH_HIDDEN": elsewhere(),
        "SCALEUP_ENV": "test",
        "SCALEUP_DATABASE_URL": url,
        "SCALEUP_SECRET_KEY": SECRET,
        "SCALEUP_NOW": NOW.isoformat(),
        "SCALEUP_VAR": str(folder),
        "PYTHONHASHSEED": "0",
    }


def started(name: str, given: Mapping[str, str]) -> Web:
    """The server begins; it may not answer yet."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", f"bench.serving:{name}()", "--bind", f"127.0.0.1:{port}", *FLAGS]
    process = subprocess.Popen(command, cwd=ROOT, env=dict(given), start_new_session=True)
    return Web(name, port, process)


@contextlib.contextmanager
def serving(name: str, url: str, folder: Path) -> Iterator[Web]:
    """The product or the floor on this database, somebody signed in."""
    web = started(name, environment(url, folder))
    try:
        wait(web)
        if name == "ours":
            web.cookies["scaleup"] = TOKEN
        else:
            web.get("/enter")
        yield web
    finally:
        web.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            web.process.wait(10)
        web.process.kill()


def wait(web: Web) -> None:
    """It answers, or the bench ends."""
    end = time.monotonic() + PATIENCE
    while not web.ready():
        if time.monotonic() > end or web.process.poll() is not None:
            raise SystemExit(f"{web.name} did not start")
        time.sleep(0.01)
