"""The facilitators of the demonstration: they join, are trained, and hold places."""

from collections.abc import Iterable, Sequence
from datetime import date

from scaleup.areas.models import Implementation
from scaleup.demo.rules import invented_name
from scaleup.demo.service.stage import SOURCE, Stage, enter
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.models import Facilitator
from scaleup.facilitators.rules import Profession
from scaleup.licences.models import Licence

HOSPITAL = frozenset({Profession.HEALTH_VISITOR, Profession.MIDWIFE})


def gather(
    stage: Stage,
    licence: Licence,
    implementation: Implementation,
    *,
    professions: Sequence[Profession],
    first: int,
    from_on: date,
) -> list[Facilitator]:
    """People of these professions have joined, and each holds a place of the licence."""
    area = implementation.area
    joined = []
    for number, profession in enumerate(professions, first):
        employer = f"{area.name} NHS Trust" if profession in HOSPITAL else f"{area.name} Council"
        person = enter(invented_name(number), area.name, now=stage.now, employer=employer)
        one = facilitators.join(implementation.id, person.id, profession=profession, by=None)
        facilitators.hold_place(licence.id, one.id, from_on=from_on, by=None)
        joined.append(one)
    return joined


def train(team: Iterable[Facilitator], part: str, done_on: date, *, today: date) -> None:
    """Everyone of the team has that part of training, if its day has come."""
    if done_on > today:
        return
    for one in team:
        facilitators.record_part(one.id, part, done_on=done_on, by=None, source=SOURCE)
