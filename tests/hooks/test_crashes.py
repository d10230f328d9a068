"""A sender may die anywhere in a call: nothing is lost, and no repeat goes unrecorded."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.fire
def test_dying_at_commits_and_steps_of_a_call_loses_nothing(database_url: str) -> None:
    command = [sys.executable, "-m", "tests.hooks.crashes", "--database", database_url, "--points", "4"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["points"] == 4
    assert figures["repeats"] >= 1
    assert figures["broken"] == 0
