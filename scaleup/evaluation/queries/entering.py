"""What the pages need on which scores are entered: the setting, the codes of a group, what stands there already."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from scaleup.areas.models import Implementation
from scaleup.areas.queries import implementations_of
from scaleup.delivery.models import DeliveryGroup
from scaleup.evaluation.models import (
    Administration,
    AggregateScore,
    EvaluationSetting,
    FormsReturned,
    Participant,
)
from scaleup.evaluation.queries.points import points_of_groups, terms_of_groups
from scaleup.evaluation.rules import (
    Arm,
    Course,
    Given,
    Key,
    Known,
    Scored,
    Somebody,
    alarming,
    columns_for,
    template,
)
from scaleup.extensions import db
from scaleup.programmes.rules import Scale, UnitWords, folded, words_for
from scaleup.programmes.service import terms


@dataclass(frozen=True)
class Alarm:
    """A score that asks for somebody to act: whose code, and which score. Never how high."""

    code: str
    scale: str


def setting_of(implementation_id: int) -> EvaluationSetting | None:
    """What the area chose for this programme; None where nothing was, and so nothing is on."""
    return db.session.get(EvaluationSetting, implementation_id)


def records_on(implementation_id: int) -> bool:
    """Whether records under random codes may be entered."""
    found = setting_of(implementation_id)
    return found is not None and found.records_on is not None


def pathway_of(implementation_id: int) -> str:
    """Whom the area turns to with a high score; empty where nobody is named."""
    found = setting_of(implementation_id)
    return found.pathway if found else ""


def unit_of(taken_up: Iterable[Implementation]) -> UnitWords:
    """What these deliver, as it is called together."""
    return words_for({one.programme_version.unit.one for one in taken_up})


def asks_for_forms(found: Implementation) -> bool:
    """Whether any measure is given under its version."""
    return bool(found.programme_version.content.get("measures"))


def participants_of(group_id: int, *, role: str, arm: str = Arm.PROGRAMME) -> Sequence[Participant]:
    """The codes of a group in this role, in the order of the alphabet."""
    return db.session.scalars(
        select(Participant)
        .where(Participant.group_id == group_id, Participant.role == role, Participant.arm == arm)
        .order_by(Participant.code)
    ).all()


def latest_participant(group_id: int) -> int:
    """The number of the group's latest code; nought where it has none."""
    return db.session.scalar(select(func.max(Participant.id)).where(Participant.group_id == group_id)) or 0


def administrations_of(participant_ids: Collection[int], time_point: str) -> Sequence[Administration]:
    """What these participants gave at a time point, with its scores."""
    return db.session.scalars(
        select(Administration)
        .where(Administration.participant_id.in_(participant_ids), Administration.time_point == time_point)
        .options(selectinload(Administration.scores), joinedload(Administration.participant))
        .order_by(Administration.id)
    ).all()


def alarms_of(administrations: Sequence[Administration]) -> list[Alarm]:
    """Those of these scores that ask for somebody to act, by code."""
    found = [Alarm(one.participant.code, scale.name) for one in administrations for scale in alarming_scales(one)]
    return sorted(found, key=lambda one: (one.code, one.scale))


def alarms_in(given: Iterable[Given], codes: Mapping[int, str]) -> list[Alarm]:
    """The same of what is about to be entered, in the order in which it was given."""
    return [
        Alarm(codes[one.participant_id], scale.name) for one in given for scale in alarming(one.measure, one.scores)
    ]


def alarming_scales(one: Administration) -> tuple[Scale, ...]:
    """The scores of an administration that ask for somebody to act, by the version that was answered."""
    measures = {measure.code: measure for measure in terms(one.programme_version_id).measures}
    measure = measures.get(one.measure)
    return alarming(measure, tuple(Scored(each.scale, each.value) for each in one.scores)) if measure else ()


def means_of(group_id: int, *, role: str, arm: str, time_point: str) -> dict[tuple[str, str], AggregateScore]:
    """The means of a group at a time point, by measure and score."""
    rows = db.session.scalars(
        select(AggregateScore).where(
            AggregateScore.group_id == group_id,
            AggregateScore.role == role,
            AggregateScore.arm == arm,
            AggregateScore.time_point == time_point,
        )
    )
    return {(row.measure, row.scale): row for row in rows}


def returned_of(group_id: int, *, role: str, arm: str, time_point: str) -> FormsReturned | None:
    """The count of the forms of a group at a time point."""
    return db.session.scalar(
        select(FormsReturned).where(
            FormsReturned.group_id == group_id,
            FormsReturned.role == role,
            FormsReturned.arm == arm,
            FormsReturned.time_point == time_point,
        )
    )


def entered_of(participant_ids: Collection[int]) -> set[Key]:
    """What these participants gave before; one statement."""
    rows = db.session.execute(
        select(Administration.participant_id, Administration.construct, Administration.time_point).where(
            Administration.participant_id.in_(participant_ids)
        )
    )
    return {(row.participant_id, row.construct, row.time_point) for row in rows}


def known_of(area_id: int) -> Known:
    """What a file of the area may name: groups whose records may be entered, codes, and what was entered before."""
    groups = db.session.scalars(
        select(DeliveryGroup)
        .join(EvaluationSetting, EvaluationSetting.implementation_id == DeliveryGroup.implementation_id)
        .where(DeliveryGroup.area_id == area_id, EvaluationSetting.records_on.is_not(None))
    ).all()
    points, asked = points_of_groups(groups), terms_of_groups(groups)
    people = db.session.scalars(select(Participant).where(Participant.area_id == area_id)).all()
    entered = db.session.execute(
        select(Administration.participant_id, Administration.construct, Administration.time_point).where(
            Administration.area_id == area_id
        )
    )
    return Known(
        groups={
            folded(one.name): Course(
                one.id, one.name, asked[one.programme_version_id], {point.code: point for point in points[one.id]}
            )
            for one in groups
        },
        people={one.code: Somebody(one.id, one.group_id, one.role, one.arm) for one in people},
        entered={(row.participant_id, row.construct, row.time_point) for row in entered},
        unit=words_for({one.unit for one in groups}) if groups else unit_of(implementations_of(area_id)),
    )


def pathways_of(area_id: int) -> list[str]:
    """Whom the area turns to with a high score, under each programme for which somebody is named."""
    named = db.session.scalars(
        select(EvaluationSetting.pathway)
        .where(EvaluationSetting.area_id == area_id, EvaluationSetting.pathway != "")
        .order_by(EvaluationSetting.implementation_id)
    )
    return list(dict.fromkeys(named))


def template_of(area_id: int, today: date) -> list[tuple[str, ...]]:
    """The file to be filled in: for each code what is open and has not been entered, by time point; heads first."""
    known = known_of(area_id)
    rows: list[tuple[str, ...]] = [columns_for(known.unit)]
    courses = {one.group_id: one for one in known.groups.values()}
    for code, who in sorted(known.people.items()):
        course = courses.get(who.group_id)
        for point in course.points.values() if course else ():
            if course and point.opens_on <= today:
                lines = template(course, code=code, role=who.role, time_point=point.code, arm=who.arm)
                entered = {
                    measure for one, measure, at in known.entered if (one, at) == (who.participant_id, point.code)
                }
                rows += [line for measure, line in lines if measure.construct not in entered]
    return rows
