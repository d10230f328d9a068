"""Marlbury's twelve groups: as many forms as domain.md 7.1 has, and scores drawn by chance, to look at."""

from datetime import date
from random import Random

from scaleup.areas.models import Implementation
from scaleup.delivery.models import DeliveryGroup
from tests.factories import delivery, evaluation

GROUPS = (
    (date(2024, 6, 18), 7, (6, 5, 5, 4, 2)),
    (date(2024, 9, 17), 8, (7, 6, 5, 5, 2)),
    (date(2025, 1, 14), 6, (5, 5, 4, 3, 2)),
    (date(2025, 2, 25), 8, (7, 6, 5, 5, 2)),
    (date(2025, 5, 13), 7, (6, 5, 5, 4, 2)),
    (date(2025, 9, 16), 7, (6, 5, 5, 4, 2)),
    (date(2025, 10, 7), 8, (7, 6, 5, 5, 2)),
    (date(2026, 1, 20), 6, (5, 5, 4, 3, 0)),
    (date(2026, 3, 3), 8, (7, 6, 5, 5, 0)),
    (date(2026, 5, 12), 7, (6, 5, 5, 4, 0)),
    (date(2026, 9, 15), 8, (7, 6, 0, 0, 0)),
    (date(2026, 10, 6), 7, (6, 5, 0, 0, 0)),
)
POINTS = ("T1", "T2", "T3", "T4", "F6")
DRIFT = {"T1": 0.0, "T2": -0.6, "T3": -1.0, "T4": -1.4, "F6": -1.2}


def marlbury(of: Implementation) -> None:
    """Its groups, the mothers' forms, and scores of mothers and of some fathers."""
    chance = Random(23)
    for number, (first_on, families, received) in enumerate(GROUPS, 1):
        group = delivery.group(of, f"G{number:02}", first_on=first_on, families=families)
        for point, count in zip(POINTS, received, strict=True):
            if count:
                evaluation.forms(group, point, count)
        evaluation.people(group, [mother(chance, received, place) for place in range(max(received))])
        fathers(group, chance, received)


def mother(chance: Random, received: tuple[int, ...], place: int) -> evaluation.Answers:
    """One mother: those who left first stand last."""
    anxiety, depression = chance.gauss(9, 3.5), chance.gauss(6.4, 3)
    return {
        point: {
            "anxiety": drawn(chance, anxiety + DRIFT[point]),
            "depression": drawn(chance, depression + DRIFT[point] / 3),
        }
        for point, count in zip(POINTS, received, strict=True)
        if place < count
    }


def fathers(group: DeliveryGroup, chance: Random, received: tuple[int, ...]) -> None:
    """A few of them, of whom some answer to the end."""
    levels = [chance.gauss(7.5, 3) for _ in range(3)]
    stay = (3, 2, 2 if received[2] else 0, 2 if received[3] else 0, 0)
    some = [
        {
            point: {"anxiety": drawn(chance, level + DRIFT[point])}
            for point, count in zip(POINTS, stay, strict=True)
            if place < count
        }
        for place, level in enumerate(levels)
    ]
    evaluation.people(group, some, role="father")


def drawn(chance: Random, level: float) -> int:
    """A score about a level."""
    return min(21, max(0, round(chance.gauss(level, 1.8))))
