"""B9: a plan of three years worked out, and worked out and kept: one licence in a transaction, and 10,000 at once."""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date

from sqlalchemy import event, select, text

from bench.databases import application, on_postgresql
from bench.figures import Figure
from bench.serving import UNCOUNTED
from scaleup import commit
from scaleup.areas.models import Area
from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.programmes.service import shipped
from scaleup.support import service as support
from scaleup.support.models import Slot
from scaleup.support.rules import taper

AREAS = 10_000
SINGLE = 100
FLOOR = 21
"""Microseconds that the dates alone take in plain Python on the reference machine."""
TERMS = select(
    Licence.id,
    Licence.implementation_id,
    Licence.area_id,
    Area.nation,
    Licence.programme_version_id,
    Licence.starts_on,
    Licence.ends_on,
).join(Area, Area.id == Licence.area_id)
"""As support.NewTerm has them."""


def plans(address: str) -> Iterator[Figure]:
    """The three figures of B9."""
    took = worked_out()
    yield Figure(
        "B9",
        "a plan of 36 months worked out",
        "1",
        f"{took:.0f} µs",
        f"at most {10 * FLOOR} µs",
        took <= 10 * FLOOR,
        floor=f"{FLOOR} µs",
        ratio=f"{took / FLOOR:.1f}",
    )
    with on_postgresql(address, AREAS) as url, application(url).app_context():
        db.session.execute(text("TRUNCATE contact, slot CASCADE"))
        db.session.commit()
        licences = list(db.session.scalars(select(Licence.id).order_by(Licence.id)))
        db.session.commit()
        asked: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        yield singly(licences[:SINGLE], asked)
        yield at_once(licences[SINGLE:])
        db.session.remove()
        db.engine.dispose()


def worked_out() -> float:
    """Microseconds of one plan."""
    england = calendar(Nation.ENGLAND)
    steps = shipped("baby-steps").taper_steps
    return median_of(200, lambda: taper(date(2024, 4, 1), date(2027, 3, 31), steps, england)) * 1e6


def median_of(times: int, act: Callable[[], object]) -> float:
    """The middle of so many times, in seconds."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        found.append(time.perf_counter() - began)
    return statistics.median(found)


def singly(licences: list[int], asked: list[str]) -> Figure:
    """A plan in a transaction of its own, what the lists keep included."""
    waiting = iter(licences)

    def plan() -> None:
        support.make_plan(next(waiting))
        commit.now()

    plan()
    asked.clear()
    took = median_of(len(licences) - 1, plan) * 1000
    statements = len([one for one in asked if not one.startswith(UNCOUNTED)]) / (len(licences) - 1)
    kept = len([one for one in asked if "progress" in one or "FOR NO KEY UPDATE" in one]) / (len(licences) - 1)
    return Figure(
        "B9",
        "a plan worked out and kept, with its commit",
        "1",
        f"{took:.1f} ms",
        f"at most 10 ms; 4 SQL, and {kept:g} for the lists",
        took <= 10 and statements - kept <= 4,
        sql=f"{statements:g}",
    )


def at_once(licences: list[int]) -> Figure:
    """All the others in one transaction."""
    began = time.perf_counter()
    terms = [support.NewTerm(*row) for row in db.session.execute(TERMS.where(Licence.id.in_(licences)))]
    support.make_first_plans(terms)
    commit.touched((term.area_id for term in terms), Slot)
    commit.now()
    took = time.perf_counter() - began
    return Figure(
        "B9",
        f"the plans of {len(licences):,} areas at once, their lines in the lists too",
        f"{AREAS:,}",
        f"{took:.1f} s",
        "at most 6 s",
        took <= 6,
    )
