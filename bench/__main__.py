"""`make bench`: SQL statements and times of the main pages at two sizes, the taper, and mails a second."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from flask import Flask
from sqlalchemy import event

from bench.mails import mails_a_second
from bench.portfolio import NOW, empty, fill
from scaleup.accounts.rules import Role, permissions
from scaleup.core import pages
from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.extensions import db
from scaleup.programmes.service import shipped
from scaleup.support.rules import taper

SIZES = (100, 10_000)
PAGES = ("/", "/areas", "/areas/50", "/areas/50/plan", "/areas/50/contacts/log", "/deliveries")
ROUNDS = 7


def main() -> None:
    """Everything is measured and printed as one table each."""
    os.environ["SCALEUP_NOW"] = NOW.isoformat()
    loads = os.getloadavg()[0]
    print(f"SQLite, one process, test client; load {loads:.1f}{' (noisy)' if loads > 1 else ''}")
    results = {size: measured(size) for size in SIZES}
    small, large = SIZES
    print(f"{'page':28}{'SQL':>10}{f'ms at {small}':>14}{f'ms at {large}':>14}{'growth':>9}")
    for path in PAGES:
        (few, first), (many, second) = results[small][path], results[large][path]
        same = str(few) if few == many else f"{few} / {many}"
        print(f"{path:28}{same:>10}{first:>14.1f}{second:>14.1f}{second / first:>8.1f}x")
    print(f"a plan of 36 months: {planning():.0f} microseconds, 22 contacts")
    print(mails_a_second())


def measured(size: int) -> dict[str, tuple[int, float]]:
    """Statements and the median time of each page at this size."""
    with tempfile.TemporaryDirectory() as folder:
        app = empty(Path(folder))
        with app.app_context():
            began = time.perf_counter()
            person_id = fill(size)
            print(f"{size} areas with 22 contacts each written in {time.perf_counter() - began:.1f} s")
        roles = (Role.IMPLEMENTATION_MANAGER, Role.UNIT_MANAGER)
        actor = pages.Actor(person_id, "Priya Nair", "priya.nair@unit.example", frozenset(roles), permissions(roles))
        pages.install(lambda: actor)
        return {path: page(app, path) for path in PAGES}


def page(app: Flask, path: str) -> tuple[int, float]:
    """The statements of one request, and the median milliseconds of several. The sign-in look-up is not in it."""
    client = app.test_client()
    client.get(path)
    with app.app_context():
        counted: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
        answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")
        statements = len([sql for sql in counted if not sql.startswith(("BEGIN", "COMMIT", "PRAGMA"))])
    return statements, statistics.median(timed(lambda: client.get(path)) for _ in range(ROUNDS)) * 1000


def timed(act: Callable[[], object]) -> float:
    """Seconds of one call."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def planning() -> float:
    """Microseconds of one plan of three years."""
    england = calendar(Nation.ENGLAND)
    steps = shipped("baby-steps").taper_steps
    return (
        statistics.median(timed(lambda: taper(date(2024, 4, 1), date(2027, 3, 31), steps, england)) for _ in range(200))
        * 1e6
    )


if __name__ == "__main__":
    main()
