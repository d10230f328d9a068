"""A sender may die anywhere between claim and settled: nothing is lost, and no repeat goes unrecorded."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.fire
@pytest.mark.parametrize("policy", ["resend", "hold"])
def test_dying_at_every_commit_and_every_line_to_the_server_loses_nothing(
    database_url: str, policy: str, dialect: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-m", "tests.outbox.crashes", "--database", database_url, "--policy", policy]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["points"] >= 40
    assert figures["unsure"] >= 1, "a death between the dot and the settling was among them"
    assert figures["broken"] == 0
    with capsys.disabled():
        print(f"\ncrash points, {dialect}, {policy}: {figures}")


def test_a_message_that_ends_every_process_is_parked_after_five_and_all_others_go(database_url: str) -> None:
    command = [sys.executable, "-m", "tests.outbox.crashes", "--database", database_url, "--poison"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert json.loads(done.stdout.splitlines()[-1])["sent"] == 40
