"""Who was trained to give which measure: for the page of process evaluation, and wherever scores are entered."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scaleup.accounts.models import Person
from scaleup.areas.models import AreaPerson, Implementation
from scaleup.areas.queries import in_scope
from scaleup.core.pages import Actor
from scaleup.evaluation.models import MeasureTraining
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.programmes.service import terms


@dataclass(frozen=True)
class Line:
    """Somebody who may give a measure."""

    measure_training_id: int
    implementation_id: int
    person_id: int
    name: str
    measure: str
    measure_words: str
    on_day: date
    trained_by: str


def trained_in(implementation_ids: Collection[int]) -> list[MeasureTraining]:
    """Who was trained in these implementations, by name and measure; one statement."""
    return list(
        db.session.scalars(
            select(MeasureTraining)
            .join(Person, Person.id == MeasureTraining.person_id)
            .where(MeasureTraining.implementation_id.in_(implementation_ids))
            .options(joinedload(MeasureTraining.person))
            .order_by(Person.name, MeasureTraining.measure, MeasureTraining.id)
        )
    )


def lines_in(implementations: Iterable[Implementation]) -> dict[int, list[Line]]:
    """The same for a page, by implementation, with the measures in words."""
    words = {one.id: measures_of(one) for one in implementations}
    found: dict[int, list[Line]] = defaultdict(list)
    for row in trained_in(list(words)):
        called = words[row.implementation_id].get(row.measure, row.measure)
        found[row.implementation_id].append(
            Line(
                row.id,
                row.implementation_id,
                row.person_id,
                row.person.name,
                row.measure,
                called,
                row.on_day,
                row.trained_by,
            )
        )
    return found


def measures_of(found: Implementation) -> dict[str, str]:
    """The measures of the programme's version, by code."""
    content = found.programme_version.content
    if "measures" not in content:
        return {}
    return {one.code: one.name for one in terms(found.programme_version_id).measures}


def may_be_trained(found: Implementation, today: date) -> dict[int, str]:
    """The people of the area and its facilitators who are there today, by id, in the order of their names."""
    area = (
        select(Person.id, Person.name)
        .join(AreaPerson, AreaPerson.person_id == Person.id)
        .where(AreaPerson.area_id == found.area_id, AreaPerson.until_on.is_(None) | (AreaPerson.until_on >= today))
    )
    team = (
        select(Person.id, Person.name)
        .join(Facilitator, Facilitator.person_id == Person.id)
        .where(Facilitator.implementation_id == found.id, ~Facilitator.left)
    )
    rows = {row.id: row.name for statement in (area, team) for row in db.session.execute(statement)}
    return dict(sorted(rows.items(), key=lambda each: (each[1], each[0])))


def training_in_scope(actor: Actor, measure_training_id: int, today: date) -> MeasureTraining:
    """The training of somebody; raises Absent where its area is not the actor's to see."""
    return in_scope(
        select(MeasureTraining).where(MeasureTraining.id == measure_training_id),
        MeasureTraining.area_id,
        actor=actor,
        today=today,
    )
