"""What was due of each group at each time point, and what came in: batched, for pages, My work and reminders."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select

from scaleup.areas.models import Area, Implementation
from scaleup.delivery.models import DeliveryGroup
from scaleup.delivery.queries import values_of
from scaleup.delivery.rules import Group
from scaleup.evaluation.models import Administration, AggregateScore, FormsReturned, Participant
from scaleup.evaluation.rules import Arm, Forms, Point, Share, Standing, expected, points_of, share_of, standing
from scaleup.extensions import db
from scaleup.programmes.rules import Giver, Programme, UnitWords
from scaleup.programmes.service import terms

Where = tuple[int, str, str, str]
"""Group, role, arm, time point."""
Which = Collection[int] | Select[int]
"""The ids of groups, or a statement that asks for them."""


@dataclass(frozen=True)
class GroupPoint:
    """A time point of a group: what was due of the mothers, and what came in. It never says who."""

    area_id: int
    implementation_id: int
    group_id: int
    group: str
    words: UnitWords
    """What the group is called: a group, a family."""
    point: Point
    forms: Forms
    wanted: int | None
    standing: Standing
    share: Share

    @property
    def due_on(self) -> date:
        """The day of the time point."""
        return self.point.due_on


def points_of_groups(groups: Iterable[DeliveryGroup]) -> dict[int, tuple[Point, ...]]:
    """The time points of each group by its real days; one statement."""
    rows = list(groups)
    values, asked = values_of(rows), terms_of_groups(rows)
    return {one.id: points_of(values[one.id], asked[one.programme_version_id].points_asked) for one in rows}


def terms_of_groups(groups: Iterable[DeliveryGroup]) -> dict[int, Programme]:
    """What the programme asks of these groups, by version: each is read once, however many groups there are."""
    return {version_id: terms(version_id) for version_id in sorted({one.programme_version_id for one in groups})}


def forms_of(group_ids: Which) -> dict[Where, Forms]:
    """What is known of the forms of these groups; three statements.

    Where forms were counted, and scores of more people stand here, the scores say how many came back.
    """
    found: dict[Where, Forms] = {}
    for row in db.session.scalars(select(FormsReturned).where(FormsReturned.group_id.in_(group_ids))):
        where = (row.group_id, row.role, row.arm, row.time_point)
        found[where] = Forms(row.received, dict(row.not_returned), row.asked)
    for where, count in scored_of(group_ids).items():
        known = found.get(where, Forms())
        if count > known.received:
            found[where] = Forms(count, known.not_returned, known.asked)
    return found


def scored_of(group_ids: Which) -> dict[Where, int]:
    """Of how many people scores stand here, whether under codes or as means; two statements."""
    people = db.session.execute(
        select(
            Participant.group_id,
            Participant.role,
            Participant.arm,
            Administration.time_point,
            func.count(Participant.id.distinct()),
        )
        .join(Participant, Participant.id == Administration.participant_id)
        .where(Participant.group_id.in_(group_ids))
        .group_by(Participant.group_id, Participant.role, Participant.arm, Administration.time_point)
    )
    means = db.session.execute(
        select(
            AggregateScore.group_id,
            AggregateScore.role,
            AggregateScore.arm,
            AggregateScore.time_point,
            func.max(AggregateScore.n),
        )
        .where(AggregateScore.group_id.in_(group_ids))
        .group_by(AggregateScore.group_id, AggregateScore.role, AggregateScore.arm, AggregateScore.time_point)
    )
    found: dict[Where, int] = {}
    for group_id, role, arm, point, count in [*people, *means]:
        where = (group_id, role, arm, point)
        found[where] = max(count, found.get(where, 0))
    return found


def group_points(implementation_ids: Collection[int], today: date) -> list[GroupPoint]:
    """Every time point of every group of these implementations, by day: of the mothers, whose number is known."""
    groups = list(
        db.session.scalars(
            select(DeliveryGroup)
            .where(DeliveryGroup.implementation_id.in_(implementation_ids))
            .order_by(DeliveryGroup.first_on, DeliveryGroup.id)
        )
    )
    values, forms = values_of(groups), forms_of([one.id for one in groups])
    asked = terms_of_groups(groups)
    found = []
    for group in groups:
        for point in points_of(values[group.id], asked[group.programme_version_id].points_asked):
            known = forms.get((group.id, Giver.MOTHER, Arm.PROGRAMME, point.code), Forms())
            found.append(of_mothers(group, values[group.id], point, known, today))
    return sorted(found, key=lambda one: (one.due_on, one.group_id))


def of_mothers(group: DeliveryGroup, value: Group, point: Point, known: Forms, today: date) -> GroupPoint:
    """The time point of one group."""
    wanted = expected(value, Giver.MOTHER, known)
    return GroupPoint(
        area_id=group.area_id,
        implementation_id=group.implementation_id,
        group_id=group.id,
        group=group.name,
        words=group.words,
        point=point,
        forms=known,
        wanted=wanted,
        standing=standing(point, known, wanted=wanted, today=today),
        share=share_of(point, known, wanted=wanted, today=today),
    )


def late_points(area_ids: Collection[int], today: date) -> list[tuple[str, GroupPoint]]:
    """The time points of these areas that are late, with the area's name: for whoever leads there."""
    rows = db.session.execute(
        select(Implementation.id, Area.name)
        .join(Area, Area.id == Implementation.area_id)
        .where(Implementation.area_id.in_(area_ids), Implementation.closed_on.is_(None))
    ).all()
    names = {row.id: row.name for row in rows}
    return [
        (names[one.implementation_id], one) for one in group_points(list(names), today) if one.standing is Standing.LATE
    ]
