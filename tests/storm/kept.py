"""The living plan at length in a database: licence after licence, a hundred things each, every invariant after each.

python -m tests.storm.kept [--steps 20000] [--each 100] [--seed 1] [--database URL]
Without a URL: a SQLite file and a PostgreSQL of its own, side by side.
"""

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from datetime import date
from functools import partial
from pathlib import Path

from scaleup import commit
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.app import create_app
from scaleup.config import Env, Settings
from scaleup.extensions import db, upgrade
from scaleup.licences.models import Licence
from scaleup.programmes.queries import latest_version
from scaleup.programmes.service import load_catalogue, named
from scaleup.support import service
from tests.factories import support as made
from tests.servers import postgres
from tests.storm.plans import Dice
from tests.support.kept_model import Kept, play

MORNING = "2026-11-23T12:00:00+00:00"
TODAY = date(2026, 11, 23)


def databases(given: str, folder: Path) -> list[AbstractContextManager[str]]:
    """Where it is played."""
    if given:
        return [nullcontext(given)]
    return [nullcontext(f"sqlite:///{folder}/kept.sqlite3"), own_postgres()]


@contextmanager
def own_postgres() -> Iterator[str]:
    """The URL of a PostgreSQL that is started here."""
    with postgres() as server:
        yield server.url()


def played(url: str, *, steps: int, each: int, seed: int) -> int:
    """So many things happened in this database; returns how many were not refused. Fails with what broke."""
    os.environ["SCALEUP_NOW"] = MORNING
    app = create_app(Settings(env=Env.TEST, database_url=url, secret_key="storm-" * 8, now=MORNING))
    happened = 0
    with app.app_context():
        upgrade()
        load_catalogue(made.LONG_AGO)
        priya_id = made.person("Priya Nair", Role.IMPLEMENTATION_MANAGER).id
        for number in range(seed, seed + -(-steps // each)):
            os.environ["SCALEUP_NOW"] = MORNING
            kept = Kept(db.session, licence(f"Area {number}", priya_id), priya_id, TODAY)
            try:
                play(kept, Dice(number), each)
            except AssertionError as broken:
                raise AssertionError(f"seed {number}, thing {kept.happened}: {broken}") from broken
            happened += kept.happened
            commit.now()
            db.session.expunge_all()
    return happened


def licence(area: str, manager_id: int) -> Licence:
    """A licence of three years that is in its second, with its plan, under the shipped programme."""
    programme = named("baby-steps")
    version = latest_version(programme.id) if programme else None
    if version is None:
        raise LookupError("the catalogue is not loaded")
    taking_up = made.implementation(made.area(area), manager=db.session.get_one(Person, manager_id))
    taking_up.programme_version_id = version.id
    found = made.licence(taking_up, starts_on=date(2025, 4, 1), ends_on=date(2028, 3, 31), number=area)
    found.programme_version_id = version.id
    db.session.flush()
    service.make_plan(found.id)
    return found


def main() -> int:
    """The command line; exit 1 when an invariant broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--each", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="scaleup-plans-") as folder, ExitStack() as stack:
        urls = [stack.enter_context(one) for one in databases(given.database, Path(folder))]
        play_there = partial(told, steps=given.steps, each=given.each, seed=given.seed)
        with multiprocessing.get_context("spawn").Pool(len(urls)) as pool:
            lines = []
            for line in pool.imap_unordered(play_there, urls):
                print(line, flush=True)
                lines.append(line)
    return 1 if any("no violation" not in line for line in lines) else 0


def told(url: str, *, steps: int, each: int, seed: int) -> str:
    """What came of it in one database, in a line."""
    kind = url.split(":", maxsplit=1)[0].split("+", maxsplit=1)[0]
    began = time.monotonic()
    try:
        happened = played(url, steps=steps, each=each, seed=seed)
    except AssertionError as broken:
        return f"{kind}: {broken}"
    took = time.monotonic() - began
    return f"{kind}: {steps:,} steps, {happened:,} of them not refused, in {took:.0f} s: no violation."


if __name__ == "__main__":
    sys.exit(main())
