"""`make run` for real: everything starts, and nothing is left however it is ended."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from scaleup.local.processes import descendants
from tests.servers import ROOT, free_port, wait_until

pytestmark = pytest.mark.fire
COMMAND = [sys.executable, "-m", "scaleup.local"]
PARTS = ("valkey-server", "scaleup.local.mailbox", "gunicorn", " worker -Q", " beat -s")


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
        wait_until(self.is_ready, seconds=90, what=f"the start in {self.var}")
        return self

    def is_ready(self) -> bool:
        assert self.process.poll() is None, self.said
        return "Stop: Ctrl-C" in self.said

    def everyone(self) -> list[int]:
        return [self.process.pid, *descendants(self.process.pid)]


def words(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def left(pids: list[int]) -> list[str]:
    return [words(pid) for pid in pids if alive(pid)]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Started]]:
    started: list[Started] = []

    def begin(*, command: list[str] = COMMAND, var: Path = tmp_path / "var", **environment: str) -> Started:
        port = int(environment.pop("PORT", free_port()))
        out = tmp_path / f"out-{len(started)}"
        with out.open("wb") as file:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, "PORT": str(port), "DEMO": "0", "SCALEUP_VAR": str(var), **environment},
                stdout=file,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        started.append(Started(process, var, port, out))
        return started[-1]

    yield begin
    for one in started:
        below = one.everyone()
        for pid in below:
            if alive(pid) and one.process.poll() is None:
                os.kill(pid, signal.SIGKILL)
        one.process.wait(20)


def test_everything_runs_and_a_term_to_the_group_leaves_nothing(start: Callable[..., Started]) -> None:
    one = start().ready()
    assert f"Scaleup is ready at http://127.0.0.1:{one.port}" in one.said
    assert int((one.var / "run.pid").read_text()) == one.process.pid
    assert f"Supervisor {one.process.pid} " in one.said
    with urllib.request.urlopen(f"http://127.0.0.1:{one.port}/healthz", timeout=5) as answer:
        assert answer.status == 200
    everyone = one.everyone()
    running = " ".join(words(pid) for pid in everyone)
    assert all(part in running for part in PARTS)
    os.killpg(one.process.pid, signal.SIGTERM)
    assert one.process.wait(30) == 0
    assert left(everyone) == []
    assert not (one.var / "run.pid").exists()


@pytest.mark.parametrize("which", [0, 1])
def test_nothing_outlives_a_supervisor_or_keeper_that_is_killed(start: Callable[..., Started], which: int) -> None:
    one = start().ready()
    everyone = one.everyone()
    os.kill(everyone[which], signal.SIGKILL)
    wait_until(lambda: not left(everyone), seconds=30, what="the end of every process")


def test_what_dies_is_started_again_and_a_second_start_is_refused(start: Callable[..., Started]) -> None:
    one = start(command=["sh", "-c", 'trap "" INT; exec "$@"', "sh", *COMMAND]).ready()
    for part in PARTS:
        pid = next(pid for pid in one.everyone() if part in words(pid))
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: one.said.count("is started again") == len(PARTS), seconds=60, what="the starts")

    refused = start(PORT=str(free_port()))
    assert refused.process.wait(30) == 1
    who = rf"Scaleup already runs on .*var \(process {one.process.pid}\)\. Stop it, or wait, and start again\.\n"
    assert re.fullmatch(who, refused.said)
    elsewhere = start(var=one.var.parent / "other", PORT=str(one.port))
    assert elsewhere.process.wait(30) == 1
    assert elsewhere.said == f"Port {one.port} is in use. Choose another: make run PORT={one.port + 1}\n"

    everyone = one.everyone()
    one.process.send_signal(signal.SIGINT)  # it was started with INT ignored, as a shell does in the background
    assert one.process.wait(30) == 0
    assert left(everyone) == []


def test_a_term_to_make_ends_everything(start: Callable[..., Started], tmp_path: Path) -> None:
    recipe = tmp_path / "Makefile"
    recipe.write_text(f"run:\n\t@exec {' '.join(COMMAND)}\n")
    one = start(command=["make", "-f", str(recipe), "run"]).ready()
    everyone = one.everyone()
    one.process.send_signal(signal.SIGTERM)
    wait_until(lambda: not left(everyone), seconds=30, what="the end of every process")


def test_a_start_that_fails_says_one_line_and_leaves_nothing(start: Callable[..., Started], tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "scaleup.sqlite3").write_bytes(b"garbage" * 1000)
    one = start()
    assert one.process.wait(30) == 1
    assert one.said.count("\n") == 1
    assert "is damaged" in one.said
