"""Marlbury's two rounds of readiness, not yet and then ready with a condition; a round that is being answered."""

from collections.abc import Mapping
from datetime import date, timedelta

from scaleup.areas.models import Implementation
from scaleup.areas.queries import everyone_in
from scaleup.areas.rules import AreaRole
from scaleup.core.dates import nine_o_clock
from scaleup.demo.service.stage import Stage
from scaleup.readiness import queries, service
from scaleup.readiness.models import Assessment
from scaleup.readiness.rules import Answered, Condition, Decision, SignOff
from scaleup.readiness.service import Said

FIRST_ON, SECOND_ON, DEPUTY_BY = date(2023, 10, 17), date(2024, 1, 23), date(2024, 4, 30)
USUAL = 4
FIRST: Mapping[str, int] = {
    **dict.fromkeys(("P3", "P4", "L1", "W1", "W2", "M1", "M2", "C1", "P2"), 3),
    **dict.fromkeys(("P1", "P5", "L2", "L3", "W5", "C2"), 2),
    **dict.fromkeys(("W4", "M3"), 1),
    "D1": 3,
    "W3": 3,
}
"""The mean of capacity is 2.4, and the health partner has only talked about it."""
SECOND: Mapping[str, int] = {**dict.fromkeys(("P4", "L3", "W4", "W5", "C2", "M3"), 3), "L2": 2, "D1": 4}


def assess(stage: Stage, implementation: Implementation) -> None:
    """Both rounds are answered by the project lead, handed in and signed."""
    lead = next(one.person_id for one in everyone_in(implementation.area_id) if one.role == AreaRole.PROJECT_LEAD)
    first = answered(implementation, FIRST, on_day=FIRST_ON, by=lead)
    said = "The health partner has to agree in writing before anything else is planned."
    sign(stage, first, SignOff("Helen Ashworth", "Unit manager", Decision.NOT_YET, said, FIRST_ON))
    second = answered(implementation, SECOND, on_day=SECOND_ON, by=lead)
    deputy = Condition("Name a deputy lead.", lead, DEPUTY_BY, item_code="L2")
    said = "Both partners have agreed in writing; the deputy lead is being chosen."
    sign(stage, second, SignOff("Helen Ashworth", "Unit manager", Decision.CONDITIONS, said, SECOND_ON, (deputy,)))


def answered(implementation: Implementation, ratings: Mapping[str, int], *, on_day: date, by: int) -> Assessment:
    """A round that was answered and handed in on that day."""
    now = nine_o_clock(on_day)
    found = service.begin(implementation.id, by=by, now=now)
    there = queries.answers_of(found.id)
    said = []
    for code, one in there.items():
        seen = Answered(one.rating, one.evidence, one.owner_id, one.due_on)
        rated = Answered(ratings.get(code, USUAL), one.evidence, by, one.due_on)
        said.append(Said(code, rated, one.version, seen.stamp))
    service.answer(found.id, said, by=by, now=now)
    return service.hand_in(found.id, version=found.version, by=by, now=now)


ANSWERED: Mapping[str, tuple[int, str]] = {
    "N1": (5, "Births by ward for the last three years, from the public health team."),
    "N2": (4, "The needs assessment, chapter 4."),
    "N3": (2, ""),
    "N4": (3, "About 40 families a year, as the midwives count them."),
    "F1": (4, "Named in the start-for-life plan, page 12."),
    "F3": (3, ""),
    "P1": (2, "The head of midwifery was asked in person; nothing is in writing."),
    "L1": (4, "Three days a week, protected until March."),
}
"""What a preparing area has answered so far."""


def begin_answering(stage: Stage, implementation: Implementation, lead_id: int) -> None:
    """A round is begun, and the lead has answered some of it; the rest waits."""
    begun_at = nine_o_clock(stage.today - timedelta(days=12))
    found = service.begin(implementation.id, by=implementation.manager_id, now=begun_at)
    blank = Answered(None).stamp
    due_on = {"P1": stage.today + timedelta(days=25)}
    said = [
        Said(code, Answered(rating, words, lead_id, due_on.get(code)), 1, blank)
        for code, (rating, words) in ANSWERED.items()
    ]
    service.answer(found.id, said, by=lead_id, now=begun_at + timedelta(days=3))


WAITING: Mapping[str, int] = {**dict.fromkeys(("P1", "C2", "W5"), 2), **dict.fromkeys(("P2", "P4", "M3", "D4"), 3)}


def hand_in(stage: Stage, implementation: Implementation, lead_id: int) -> None:
    """A round was answered and handed in, and the unit has not signed it."""
    answered(implementation, WAITING, on_day=stage.today - timedelta(days=9), by=lead_id)


def sign(stage: Stage, found: Assessment, wanted: SignOff) -> None:
    """The round is signed on its day."""
    helen = stage.unit["Helen Ashworth"].id
    service.sign(found.id, wanted, version=found.version, by=helen, now=nine_o_clock(wanted.signed_on))
