"""`python -m bench.workbook`: workbooks of known truth come in; totals, statements, time and memory are printed.

Two shapes: licences only, each with its plan of three years; and a tracker of licences, people, contacts and checks.
"""

import argparse
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from openpyxl import Workbook
from sqlalchemy import event, func, insert, select, text
from sqlalchemy.orm import Session

from scaleup.app import create_app
from scaleup.areas.models import Area, LocalAuthority
from scaleup.config import Env, Settings
from scaleup.core import bulk
from scaleup.core.base import Base
from scaleup.extensions import db, upgrade
from scaleup.facilitators.models import Facilitator
from scaleup.fidelity.models import FidelityCheck
from scaleup.imports import queries
from scaleup.imports.adapters import read_workbook
from scaleup.imports.service import bring_in
from scaleup.imports.service.importing import begin
from scaleup.licences.models import Licence
from scaleup.support.models import Contact, Slot

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
LICENCES = ["Area", "Programme", "Lead organisation", "Project lead", "E-mail", "Licence no.", "Start", "End", "Places"]
FACILITATORS = ["Area", "Facilitator", "E-mail", "Profession", "Initial training", "Status"]
CONTACTS = ["Area", "Date", "Type", "Outcome", "By", "Summary"]
CHECKS = ["Area", "Date", "Method", "Score"]
STARTS = 720
"""Licences begin on so many different days."""
FACILITATORS_EACH, CONTACTS_EACH = 3, 5
ROWS_EACH = 1 + FACILITATORS_EACH + CONTACTS_EACH + 1


@dataclass(frozen=True)
class Truth:
    """What a workbook holds, known because it was made so."""

    areas: int
    licences: int
    facilitators: int
    contacts: int
    checks: int


def name_of(number: int) -> str:
    """The name of an invented authority."""
    return f"Borough of Bench {number:06d}"


def starts_on(number: int) -> date:
    """The first day of its licence."""
    return date(2024, 6, 1) + timedelta(days=number % STARTS)


def licence_row(number: int) -> list[object]:
    """One area with its licence of three years."""
    first = starts_on(number)
    last = first.replace(year=first.year + 3) - timedelta(days=1) if (first.month, first.day) != (2, 29) else first
    last = last if last > first else date(first.year + 3, 2, 28)
    lead = f"Lead{'abcdefghij'[number % 10]} Bench{'abcdefghij'[number // 10 % 10]}"
    email = f"lead.{number}@area.example"
    return [name_of(number), "Baby Steps", f"Trust {number % 50}", lead, email, f"B-{number:06d}", first, last, 12]


def made(path: Path, *, areas: int, whole: bool) -> Truth:
    """The workbook lies at this path; `whole`: with people, contacts and checks."""
    book = Workbook(write_only=True)
    sheets = {"Licences": (LICENCES, (licence_row(number) for number in range(areas)))}
    if whole:
        sheets |= {
            "Facilitators": (FACILITATORS, (row for number in range(areas) for row in people_of(number))),
            "Support calls": (CONTACTS, (row for number in range(areas) for row in contacts_of(number))),
            "Fidelity": (CHECKS, ([name_of(number), date(2026, 9, 1), "Video", "84%"] for number in range(areas))),
        }
    for name, (headings, rows) in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(headings)
        for row in rows:
            sheet.append(row)
    book.save(path)
    each = (FACILITATORS_EACH, CONTACTS_EACH, 1) if whole else (0, 0, 0)
    return Truth(areas, areas, *(areas * count for count in each))


def people_of(number: int) -> Iterator[list[object]]:
    """The facilitators of one area."""
    for one in range(FACILITATORS_EACH):
        name = f"Visitor{'abc'[one]} Bench{'abcdefghij'[number % 10]}"
        yield [name_of(number), name, f"v{one}.{number}@area.example", "Health visitor", date(2024, 5, 7), "Active"]


def contacts_of(number: int) -> Iterator[list[object]]:
    """The past contacts of one area, a month apart."""
    for one in range(CONTACTS_EACH):
        held_on = starts_on(number) + timedelta(days=31 * one)
        yield [name_of(number), held_on, "Call", "Held", "P. Nair", "Numbers in the groups."]


def database(url: str, folder: Path) -> Settings:
    """Settings of a migrated database without rows."""
    settings = Settings(env=Env.TEST, var=folder, database_url=url, secret_key="b" * 40)
    with create_app(settings).app_context():
        if db.engine.dialect.name == "postgresql":
            if not (db.engine.url.database or "").startswith("bench"):
                raise SystemExit("Everything in the database is dropped: give one whose name begins with bench.")
            with db.engine.begin() as connection:
                connection.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
        upgrade()
        db.engine.dispose()
    return settings


