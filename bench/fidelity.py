"""B22: the fidelity of 10,000 groups with 110,000 sessions, beside the bare reading of the same rows."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import event, select, text

from bench.databases import application, on_postgresql
from bench.figures import Figure
from bench.portfolio import NOW, TODAY, put
from bench.serving import UNCOUNTED
from scaleup.areas.models import Implementation
from scaleup.core import bulk
from scaleup.delivery.models import DeliveryGroup, GroupSession, SessionDeliverer
from scaleup.delivery.queries import group_values
from scaleup.delivery.rules import SessionRecord, State, planned_sessions
from scaleup.extensions import db
from scaleup.facilitators.models import Accreditation, Facilitator
from scaleup.fidelity.rules import area_scores, group_scores
from scaleup.programmes.rules import Programme
from scaleup.programmes.service import terms

AREAS, EACH = 1_000, 10
ROUNDS = 3
STATEMENTS = 4
MOST = 4.0
FIRST = date(2024, 6, 18)
BETWEEN = timedelta(weeks=11)
BARE = (
    "SELECT * FROM delivery_group ORDER BY id",
    "SELECT * FROM group_session ORDER BY planned_on, id",
    "SELECT session_id, facilitator_id FROM session_deliverer ORDER BY session_id, facilitator_id",
    "SELECT f.id, f.profession, a.from_on, a.until_on FROM facilitator f"
    " LEFT JOIN accreditation a ON a.facilitator_id = f.id ORDER BY f.id, a.from_on",
)
"""What group_values asks for, as plain rows."""


@dataclass(frozen=True)
class Took:
    """How long something took, in seconds: by the clock, and of this process."""

    wall: float
    cpu: float


def scored(address: str) -> Iterator[Figure]:
    """All groups read and scored, each by itself; and one area's ten, as its page does."""
    with on_postgresql(address, AREAS) as url, application(url).app_context():
        programme = laid()
        asked: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        ids = list(db.session.scalars(select(DeliveryGroup.id).order_by(DeliveryGroup.id)))
        asked.clear()
        first = once(lambda: score(ids, programme))
        counted = len([one for one in asked if not one.startswith(UNCOUNTED)])
        ours = middle([first, *(once(lambda: score(ids, programme)) for _ in range(ROUNDS - 1))])
        floor = middle([once(read) for _ in range(ROUNDS)])
        yield Figure(
            "B22",
            "fidelity of every group",
            f"{len(ids):,}",
            f"{ours.wall:.2f} s",
            f"at most {MOST:g}x, {STATEMENTS} SQL",
            ours.wall / floor.wall <= MOST and counted <= STATEMENTS,
            floor=f"{floor.wall:.2f} s",
            ratio=f"{ours.wall / floor.wall:.2f}",
            cpu=f"{ours.cpu * 1000:,.0f} / {floor.cpu * 1000:,.0f}",
            sql=str(counted),
        )
        area = middle([once(lambda: of_area(ids[:EACH], programme)) for _ in range(50)])
        words, cpu = f"{area.wall * 1000:.1f} ms", f"{area.cpu * 1000:.1f}"
        yield Figure("B22", "fidelity of one area", str(EACH), words, "", None, cpu=cpu)
        db.session.remove()
        db.engine.dispose()


def score(ids: list[int], programme: Programme) -> int:
    """Every group has its scores; returns how many have a colour."""
    with bulk.undisturbed():
        found = [group_scores(group, programme, today=TODAY) for group in group_values(ids).values()]
    db.session.rollback()
    return sum(one.colour is not None for one in found)


def of_area(ids: list[int], programme: Programme) -> None:
    """The scores of one area."""
    area_scores(list(group_values(ids).values()), programme, today=TODAY)
    db.session.rollback()


def read() -> None:
    """The same rows, read and left."""
    with db.engine.connect() as connection:
        for statement in BARE:
            connection.execute(text(statement)).all()


def once(act: Callable[[], object]) -> Took:
    """How long it takes."""
    began, worked = time.perf_counter(), time.process_time()
    act()
    return Took(time.perf_counter() - began, time.process_time() - worked)


def middle(every: list[Took]) -> Took:
    """The middle of both."""
    return Took(statistics.median(one.wall for one in every), statistics.median(one.cpu for one in every))


def laid() -> Programme:
    """Ten groups in each area, one after another, delivered as planned by two of its facilitators."""
    version_id = db.session.scalars(select(Implementation.programme_version_id)).first() or 0
    programme = terms(version_id)
    put(
        Accreditation,
        Facilitator.__table__,
        facilitator_id=Facilitator.id,
        implementation_id=Facilitator.implementation_id,
        from_on=FIRST,
        until_on=TODAY,
    )
    groups = [
        group_row(group_id, number // EACH + 1, number % EACH, version_id)
        for number, group_id in enumerate(bulk.next_ids(db.session(), DeliveryGroup, AREAS * EACH))
    ]
    bulk.put(db.session(), DeliveryGroup, groups)
    plans = [planned_sessions(programme.delivery, FIRST + BETWEEN * number) for number in range(EACH)]
    every = [(group, session) for group in groups for session in plans[int(group["name"])]]
    ids = bulk.next_ids(db.session(), GroupSession, len(every))
    pairs = pairs_by_area()
    bulk.put(db.session(), GroupSession, [session_row(one, *of) for one, of in zip(ids, every, strict=True)])
    who = [
        {"session_id": one, "facilitator_id": facilitator}
        for one, (group, _) in zip(ids, every, strict=True)
        for facilitator in pairs[group["area_id"]]
    ]
    bulk.put(db.session(), SessionDeliverer, who)
    db.session.commit()
    db.session.execute(text("ANALYZE"))
    db.session.commit()
    return programme


def pairs_by_area() -> dict[int, list[int]]:
    """Two facilitators of each area."""
    found: dict[int, list[int]] = {}
    for row in db.session.execute(select(Facilitator.area_id, Facilitator.id).order_by(Facilitator.id)):
        found.setdefault(row.area_id, []).append(row.id)
    return {area_id: people[:2] for area_id, people in found.items()}


def group_row(group_id: int, area: int, number: int, version_id: int) -> dict[str, Any]:
    """A group of this area; its name is its number there."""
    return {
        "id": group_id,
        "implementation_id": area,
        "area_id": area,
        "programme_version_id": version_id,
        "name": str(number),
        "variant": "standard",
        "first_on": FIRST + BETWEEN * number,
        "places": 8,
        "families": 7,
        "set_up_at": NOW,
    }


def session_row(session_id: int, group: dict[str, Any], session: SessionRecord) -> dict[str, object]:
    """A session of this group: held as planned, if its day has come."""
    held = session.planned_on <= TODAY
    return {
        "id": session_id,
        "group_id": group["id"],
        "area_id": group["area_id"],
        "code": session.code,
        "name": session.name,
        "kind": session.kind,
        "planned_on": session.planned_on,
        "minutes_planned": session.minutes_planned,
        "components_planned": list(session.components_planned),
        "state": State.HELD if held else State.PLANNED,
        "on_day": session.planned_on if held else None,
        "minutes": session.minutes_planned if held else None,
        "components": list(session.components_planned) if held else [],
        "mothers": 7 if held else None,
        "partners": 5 if held else None,
        "due_on": session.planned_on,
    }
