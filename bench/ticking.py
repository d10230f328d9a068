"""B24: a minute in which nothing new is to be planned, at 10,000 areas with 20,000 groups and their forms."""

import gc
import statistics
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import event, select, text

from bench.databases import application, on_postgresql
from bench.fidelity import group_row, session_row
from bench.figures import Figure
from bench.portfolio import NOW, TODAY
from bench.serving import UNCOUNTED
from scaleup import commit
from scaleup.areas.models import Implementation
from scaleup.core import bulk
from scaleup.delivery.models import DeliveryGroup, GroupSession
from scaleup.delivery.rules import planned_sessions
from scaleup.evaluation.models import FormsReturned
from scaleup.evaluation.rules import Arm
from scaleup.extensions import db
from scaleup.programmes.rules import Giver
from scaleup.programmes.service import terms
from scaleup.reminders.service import plan_due

AREAS, EACH = 10_000, 2
ROUNDS = 4
STATEMENTS = 40
MOST = 1.0
"""Seconds of our CPU: a tick has a minute, and a worker has other things to do."""
UNANSWERED = 5
"""Of so many groups one has counted no forms."""
MINUTE = timedelta(minutes=1)


def ticked(address: str) -> Iterator[Figure]:
    """The first tick writes what is due; the figure is that of the minutes after it."""
    with on_postgresql(address, AREAS) as url, application(url).app_context():
        lay()
        asked: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        plan_due(NOW)
        commit.now()
        took, counted = [], 0
        for number in range(1, ROUNDS + 1):
            db.session.remove()
            gc.collect()
            gc.freeze()
            asked.clear()
            began = time.process_time()
            new = plan_due(NOW + number * MINUTE)
            commit.now()
            took.append(time.process_time() - began)
            counted = len([one for one in asked if not one.startswith(UNCOUNTED)])
            assert new == 0
        gc.unfreeze()
        middle = statistics.median(took)
        yield Figure(
            "B24",
            f"a tick with nothing new, {AREAS * EACH:,} groups",
            f"{AREAS:,}",
            f"{middle:.2f} s of CPU",
            f"at most {MOST:g} s, {STATEMENTS} SQL",
            middle <= MOST and counted <= STATEMENTS,
            cpu=f"{middle * 1000:,.0f}",
            sql=str(counted),
        )
        db.session.remove()
        db.engine.dispose()


def lay() -> None:
    """Two groups in each area, half a year apart, delivered as planned; of four in five the forms are counted."""
    version_id = db.session.scalars(select(Implementation.programme_version_id)).first() or 0
    programme = terms(version_id)
    ids = bulk.next_ids(db.session(), DeliveryGroup, AREAS * EACH)
    groups = [
        {**group_row(id_, number // EACH + 1, number % EACH, version_id), "first_on": first_on(number)}
        for number, id_ in enumerate(ids)
    ]
    bulk.put(db.session(), DeliveryGroup, groups)
    plans = {day: planned_sessions(programme.delivery, day) for day in {one["first_on"] for one in groups}}
    every = [(group, session) for group in groups for session in plans[group["first_on"]]]
    sessions = bulk.next_ids(db.session(), GroupSession, len(every))
    bulk.put(db.session(), GroupSession, [session_row(id_, *of) for id_, of in zip(sessions, every, strict=True)])
    hangs = {one.session: one.code for one in programme.time_points if not one.months_after}
    counted = [
        (group, hangs[session.code])
        for group, session in every
        if group["id"] % UNANSWERED and session.code in hangs and session.planned_on <= TODAY
    ]
    forms = bulk.next_ids(db.session(), FormsReturned, len(counted))
    bulk.put(db.session(), FormsReturned, [form_row(id_, *of) for id_, of in zip(forms, counted, strict=True)])
    db.session.commit()
    db.session.execute(text("ANALYZE"))
    db.session.commit()


def first_on(number: int) -> date:
    """The first day of this group: spread over two years, two months of them to come."""
    return TODAY - timedelta(days=number // EACH * 7 % 360 + 180 * (number % EACH) - 60)


def form_row(form_id: int, group: dict[str, Any], point: str) -> dict[str, object]:
    """All seven came back."""
    return {
        "id": form_id,
        "group_id": group["id"],
        "area_id": group["area_id"],
        "role": Giver.MOTHER,
        "arm": Arm.PROGRAMME,
        "time_point": point,
        "received": group["families"],
        "not_returned": {},
        "entered_at": NOW,
    }