def invent_authorities(count: int) -> None:
    """So many invented authorities are in the table, so that every area's nation is known."""
    rows = [
        {
            "code": f"X{number:08d}",
            "name": name_of(number),
            "kind": "invented",
            "region_name": "Bench",
            "nation": "England",
            "hex_q": 0,
            "hex_r": 0,
        }
        for number in range(count)
    ]
    db.session.execute(insert(LocalAuthority), rows)
    db.session.commit()


def measured(url: str, *, areas: int, whole: bool) -> dict[str, float]:
    """Seconds, statements and peak memory in MB. Fails where the totals are not the truth."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "bench.xlsx"
        truth = made(path, areas=areas, whole=whole)
        settings = database(url or f"sqlite:///{place}/bench.sqlite3", Path(place))
        with create_app(settings).app_context():
            begin(NOW)
            invent_authorities(areas)
            if db.engine.dialect.name == "postgresql":
                db.session.execute(text("ANALYZE"))
                db.session.commit()
            found = timed(path)
            check(truth)
            db.session.remove()
            db.engine.dispose()
    return found


def timed(path: Path) -> dict[str, float]:
    """The workbook comes in."""
    heard: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda _c, _k, statement, *_: heard.append(statement))
    copied, copies = bulk.put_lines, 0

    def put_lines(session: Session, table: type[Base], names: Sequence[str], lines: Iterable[Sequence[object]]) -> None:
        nonlocal copies
        copies += db.engine.dialect.name == "postgresql"
        copied(session, table, names, lines)

    bulk.put_lines = put_lines
    marks = [spent()]
    read_workbook(path)
    marks.append(spent())
    found = bring_in(path, by=None, now=NOW)
    db.session.commit()
    marks.append(spent())
    bulk.put_lines = copied
    assert found.all_in, found.sheets
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    reading, whole = (
        [after - before for before, after in zip(first, second, strict=True)] for first, second in pairwise(marks)
    )
    counted = len([one for one in heard if not one.startswith(("BEGIN", "SELECT pg_backend_pid"))]) + copies
    rest = [of_all - of_reading for of_all, of_reading in zip(whole, reading, strict=True)]
    return {
        "read": reading[0],
        "rest": rest[0],
        "CPU": rest[1],
        "CPU of the server": rest[2],
        "SQL": counted,
        "MB": peak,
    }


def spent() -> tuple[float, float, float]:
    """Seconds by the clock, of this process, and of the database server's process for it."""
    served = 0.0
    if db.engine.dialect.name == "postgresql":
        pid = db.session.scalar(text("SELECT pg_backend_pid()"))
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        served = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return time.perf_counter(), time.process_time(), served


def check(truth: Truth) -> None:
    """The database holds exactly what the workbook was made of."""
    tables: tuple[type[Base], ...] = (Area, Licence, Facilitator, Contact, FidelityCheck)
    counts = [db.session.scalar(select(func.count()).select_from(table)) for table in tables]
    assert Truth(*counts) == truth, (counts, truth)
    slots = db.session.scalar(select(func.count()).select_from(Slot)) or 0
    assert slots == truth.licences * 22, slots
    assert queries.being_brought_in() is None


def main() -> None:
    """Each size runs in a process of its own, so that its peak of memory is its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--database", default=os.environ.get("SCALEUP_BENCH_DATABASE_URL", ""))
    parser.add_argument("--one", choices=["licences", "tracker"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    os.environ["SCALEUP_NOW"] = NOW.isoformat()
    if given.one:
        size = given.sizes[0]
        whole = given.one == "tracker"
        found = measured(given.database, areas=size // ROWS_EACH if whole else size, whole=whole)
        print(" ".join(f"{figure:.3f}" for figure in found.values()))
        return
    kind = "PostgreSQL" if given.database else "SQLite"
    print(f"{kind}; load {os.getloadavg()[0]:.1f}; seconds, statements, peak memory of the process")
    print(f"{'workbook':12}{'rows':>8}{'read':>8}{'rest':>8}{'CPU':>8}{'server':>8}{'SQL':>6}{'MB':>7}")
    for shape in ("licences", "tracker"):
        totals = [(size, line(shape, size, given.database)) for size in given.sizes]
        (small, first), (large, last) = totals[0], totals[-1]
        if small < large:
            grown = math.log(sum(last[2:4]) / sum(first[2:4])) / math.log(large / small)
            print(f"{'':12}exponent of the rest, by CPU: {grown:.2f}")


def line(shape: str, size: int, url: str) -> list[float]:
    """One measurement, printed."""
    command = [sys.executable, "-m", "bench.workbook", str(size), "--one", shape, "--database", url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures = [float(one) for one in done.stdout.split()]
    read, rest, cpu, served, counted, memory = figures
    print(f"{shape:12}{size:>8}{read:>8.2f}{rest:>8.2f}{cpu:>8.2f}{served:>8.2f}{counted:>6.0f}{memory:>7.0f}")
    return figures


if __name__ == "__main__":
    main()
