"""B21: results of a programme over 100,000 scores: the page beside the bare statement and NumPy's means."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import numpy as np
from sqlalchemy import create_engine, insert, select, text

from bench.blocks import ROUNDS, block, warmed
from bench.databases import application, on_postgresql
from bench.figures import Figure, milliseconds
from bench.servers import serving
from scaleup.areas.models import Implementation
from scaleup.core.base import Base
from scaleup.delivery.models import DeliveryGroup, GroupSession
from scaleup.evaluation.models import Administration, Participant, Score
from scaleup.extensions import db

AREAS, GROUPS, MOTHERS = 40, 25, 10
POINTS = {"T1": ("H1", 0), "T2": ("A6", 35), "T3": ("H2", 91), "T4": ("P3", 126), "F6": ("", 310)}
SCALES = ("anxiety", "depression")
PATH, STATEMENTS, MOST, ANSWERS = "/results", 10, 3.0, 5
WHAT = "results of a programme, 100,000 scores in 40 areas"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FLOOR = text(
    "SELECT p.area_id, p.role, p.arm, a.measure, s.scale, a.participant_id, a.time_point, s.value FROM score s"
    " JOIN administration a ON a.id = s.administration_id JOIN participant p ON p.id = a.participant_id"
)


def shown(address: str, folder: Path) -> Iterator[Figure]:
    """The page and its floor in alternating rounds, on PostgreSQL."""
    with on_postgresql(address, 100) as url:
        fill(url)
        engine = create_engine(url)
        with serving("ours", url, folder) as web, engine.connect() as connection:
            warmed(web, lambda _: PATH)
            bare(connection)
            rounds = [(block(web, lambda _: PATH, ANSWERS, start=0), bare(connection)) for _ in range(ROUNDS)]
        engine.dispose()
    ours = median(median(one.times) for one, _ in rounds) * 1000
    floor = median(took for _, took in rounds) * 1000
    ratios = [median(one.times) / took for one, took in rounds]
    asked = max(one.asked for one, _ in rounds)
    yield Figure(
        "B21",
        WHAT,
        str(AREAS),
        milliseconds(ours),
        f"at most {MOST:g}x, {STATEMENTS} SQL",
        median(ratios) <= MOST and asked <= STATEMENTS,
        floor=milliseconds(floor),
        ratio=f"{median(ratios):.2f} ({min(ratios):.2f}..{max(ratios):.2f})",
        cpu=f"{median(one.cpu for one, _ in rounds) * 1000:.0f}",
        sql=f"{asked:g}",
    )


def bare(connection: Any) -> float:
    """How long the rows and the mean and spread of each score at each point take, with nothing held back."""
    begun = time.perf_counter()
    found: dict[tuple[str, ...], list[int]] = {}
    for _, role, arm, measure, scale, _, point, value in connection.execute(FLOOR):
        found.setdefault((role, arm, measure, scale, point), []).append(value)
    assert all(np.std(values, ddof=1) + np.mean(values) for values in found.values())
    connection.rollback()
    return time.perf_counter() - begun


def fill(url: str) -> None:
    """Forty areas have groups, mothers under codes, and their scores."""
    app = application(url)
    with app.app_context():
        lay()
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def lay() -> None:
    """The rows; ids are given here, since nothing else is in these tables."""
    chance = Random(21)
    found = db.session.execute(
        select(Implementation.id, Implementation.area_id, Implementation.programme_version_id)
        .order_by(Implementation.id)
        .limit(AREAS)
    ).all()
    groups: list[dict[str, Any]] = []
    sessions: list[dict[str, Any]] = []
    people: list[dict[str, Any]] = []
    given: list[dict[str, Any]] = []
    scores: list[dict[str, Any]] = []
    for implementation, area, version in found:
        for number in range(GROUPS):
            first_on = date(2024, 5, 1) + timedelta(days=20 * number)
            groups.append(
                group(
                    len(groups) + 1,
                    implementation=implementation,
                    area=area,
                    version=version,
                    name=f"G{number:02}",
                    first_on=first_on,
                )
            )
            sessions += [
                session(len(groups), area, code, first_on + timedelta(days=days))
                for code, days in POINTS.values()
                if code
            ]
            for _ in range(MOTHERS):
                people.append(person(len(people) + 1, len(groups), area))
                level = chance.gauss(9, 3.5)
                for point in POINTS:
                    given.append(
                        giving(
                            len(given) + 1, of=len(people), area=area, version=version, point=point, first_on=first_on
                        )
                    )
                    scores += [
                        {"administration_id": len(given), "scale": scale, "value": drawn(chance, level)}
                        for scale in SCALES
                    ]
    rows: tuple[tuple[type[Base], list[dict[str, Any]]], ...] = (
        (DeliveryGroup, groups),
        (GroupSession, sessions),
        (Participant, people),
        (Administration, given),
        (Score, scores),
    )
    for model, some in rows:
        for place in range(0, len(some), 10_000):
            db.session.execute(insert(model), some[place : place + 10_000])


def group(number: int, *, implementation: int, area: int, version: int, name: str, first_on: date) -> dict[str, Any]:
    """A group."""
    return {
        "id": number,
        "implementation_id": implementation,
        "area_id": area,
        "programme_version_id": version,
        "name": name,
        "variant": "standard",
        "first_on": first_on,
        "places": 10,
        "families": 10,
        "set_up_at": NOW,
    }


def session(of: int, area: int, code: str, day: date) -> dict[str, Any]:
    """A session of a group."""
    return {
        "group_id": of,
        "area_id": area,
        "code": code,
        "name": code,
        "kind": "unit",
        "planned_on": day,
        "due_on": day,
    }


def person(number: int, of: int, area: int) -> dict[str, Any]:
    """A mother under a code, which is her number in letters."""
    code = "".join(chr(65 + number // 23**place % 23) for place in range(6))
    return {"id": number, "group_id": of, "area_id": area, "code": code, "role": "mother"}


def giving(number: int, *, of: int, area: int, version: int, point: str, first_on: date) -> dict[str, Any]:
    """A measure given."""
    return {
        "id": number,
        "participant_id": of,
        "area_id": area,
        "programme_version_id": version,
        "measure": "hads",
        "construct": "hads",
        "time_point": point,
        "on_day": first_on,
        "language": "en",
        "interpreter": "none",
        "place": "group",
        "mode": "paper",
        "entered_at": NOW,
    }


def drawn(chance: Random, level: float) -> int:
    """A score about a level."""
    return min(21, max(0, round(chance.gauss(level, 2))))
