"""`make run` for real: everything starts, what dies is started again, and nothing is left however it is ended."""

import os
import re
import signal
import urllib.request
from pathlib import Path

import pytest

from tests.local.starts import STUBBORN, WHOLE, Started, left, started, words
from tests.servers import free_port, wait_until

PARTS = ("valkey-server", "scaleup.local.mailbox", "gunicorn", " worker -Q", " beat -s")
INT_IGNORED = ["sh", "-c", 'trap "" INT; exec "$@"', "sh"]
"""How a shell without job control starts what stands before an ampersand."""


def interrupt(one: Started) -> None:
    one.process.send_signal(signal.SIGINT)


def terminate(one: Started) -> None:
    one.process.send_signal(signal.SIGTERM)


def terminate_group(one: Started) -> None:
    os.killpg(one.process.pid, signal.SIGTERM)


def hang_up(one: Started) -> None:
    one.process.send_signal(signal.SIGHUP)


def kill_supervisor(one: Started) -> None:
    os.kill(one.everyone()[0], signal.SIGKILL)


def kill_keeper(one: Started) -> None:
    os.kill(one.everyone()[1], signal.SIGKILL)


def nothing_is_left(everyone: list[int]) -> None:
    wait_until(lambda: not left(everyone), seconds=40, what="the end of every process")


@pytest.mark.parametrize("end", [interrupt, terminate, terminate_group, hang_up, kill_supervisor, kill_keeper])
def test_no_grandchild_outlives_it_in_whatever_session_it_hides(tmp_path: Path, end: object) -> None:
    assert callable(end)
    with started([*INT_IGNORED, *STUBBORN], tmp_path / "var", free_port()) as one:
        everyone = one.ready().everyone()
        assert len(everyone) == 8
        end(one)
        nothing_is_left(everyone)
        expected = {kill_supervisor: -signal.SIGKILL, kill_keeper: 1}.get(end, 0)
        assert one.process.wait(10) == expected


def test_a_term_to_make_reaches_it(tmp_path: Path) -> None:
    recipe = tmp_path / "Makefile"
    recipe.write_text(f"run:\n\t@exec env A=1 {' '.join(STUBBORN)}\n")
    with started(["make", "-f", str(recipe), "run"], tmp_path / "var", free_port()) as one:
        everyone = one.ready().everyone()
        terminate(one)
        nothing_is_left(everyone)


def test_a_start_right_after_a_kill_waits_for_the_last_process_to_go(tmp_path: Path) -> None:
    with started(STUBBORN, tmp_path / "var", free_port()) as one:
        everyone = one.ready().everyone()
        kill_supervisor(one)
        one.process.wait(10)
        with started(STUBBORN, tmp_path / "var", free_port()) as two:
            two.ready()
            assert left(everyone) == []


def test_a_start_that_fails_says_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "scaleup.sqlite3").write_bytes(b"garbage" * 1000)
    with started(WHOLE, tmp_path / "var", free_port()) as one:
        assert one.process.wait(30) == 1
        assert one.said.count("\n") == 1
        assert "is damaged" in one.said


@pytest.mark.fire
def test_everything_starts_and_what_dies_is_started_again(tmp_path: Path) -> None:
    with started([*INT_IGNORED, *WHOLE], tmp_path / "var", free_port()) as one:
        one.ready()
        assert f"Supervisor {one.process.pid} " in one.said
        assert int((one.var / "run.pid").read_text()) == one.process.pid
        link = rf"Scaleup is ready at http://127\.0\.0\.1:{one.port}\nadministrator  http://127\.0\.0\.1:{one.port}/sign-in/\S+"
        assert re.search(link, one.said)
        before = one.everyone()[2:]
        for part in PARTS:
            pid = next(pid for pid in one.everyone() if part in words(pid))
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: one.said.count("is started again") >= len(PARTS), seconds=60, what="the starts")
        wait_until(lambda: not left(before), seconds=60, what="the end of what answered before")
        wait_until(lambda: well(one.port), seconds=120, what="the pages' return")
        assert one.said.count("is started again") == len(PARTS)
        a_second_start_is_refused(one)
        everyone = one.everyone()
        interrupt(one)
        assert one.process.wait(60) == 0
        assert left(everyone) == []
        assert not (one.var / "run.pid").exists()


@pytest.mark.fire
def test_the_servers_notice_when_their_supervisor_is_killed(tmp_path: Path) -> None:
    with started(WHOLE, tmp_path / "var", free_port()) as one:
        everyone = one.ready().everyone()
        kill_supervisor(one)
        nothing_is_left(everyone)


def well(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def a_second_start_is_refused(one: Started) -> None:
    with started(WHOLE, one.var, free_port()) as refused:
        assert refused.process.wait(90) == 1
        who = rf"Scaleup already runs on .*var \(process {one.process.pid}\)\. Stop it, or wait, and start again\.\n"
        assert re.fullmatch(who, refused.said)
    with started(WHOLE, one.var.parent / "other", one.port) as elsewhere:
        assert elsewhere.process.wait(90) == 1
        assert elsewhere.said == f"Port {one.port} is in use. Choose another: make run PORT={one.port + 1}\n"
