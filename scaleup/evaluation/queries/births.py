"""Births as they stand: of a group, under a code, and what of an area a file may name."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from scaleup.areas.queries import implementations_of
from scaleup.delivery.models import DeliveryGroup
from scaleup.evaluation.models import BirthOutcome, EvaluationSetting, Participant
from scaleup.evaluation.queries.entering import unit_of
from scaleup.evaluation.queries.points import points_of_groups, terms_of_groups
from scaleup.evaluation.rules import Point, Somebody, months_of_birth
from scaleup.evaluation.rules.birth_sheet import COLUMNS, Expecting, Known
from scaleup.extensions import db
from scaleup.programmes.rules import Giver, TimePoint, folded, words_for
from scaleup.programmes.service import terms


def birth_point(group: DeliveryGroup) -> TimePoint | None:
    """The time point at which births of the group are reported; None where its programme asks for none."""
    return terms(group.programme_version_id).birth_point


def points_of_group(group: DeliveryGroup) -> tuple[Point, ...]:
    """The time points of the group by its real days; one statement."""
    return points_of_groups([group])[group.id]


def mothers_of(group_id: int) -> Sequence[Participant]:
    """The mothers' codes of a group, the programme's own and those compared, in the order of the alphabet."""
    return db.session.scalars(
        select(Participant)
        .where(Participant.group_id == group_id, Participant.role == Giver.MOTHER)
        .order_by(Participant.arm.desc(), Participant.code)
    ).all()


def mother_of(group_id: int, participant_id: int) -> Participant | None:
    """A mother of the group by the number of her code."""
    return db.session.scalar(
        select(Participant).where(
            Participant.id == participant_id, Participant.group_id == group_id, Participant.role == Giver.MOTHER
        )
    )


def birth_of(participant_id: int) -> BirthOutcome | None:
    """The birth under a code, with its babies."""
    return db.session.scalar(
        select(BirthOutcome)
        .where(BirthOutcome.participant_id == participant_id)
        .options(selectinload(BirthOutcome.babies))
    )


def told_of(participant_ids: Collection[int]) -> frozenset[int]:
    """Those of these codes under which a birth stands."""
    return frozenset(
        db.session.scalars(
            select(BirthOutcome.participant_id)
            .where(BirthOutcome.participant_id.in_(participant_ids))
            .order_by(BirthOutcome.participant_id)
        )
    )


def known_of(area_id: int, today: date) -> Known:
    """What a file of the area may name: groups whose births may be entered, codes, and who has a birth already."""
    groups = db.session.scalars(
        select(DeliveryGroup)
        .join(EvaluationSetting, EvaluationSetting.implementation_id == DeliveryGroup.implementation_id)
        .where(DeliveryGroup.area_id == area_id, EvaluationSetting.records_on.is_not(None))
        .order_by(DeliveryGroup.id)
    ).all()
    points, asked = points_of_groups(groups), terms_of_groups(groups)
    people = db.session.scalars(select(Participant).where(Participant.area_id == area_id).order_by(Participant.id))
    entered = db.session.scalars(
        select(BirthOutcome.participant_id).where(BirthOutcome.area_id == area_id).order_by(BirthOutcome.id)
    )
    return Known(
        groups={
            folded(one.name): Expecting(
                one.id,
                one.name,
                months_of_birth(points[one.id], today),
                asks=asked[one.programme_version_id].birth_point is not None,
            )
            for one in groups
        },
        people={one.code: Somebody(one.id, one.group_id, one.role, one.arm) for one in people},
        entered=frozenset(entered),
        unit=words_for({one.unit for one in groups}) if groups else unit_of(implementations_of(area_id)),
    )


def template_of(area_id: int, today: date) -> list[tuple[str, ...]]:
    """The file to be filled in: a row for each mother whose birth is not entered; heads first."""
    known = known_of(area_id, today)
    groups = {one.group_id: one for one in known.groups.values() if one.asks}
    rows: list[tuple[str, ...]] = [(known.unit.one, *COLUMNS[1:])]
    for code, who in sorted(known.people.items()):
        if who.role == Giver.MOTHER and who.group_id in groups and who.participant_id not in known.entered:
            rows.append((groups[who.group_id].name, code, *[""] * len(COLUMNS[2:])))
    return rows
