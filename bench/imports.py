"""B11: a workbook of licences comes in, each with its plan of three years, beside COPY of as many areas and contacts.

The workbook and its truth are bench/workbook.py's; reading the file is stated apart. The rows of the COPY are real
ones, into tables with the same indexes, without the keys that refer to others.
"""

import math
import subprocess
import sys
import time
from collections.abc import Iterator

import psycopg
from sqlalchemy import make_url

from bench.databases import empty, on_postgresql
from bench.figures import Figure
from tests.servers import ROOT

FEW, MANY = 1_000, 10_000
COPIED = ("area", "slot")


def workbooks(address: str) -> Iterator[Figure]:
    """Both sizes, how it grows, and the statements."""
    floor = copied(address)
    read, took, cpu, served, statements, memory = brought_in(address, MANY)
    _read, _took, less_cpu, less_served, fewer, _memory = brought_in(address, FEW)
    yield Figure(
        "B11",
        f"a workbook of {MANY:,} areas comes in (read in {read:.1f} s before)",
        f"{MANY:,}",
        f"{took:.1f} s, {memory:.0f} MB",
        "at most 12 s, 8x, 60 SQL",
        took <= 12 and took <= 8 * floor and statements <= 60,
        floor=f"{floor:.2f} s",
        ratio=f"{took / floor:.1f}",
        sql=f"{statements:.0f}",
    )
    grown = math.log((cpu + served) / (less_cpu + less_served)) / math.log(MANY / FEW)
    yield Figure(
        "B11",
        f"exponent from {FEW:,} to {MANY:,} areas, by CPU",
        "",
        f"{grown:.2f}",
        "at most 1.05",
        grown <= 1.05,
        sql=f"{fewer:.0f} to {statements:.0f}",
    )


def brought_in(address: str, areas: int) -> list[float]:
    """Seconds to read and to bring in, CPU of both processes, statements, MB; in a process of its own."""
    with empty(address, "import") as url:
        command = [sys.executable, "-m", "bench.workbook", str(areas), "--one", "licences", "--database", url]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [float(figure) for figure in done.stdout.split()]


def copied(address: str) -> float:
    """Seconds of COPY for so many areas and their contacts, committed."""
    with on_postgresql(address, MANY) as url:
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain) as connection, connection.cursor() as cursor:
            rows: dict[str, bytes] = {}
            for name in COPIED:
                with cursor.copy(f"COPY {name} TO STDOUT") as out:
                    rows[name] = b"".join(bytes(piece) for piece in out)
                cursor.execute(f"CREATE TABLE copied_{name} (LIKE {name} INCLUDING ALL)")
            connection.commit()
            began = time.perf_counter()
            for name in COPIED:
                with cursor.copy(f"COPY copied_{name} FROM STDIN") as into:
                    into.write(rows[name])
            connection.commit()
            return time.perf_counter() - began
