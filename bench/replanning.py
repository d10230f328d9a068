"""B17: a holiday is added that moves a contact of every licence there is: told before, made, and kept."""

import time
from collections.abc import Iterator
from datetime import date

from sqlalchemy import event, func, select, text

from bench.databases import application, on_postgresql
from bench.figures import Figure
from bench.serving import UNCOUNTED
from scaleup import commit
from scaleup.areas.rules import EVERY_NATION, Closure, ClosureDayChanged
from scaleup.areas.service import add_closure_day
from scaleup.core import facts
from scaleup.extensions import db
from scaleup.support.models import PlanVersion

AREAS = 100_000
HOLIDAY = date(2027, 1, 13)
"""A Wednesday that no nation keeps."""
ALL_ON_ONE_DAY = text(
    "UPDATE slot SET due_on = :day, nominal_on = :day WHERE id IN (SELECT min(slot.id) FROM slot JOIN licence"
    " ON licence.id = slot.licence_id WHERE slot.state = 'open' AND slot.pinned_because IS NULL"
    " AND slot.due_on >= '2026-11-23' AND licence.ends_on > :day GROUP BY slot.licence_id)"
)
"""The worst day that there can be: each licence has its next contact on it."""
FIRST_VERSIONS = text(
    "INSERT INTO plan_version (licence_id, area_id, number, at, cause, staff_only, changes)"
    " SELECT id, area_id, 1, created_at, 'The first plan of the licence', false, '[]' FROM licence"
)


def replanned(address: str, areas: int = AREAS) -> Iterator[Figure]:
    """How many plans a second follow a holiday, and what the page that shows it first takes."""
    with on_postgresql(address, areas) as url, application(url).app_context():
        db.session.execute(ALL_ON_ONE_DAY, {"day": HOLIDAY})
        db.session.execute(FIRST_VERSIONS)
        db.session.commit()
        db.session.execute(text("ANALYZE slot, plan_version"))
        db.session.commit()
        asked: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        yield shown()
        asked.clear()
        yield from made(asked)
        db.session.remove()
        db.engine.dispose()


def shown() -> Figure:
    """What follows, worked out for the page that is confirmed."""
    began = time.perf_counter()
    told = facts.consequences(ClosureDayChanged(EVERY_NATION, HOLIDAY, Closure.ADDED, None))
    took = time.perf_counter() - began
    db.session.rollback()
    moved = sum(change.count for change in told)
    return Figure("B17", "what a holiday moves, shown before it is added", f"{moved:,}", f"{took:.1f} s", "", None)


def made(asked: list[str]) -> Iterator[Figure]:
    """The holiday is added, the plans are made anew with a version each, and the lists follow."""
    began = time.perf_counter()
    add_closure_day(EVERY_NATION, HOLIDAY, reason="One-off holiday", by=None)
    db.session.flush()
    planned = time.perf_counter() - began
    statements = len([one for one in asked if not one.startswith(UNCOUNTED)])
    commit.now()
    took = time.perf_counter() - began
    plans = db.session.scalar(select(func.count()).select_from(PlanVersion).where(PlanVersion.number > 1)) or 0
    words = f"{plans / planned:,.0f} a second ({planned:.1f} s)"
    yield Figure("B17", "plans made anew and kept as versions", f"{plans:,}", words, "", None, sql=f"{statements}")
    words = f"{plans / took:,.0f} a second ({took:.1f} s)"
    yield Figure("B17", "the same with the lines of the lists and the commit", f"{plans:,}", words, "", None)
