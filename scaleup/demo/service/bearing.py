"""Births of Marlbury, invented: one of each mother who was visited after it, drawn by a seed of their own.

Apart from the scores, so that these are the same whatever is drawn here.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from scaleup.core.dates import LONDON
from scaleup.evaluation.rules import BirthMode, month_of

SEED = 60
BEFORE_THE_VISIT = timedelta(weeks=4)
MODES = (
    (BirthMode.SPONTANEOUS,) * 26
    + (BirthMode.ASSISTED,) * 6
    + (BirthMode.PLANNED_CAESAREAN,) * 6
    + (BirthMode.EMERGENCY_CAESAREAN,) * 8
    + (BirthMode.NOT_KNOWN,) * 2
)
"""Of the 48 mothers who were visited by 22 November 2026; of more these begin anew, as the weeks do."""
EARLY = (34, 35, 35, 36, 36)
WEEKS: tuple[int | None, ...] = EARLY + (37,) * 5 + (38,) * 9 + (39,) * 14 + (40,) * 11 + (41,) * 3 + (None,)
LIGHT = (2010, 2180, 2260, 2390, 2440)
"""What babies weighed who came early, in grams."""
OTHERS = (256, 438)
"""From what to what the others weighed, in tens of grams."""


def births(visited: Sequence[tuple[int, date]], *, by: int | None) -> list[dict[str, object]]:
    """The births of these mothers, each with what its one baby weighed."""
    chance = Random(SEED)  # noqa: S311 - invented births, the same at every start
    modes, weeks = chance.sample(MODES, len(MODES)), chance.sample(WEEKS, len(WEEKS))
    found: list[dict[str, object]] = []
    for number, (place, visited_on) in enumerate(visited):
        week = weeks[number % len(weeks)]
        weight = LIGHT[number % len(LIGHT)] if week in EARLY else 10 * chance.randint(*OTHERS)
        found.append(
            {
                "participant_id": place,
                "month": month_of(visited_on - BEFORE_THE_VISIT),
                "gestation_weeks": week,
                "mode": modes[number % len(modes)],
                "grams": weight,
                "entered_at": datetime.combine(visited_on + timedelta(days=1), time(16), LONDON),
                "entered_by_id": by,
            }
        )
    return found
