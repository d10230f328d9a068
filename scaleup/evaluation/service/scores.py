"""Scores are entered: forms counted, means of a group, measures of participants under codes. Answers are not kept."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from scaleup import audit
from scaleup.core.dates import counted
from scaleup.core.errors import Refusal, Refused, refuse
from scaleup.delivery.models import DeliveryGroup
from scaleup.delivery.queries import values_of
from scaleup.evaluation import queries
from scaleup.evaluation.models import (
    Administration,
    FormsReturned,
    Participant,
    Score,
)
from scaleup.evaluation.rules import (
    CODE_LENGTH,
    Forms,
    Given,
    Key,
    Point,
    Read,
    code_of,
    expected,
    read,
    refusals_of_day,
    refusals_of_forms,
    refusals_of_giving,
    refusals_of_point,
    refusals_of_total,
)
from scaleup.extensions import db
from scaleup.licences.queries import lock_implementation
from scaleup.programmes.service import terms

CODES_AT_MOST = 99
"""Of one role in one group: more is a slip of the key."""
NOT_ON = "Records under codes are not switched on for this programme in this area. Enter the means instead."
MEANWHILE = "Somebody entered {measure} at {point} of {code} meanwhile. Nothing was saved: leave that one out."


@dataclass(frozen=True)
class Whose:
    """Which forms are meant: of a group, a role, an arm, at a time point."""

    group: DeliveryGroup
    role: str
    arm: str
    point: Point


def make_codes(group: DeliveryGroup, *, role: str, arm: str, count: int, by: int | None) -> list[str]:
    """So many new codes of the group, drawn at random, none of which the area has. Raises Refused."""
    lock_implementation(group.implementation_id)
    if not queries.records_on(group.implementation_id):
        raise refuse(NOT_ON)
    if not 1 <= count <= CODES_AT_MOST:
        raise refuse(f"Enter how many codes to make, from 1 to {CODES_AT_MOST}", "count")
    taken = set(db.session.scalars(select(Participant.code).where(Participant.area_id == group.area_id)))
    made: list[str] = []
    while len(made) < count:
        code = code_of([secrets.randbelow(1 << 16) for _ in range(CODE_LENGTH)])
        if code not in taken:
            taken.add(code)
            made.append(code)
            db.session.add(Participant(group_id=group.id, area_id=group.area_id, code=code, role=role, arm=arm))
    db.session.flush()
    note("participant codes made", group, by)
    return made


def count_forms(whose: Whose, forms: Forms, *, now: datetime, today: date, by: int | None) -> FormsReturned:
    """The forms of a group at a time point are counted. Raises Refused."""
    group = whose.group
    value = values_of([group])[group.id]
    wanted = expected(value, whose.role, forms)
    refusals = [*refusals_of_point(whose.point, today=today), *refusals_of_forms(forms, wanted=wanted)]
    if refusals:
        raise Refused(refusals)
    row = queries.returned_of(group.id, role=whose.role, arm=whose.arm, time_point=whose.point.code)
    if row is None:
        row = FormsReturned(
            group_id=group.id, area_id=group.area_id, role=whose.role, arm=whose.arm, time_point=whose.point.code
        )
        db.session.add(row)
    row.received, row.asked = forms.received, forms.asked
    row.not_returned = {code: count for code, count in forms.not_returned.items() if count}
    row.entered_at, row.entered_by_id = now, by
    db.session.flush()
    note("forms counted", group, by)
    return row


def keep_scores(group: DeliveryGroup, given: Sequence[Given], *, now: datetime, today: date, by: int | None) -> None:
    """These measures of participants of the group stand with their scores, all or none. Raises Refused."""
    keep_all(group.area_id, {group.id: group}, given, now=now, today=today, by=by)
    note("scores entered", group, by)


def keep_all(
    area_id: int,
    groups: Mapping[int, DeliveryGroup],
    given: Sequence[Given],
    *,
    now: datetime,
    today: date,
    by: int | None,
) -> None:
    """These measures stand with their scores, all or none. Raises Refused."""
    for implementation_id in sorted({one.implementation_id for one in groups.values()}):
        lock_implementation(implementation_id)
        if not queries.records_on(implementation_id):
            raise refuse(NOT_ON)
    people = people_of({one.participant_id for one in given}, area_id)
    points = {gid: {one.code: one for one in found} for gid, found in queries.points_of_groups(groups.values()).items()}
    before = queries.entered_of(people)
    refusals = [
        refusal
        for one in given
        for refusal in refusals_of(
            one, people[one.participant_id], groups[one.group_id], points[one.group_id], before=before, today=today
        )
    ]
    if refusals:
        raise Refused(refusals)
    for one in given:
        add(one, people[one.participant_id], groups[one.group_id], now=now, by=by)
    db.session.flush()


def refusals_of(
    one: Given,
    who: Participant,
    group: DeliveryGroup,
    points: Mapping[str, Point],
    *,
    before: Collection[Key],
    today: date,
) -> Iterable[Refusal]:
    """Why one measure cannot stand: what its form and its file refused is refused here again."""
    programme = terms(group.programme_version_id)
    if who.group_id != group.id:
        yield Refusal(f"{who.code} stands elsewhere, not here")
    yield from refusals_of_giving(programme, one.measure, role=who.role, time_point=one.time_point)
    point = points.get(one.time_point)
    if point is not None:
        yield from refusals_of_point(point, today=today)
        yield from refusals_of_day(point, one.circumstances.on_day, today=today)
    for score in one.scores:
        scale = one.measure.scale(score.scale)
        if scale is not None:
            yield from refusals_of_total(scale, score.value)
    if one.key in before:
        yield Refusal(MEANWHILE.format(measure=one.measure.name, point=one.time_point, code=who.code))


def add(one: Given, who: Participant, group: DeliveryGroup, *, now: datetime, by: int | None) -> None:
    """The measure is a row with its scores."""
    around = one.circumstances
    db.session.add(
        Administration(
            participant_id=who.id,
            area_id=group.area_id,
            programme_version_id=group.programme_version_id,
            measure=one.measure.code,
            construct=one.measure.construct,
            time_point=one.time_point,
            on_day=around.on_day,
            language=around.language,
            interpreter=around.interpreter,
            place=around.place,
            mode=around.mode,
            entered_at=now,
            entered_by_id=by,
            scores=[Score(scale=each.scale, value=each.value, imputed=each.imputed) for each in one.scores],
        )
    )


def people_of(participant_ids: Iterable[int], area_id: int) -> dict[int, Participant]:
    """These participants of the area."""
    rows = db.session.scalars(
        select(Participant).where(Participant.id.in_(sorted(participant_ids)), Participant.area_id == area_id)
    )
    return {row.id: row for row in rows}


def take_out(group: DeliveryGroup, participant_id: int, time_point: str, *, by: int | None) -> int:
    """What the participant gave at the time point is gone, to be entered anew; returns how many measures."""
    who = people_of({participant_id}, group.area_id).get(participant_id)
    if who is None or who.group_id != group.id:
        return 0
    rows = queries.administrations_of([who.id], time_point)
    for row in rows:
        db.session.delete(row)
    db.session.flush()
    if rows:
        note("scores taken out", group, by)
    return len(rows)


def bring_in(area_id: int, text: str, *, now: datetime, today: date, by: int | None) -> tuple[Read, str]:
    """What of the file has no mistake stands, all of it together; returns the file as read, and what was done."""
    found = read(text, queries.known_of(area_id), today=today)
    if not found.given:
        raise refuse("No row of this file can be brought in. Put its mistakes right and choose it again.")
    rows = db.session.scalars(
        select(DeliveryGroup).where(
            DeliveryGroup.area_id == area_id, DeliveryGroup.id.in_({one.group_id for one in found.given})
        )
    )
    groups = {row.id: row for row in rows}
    keep_all(area_id, groups, found.given, now=now, today=today, by=by)
    for group in groups.values():
        note("scores brought in", group, by)
    people = len({one.participant_id for one in found.given})
    return found, f"{counted(len(found.given), 'form')} of {people} codes"


def note(act: str, group: DeliveryGroup, by: int | None) -> None:
    """The act is in the log: which group, never whose or how high."""
    audit.record(act, subject="delivery_group", subject_id=group.id, person_id=by, area_id=group.area_id)
