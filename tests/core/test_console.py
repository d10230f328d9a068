"""The console script in an empty folder: help leaves nothing behind, what needs a database makes one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import ROOT


def said(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SCALEUP_")}
    command = [sys.executable, "-c", "from scaleup.cli import main; main()", *arguments]
    paths = {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=kept | paths, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("arguments", [["nonsense"], ["programmes"], ["programmes", "nonsense"], ["tick", "--help"]])
def test_what_names_no_command_leaves_the_folder_empty(tmp_path: Path, arguments: list[str]) -> None:
    done = said(tmp_path, *arguments)
    assert "Traceback" not in done.stderr
    assert done.stdout + done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_command_that_needs_a_database_makes_one(tmp_path: Path) -> None:
    done = said(tmp_path, "progress", "--check")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "var" / "scaleup.sqlite3").exists()
