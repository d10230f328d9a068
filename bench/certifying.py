"""B15: 100,000 people certified by the rule alone: is the part complete, from when until when does that accredit."""

import time
from collections.abc import Iterator
from datetime import date

from bench.figures import Figure
from scaleup.programmes.service import shipped
from scaleup.training.rules import (
    Attendance,
    Half,
    Period,
    Requirement,
    Sitting,
    Trained,
    certification,
    requires,
    standing,
)

PEOPLE = 100_000
AT_LEAST = 10_000
"""A second: certifying a unit of 10,000 areas with ten facilitators each takes no longer than a cup of tea."""
DAYS = (date(2024, 4, 23), date(2024, 4, 24), date(2024, 4, 25))
LICENCE = (Period(date(2024, 4, 1), date(2027, 3, 31)),)
TODAY, FIRST_SESSION = date(2026, 11, 23), date(2024, 6, 18)
MARKS = (Attendance.PRESENT, Attendance.PRESENT, Attendance.LATE, Attendance.PRESENT, Attendance.ABSENT)


def certified() -> Iterator[Figure]:
    """People a second, each with six half-days, a requirement, a licence and a first session."""
    programme = shipped("baby-steps")
    assert programme is not None
    needed = requires(programme.training.events)
    asked = Requirement("Initial training", programme.training.complete_at_percent, 6, date(2024, 7, 1))
    people = [sittings(number) for number in range(PEOPLE)]
    begun = time.process_time()
    accredited = 0
    for one in people:
        found = certification(one, asked, TODAY)
        parts = {"initial": found.complete_on} if found.complete_on else {}
        accredited += standing(Trained(parts, LICENCE, FIRST_SESSION), needed, TODAY).may_deliver
    rate = PEOPLE / (time.process_time() - begun)
    if accredited:
        raise SystemExit("B15: without top-up nobody may deliver two years later.")
    yield Figure(
        "B15",
        "people certified by the rule",
        f"{PEOPLE:,}",
        f"{rate:,.0f}/s",
        f"at least {AT_LEAST:,}/s",
        rate >= AT_LEAST,
    )


def sittings(number: int) -> list[Sitting]:
    """Six half-days of three hours; two people in five miss one."""
    halves = [(day, on_day, half) for day, on_day in enumerate(DAYS, 1) for half in Half]
    return [
        Sitting(day, on_day, half, 180, MARKS[(number + place * (number % 3)) % len(MARKS)])
        for place, (day, on_day, half) in enumerate(halves)
    ]
