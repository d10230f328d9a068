"""What results are read from: every score of a programme person by person, and means as sent.

A programme is read whole, whichever area is asked for, since what may be told of one area depends on the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import ColumnElement, case, func, select

from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import scoped
from scaleup.core.pages import Actor
from scaleup.core.years import financial_year
from scaleup.delivery.models import DeliveryGroup
from scaleup.evaluation.models import (
    Administration,
    AggregateScore,
    BabyWeight,
    BirthOutcome,
    Participant,
    Score,
)
from scaleup.evaluation.queries.completeness import ends
from scaleup.evaluation.rules.birth_results import Born
from scaleup.evaluation.rules.results import Answered, Cell, Gathered, Sent, Series
from scaleup.extensions import db
from scaleup.programmes.models import Programme, ProgrammeVersion

Labels = Mapping[tuple[int, str], str]
"""What each version of the programme calls its version of a measure: only these are the same measure."""


@dataclass(frozen=True)
class Offered:
    """A programme that has scores, or could."""

    id: int
    slug: str
    name: str
    scored: bool = False
    """Whether any group of it is set up."""


def programmes() -> list[Offered]:
    """The programmes by name; one statement."""
    groups = (
        select(DeliveryGroup.id)
        .join(ProgrammeVersion, ProgrammeVersion.id == DeliveryGroup.programme_version_id)
        .where(ProgrammeVersion.programme_id == Programme.id)
    )
    rows = db.session.execute(
        select(Programme.id, Programme.slug, Programme.name, groups.exists().label("scored")).order_by(Programme.name)
    )
    return [Offered(row.id, row.slug, row.name, row.scored) for row in rows]


def versions_of(programme_id: int) -> list[tuple[int, str]]:
    """The versions of a programme with their digests, the latest first; one statement."""
    rows = db.session.execute(
        select(ProgrammeVersion.id, ProgrammeVersion.digest)
        .where(ProgrammeVersion.programme_id == programme_id)
        .order_by(ProgrammeVersion.version.desc())
    )
    return [(row.id, row.digest) for row in rows]


def people_of(programme_id: int, points: Sequence[str], labels: Labels) -> list[Gathered]:
    """Everybody under a code with their scores at each of these points, by series; one statement."""
    end = ends()
    columns = [func.max(case((Administration.time_point == point, Score.value))) for point in points]
    asked = (
        select(
            Administration.participant_id,
            Participant.area_id,
            Participant.role,
            Participant.arm,
            end.c.ends_on,
            Administration.measure,
            Administration.programme_version_id,
            Score.scale,
            *columns,
        )
        .join(Administration, Administration.id == Score.administration_id)
        .join(Participant, Participant.id == Administration.participant_id)
        .join(DeliveryGroup, DeliveryGroup.id == Participant.group_id)
        .join(Implementation, Implementation.id == DeliveryGroup.implementation_id)
        .join(ProgrammeVersion, ProgrammeVersion.id == Implementation.programme_version_id)
        .join(end, end.c.group_id == DeliveryGroup.id)
        .where(ProgrammeVersion.programme_id == programme_id)
        .group_by(
            Administration.participant_id,
            Administration.measure,
            Administration.programme_version_id,
            Score.scale,
            Participant.area_id,
            Participant.role,
            Participant.arm,
            end.c.ends_on,
        )
    )
    found: dict[Series, dict[int, Answered]] = {}
    for person, area, role, arm, ends_on, measure, version, scale, *values in db.session.execute(asked):
        series = Series(measure, labels.get((version, measure), ""), scale, role, arm)
        held = {point: value for point, value in zip(points, values, strict=True) if value is not None}
        people = found.setdefault(series, {})
        before = people.get(person)
        people[person] = Answered(
            Cell(area, financial_year(ends_on)), {**before.values, **held} if before is not None else held
        )
    return [Gathered(series, tuple(people.values())) for series, people in found.items()]


def births_of(programme_id: int) -> dict[str, list[Born]]:
    """The births of a programme by arm, the programme's own first; one statement, a row for each baby."""
    end = ends()
    rows = db.session.execute(
        select(
            BirthOutcome.id,
            Participant.arm,
            Participant.area_id,
            end.c.ends_on,
            BirthOutcome.mode,
            BirthOutcome.gestation_weeks,
            BabyWeight.grams,
        )
        .join(Participant, Participant.id == BirthOutcome.participant_id)
        .join(end, end.c.group_id == Participant.group_id)
        .outerjoin(BabyWeight, BabyWeight.birth_id == BirthOutcome.id)
        .where(Participant.group_id.in_(select(DeliveryGroup.id).where(of_programme(programme_id))))
        .order_by(Participant.arm.desc(), BirthOutcome.id, BabyWeight.number)
    ).all()
    found: dict[str, list[Born]] = {}
    for (_, arm), babies in groupby(rows, key=lambda row: (row.id, row.arm)):
        first, *others = babies
        weights = tuple(row.grams for row in (first, *others) if row.grams is not None)
        cell = Cell(first.area_id, financial_year(first.ends_on))
        found.setdefault(arm, []).append(Born(cell, first.mode, first.gestation_weeks, weights))
    return found


def sent_of(programme_id: int, labels: Labels) -> list[Gathered]:
    """The means of groups as their areas sent them, by series; one statement."""
    end = ends()
    rows = db.session.execute(
        select(AggregateScore, end.c.ends_on)
        .join(DeliveryGroup, DeliveryGroup.id == AggregateScore.group_id)
        .join(Implementation, Implementation.id == DeliveryGroup.implementation_id)
        .join(ProgrammeVersion, ProgrammeVersion.id == Implementation.programme_version_id)
        .join(end, end.c.group_id == DeliveryGroup.id)
        .where(ProgrammeVersion.programme_id == programme_id)
    )
    found: dict[Series, list[Sent]] = {}
    for one, ends_on in rows:
        label = labels.get((one.programme_version_id, one.measure), "")
        series = Series(one.measure, label, one.scale, one.role, one.arm, counted=False)
        cell = Cell(one.area_id, financial_year(ends_on))
        found.setdefault(series, []).append(Sent(cell, one.time_point, one.n, one.mean, one.sd))
    return [Gathered(series, sent=tuple(some)) for series, some in found.items()]


def of_programme(programme_id: int) -> ColumnElement[bool]:
    """The groups of one programme."""
    return DeliveryGroup.implementation_id.in_(
        select(Implementation.id)
        .join(ProgrammeVersion, ProgrammeVersion.id == Implementation.programme_version_id)
        .where(ProgrammeVersion.programme_id == programme_id)
    )


def areas_seen(actor: Actor, programme_id: int, today: date) -> dict[int, str]:
    """The areas with this programme that the actor may see, by name; one statement."""
    asked = (
        select(Area.id, Area.name)
        .join(Implementation, Implementation.area_id == Area.id)
        .join(ProgrammeVersion, ProgrammeVersion.id == Implementation.programme_version_id)
        .where(ProgrammeVersion.programme_id == programme_id)
        .distinct()
        .order_by(Area.name)
    )
    return {row.id: row.name for row in db.session.execute(scoped(asked, Area.id, actor=actor, today=today))}
