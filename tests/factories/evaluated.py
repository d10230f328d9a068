"""What evaluation holds of an area, one of each: scores under codes, a mean, a birth, a survey with its answers."""

from datetime import date, datetime

from sqlalchemy import select

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.delivery.models import DeliveryGroup
from scaleup.evaluation.models import AggregateScore, BabyWeight, BirthOutcome, Participant, ProcessActivity
from scaleup.evaluation.rules.activities import Conductor, Effect, Kind, Mentioned, Told
from scaleup.evaluation.rules.codes import BirthMode
from scaleup.evaluation.service import activities
from scaleup.extensions import db
from tests.factories import delivery, evaluation
from tests.factories import support as make


def answered(of: Implementation, lead: Person, *, now: datetime) -> DeliveryGroup:
    """A group of which mothers gave scores under codes, one gave birth, and whose fathers' mean was sent."""
    group = delivery.group(of)
    evaluation.people(group, evaluation.anxiety([9, 12], [8, 10]))
    make.keep(
        AggregateScore(
            group_id=group.id,
            area_id=group.area_id,
            programme_version_id=group.programme_version_id,
            role="father",
            time_point="T1",
            measure="hads",
            scale="anxiety",
            n=3,
            mean=7.5,
            entered_at=now,
            entered_by_id=lead.id,
        )
    )
    mother = db.session.scalars(select(Participant).where(Participant.group_id == group.id)).all()[0]
    birth = BirthOutcome(
        participant_id=mother.id,
        area_id=group.area_id,
        month="2024-09",
        gestation_weeks=39,
        mode=BirthMode.SPONTANEOUS,
        entered_at=now,
        entered_by_id=lead.id,
    )
    birth.babies = [BabyWeight(number=1, grams=3140)]
    make.keep(birth)
    return group


def asked(of: Implementation, lead: Person, *, nonce: str, today: date, now: datetime) -> ProcessActivity:
    """A survey of twelve mothers, with what came up and how they answered."""
    mentioned = (Mentioned("venue", Effect.HELPS, 6),)
    told = Told(Kind.SATISFACTION, date(2026, 11, 2), date(2026, 11, 2), Conductor.AREA, mothers=12, themes=mentioned)
    row = activities.enter(of.id, told, nonce=nonce, by=lead.id, today=today, now=now)
    activities.count_answers(row, {"useful": {4: 5, 5: 7}}, version=row.version, by=lead.id)
    return row
