"""A sender may die anywhere between claim and settled: nothing is lost, and no repeat goes unrecorded."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests import servers
from tests.databases import administer, migrate

ROOT = Path(__file__).parent.parent.parent
POLICIES = ("resend", "hold")


@contextmanager
def a_database_for_each(folder: Path) -> Iterator[dict[tuple[str, str], str]]:
    """Migrated databases of both kinds, one a policy."""
    with servers.postgres() as postgres:
        migrate(postgres.url(), folder)
        migrate(f"sqlite:///{folder}/resend.sqlite3", folder)
        shutil.copy(folder / "resend.sqlite3", folder / "hold.sqlite3")
        for policy in POLICIES:
            administer(make_url(postgres.url("template1")), f"CREATE DATABASE {policy} TEMPLATE postgres")
        kinds = {"sqlite": f"sqlite:///{folder}/{{}}.sqlite3", "postgresql": postgres.url("{}")}
        yield {(kind, policy): url.format(policy) for kind, url in kinds.items() for policy in POLICIES}


def dying(url: str, *options: str) -> subprocess.Popen[str]:
    """The program that dies at every point runs on this database."""
    command = [sys.executable, "-m", "tests.outbox.crashes", "--database", url, *options]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.mark.fire
def test_dying_at_every_commit_and_every_line_to_the_server_loses_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_database_for_each(tmp_path) as urls:
        running = {which: dying(url, "--policy", which[1]) for which, url in urls.items()}
        said = {which: process.communicate(timeout=400)[0] for which, process in running.items()}
    for (kind, policy), process in running.items():
        assert process.returncode == 0, said[kind, policy][-4000:]
        figures = json.loads(said[kind, policy].splitlines()[-1])
        assert figures["points"] >= 40
        assert figures["unsure"] >= 1, "a death between the dot and the settling was among them"
        assert figures["broken"] == 0
        with capsys.disabled():
            print(f"\ncrash points, {kind}, {policy}: {figures}")


def test_a_message_that_ends_every_process_is_parked_after_five_and_all_others_go(database_url: str) -> None:
    process = dying(database_url, "--poison")
    said = process.communicate(timeout=300)[0]
    assert process.returncode == 0, said[-4000:]
    assert json.loads(said.splitlines()[-1])["sent"] == 40
