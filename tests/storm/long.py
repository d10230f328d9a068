"""`make storm-long`: ten simulated years of 2,000 areas through the real tick, and what an independent count says.

python -m tests.storm.long [--areas 2000] [--years 10] [--processes 2] [--seed 1] [--database URL] [--write]
Each process has its share of the areas in a SQLite file, or in a database of its own on the server of the URL.
"""

import argparse
import multiprocessing
import os
import re
import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from tests.storm.years import live
from tests.storm.years_check import Result, check

DOC = Path(__file__).parent.parent.parent / "docs" / "reliability.md"
BEGINS, ENDS = "<!-- the years begin -->", "<!-- the years end -->"


@dataclass(frozen=True)
class Share:
    """What one process does."""

    url: str
    folder: Path
    areas: int
    years: int
    seed: int


@dataclass(frozen=True)
class Told:
    """What came of it."""

    result: Result
    seconds: float
    contacts: int


def lived(share: Share) -> Told:
    """The share's years, and the verdict on them."""
    share.folder.mkdir()
    began = time.monotonic()
    figures = live(share.url, share.folder, areas=share.areas, years=share.years, seed=share.seed)
    seconds = time.monotonic() - began
    return Told(check(share.url, share.folder), seconds, int(figures["contacts"]))


def main() -> int:
    """The command line; exit 1 when a reminder is missing, doubled or not due."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--areas", type=int, default=2000)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="", help="a PostgreSQL server; else SQLite files")
    parser.add_argument("--write", action="store_true", help="put the table into docs/reliability.md")
    given = parser.parse_args()
    print(f"{given.years} years of {given.areas:,} areas, seed {given.seed}; this takes a while.", flush=True)
    with tempfile.TemporaryDirectory(prefix="scaleup-years-") as folder:
        shares = divided(given, Path(folder))
        try:
            with multiprocessing.get_context("spawn").Pool(given.processes) as pool:
                told = pool.map(lived, shares)
        finally:
            remove(given.database, shares)
    lines = table(given, told)
    print("\n".join(lines))
    if given.write:
        write(lines)
    return 1 if any(one.result.wrong for one in told) else 0


def divided(given: argparse.Namespace, folder: Path) -> list[Share]:
    """The areas, divided among the processes."""
    found = []
    for number in range(given.processes):
        areas = given.areas // given.processes + (number < given.areas % given.processes)
        url = f"sqlite:///{folder}/years-{number}.sqlite3"
        if given.database:
            url = made(given.database)
        found.append(Share(url, folder / str(number), areas, given.years, given.seed + number))
    return found


def made(server: str) -> str:
    """A new database on the server."""
    address = make_url(server).set(drivername="postgresql+psycopg")
    name = f"years_{secrets.token_hex(4)}"
    ask(address.render_as_string(hide_password=False), f"CREATE DATABASE {name}")
    return address.set(database=name).render_as_string(hide_password=False)


def remove(server: str, shares: Sequence[Share]) -> None:
    """The databases that were made are gone."""
    for share in shares if server else ():
        address = make_url(server).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        ask(address, f"DROP DATABASE IF EXISTS {make_url(share.url).database} WITH (FORCE)")


def ask(address: str, statement: str) -> None:
    """The statement was run outside any transaction."""
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def table(given: argparse.Namespace, told: Sequence[Told]) -> list[str]:
    """The figures of all shares together."""
    sums: Counter[str] = Counter()
    for one in told:
        sums.update(one.result.figures)
    kind = "PostgreSQL" if given.database else "SQLite"
    minutes = max(one.seconds for one in told) / 60
    contacts = sum(one.contacts for one in told)
    lines = [
        f"{given.years} years of {given.areas:,} areas, {contacts:,} contacts planned, on {kind}, "
        f"seed {given.seed}: {minutes:.1f} minutes in {given.processes} processes on {os.cpu_count()} cores "
        f"(`python -m tests.storm.long --areas {given.areas} --years {given.years}`).",
        "",
        "| What | How many |",
        "| --- | --: |",
        *[f"| {name} | {number:,} |" for name, number in sums.items()],
        "",
    ]
    wrong = [f"- {line}" for one in told for line in one.result.wrong]
    return lines + (wrong or ["Each due reminder was told once, on its day or in the digest of the morning after."])


def write(lines: Sequence[str]) -> None:
    """The marked section of docs/reliability.md holds these lines."""
    page = DOC.read_text() if DOC.exists() else "# Reliability: what was tried, and what came of it\n"
    if BEGINS not in page:
        page = f"{page.rstrip()}\n\n## Ten years\n\n{BEGINS}\n{ENDS}\n"
    inside = "\n".join([BEGINS, "", *lines, "", ENDS])
    DOC.write_text(re.sub(f"{re.escape(BEGINS)}.*?{re.escape(ENDS)}", lambda _: inside, page, flags=re.DOTALL))


if __name__ == "__main__":
    sys.exit(main())
