"""Before scores under codes are let go, what stays of them is written down: figures of the group, and counts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from scaleup.evaluation.models import Administration, AggregateScore, FormsReturned, Participant, Score
from scaleup.evaluation.queries.points import scored_of
from scaleup.evaluation.rules.kept import Summary, summary, together
from scaleup.extensions import db

Where = tuple[int, int, str, str, str, str, str]
"""Group, area, role, arm, time point, measure, score."""


def keep_as_means(participant_ids: Sequence[int]) -> None:
    """Of each group, role, time point and score of these people n, mean and deviation stand; nothing says who."""
    people = select(Participant.group_id).where(Participant.id.in_(participant_ids))
    group_ids = list(db.session.scalars(people.distinct()))
    found, versions = scores_of(participant_ids)
    if not found:
        return
    at = db.session.scalar(
        select(func.max(Administration.entered_at)).where(Administration.participant_id.in_(participant_ids))
    )
    assert at is not None  # there are scores
    keep_counts(group_ids, at)
    held = {
        (row.group_id, row.area_id, row.role, row.arm, row.time_point, row.measure, row.scale): row
        for row in db.session.scalars(select(AggregateScore).where(AggregateScore.group_id.in_(group_ids)))
    }
    for where, values in found.items():
        put(where, summary(values), row=held.get(where), version_id=versions[where], at=at)
    db.session.flush()


def put(where: Where, found: Summary, *, row: AggregateScore | None, version_id: int, at: datetime) -> None:
    """The figures stand, together with those that stood before."""
    if row is None:
        group_id, area_id, role, arm, point, measure, scale = where
        row = AggregateScore(group_id=group_id, area_id=area_id, role=role, arm=arm, time_point=point)
        row.measure, row.scale, row.programme_version_id, row.entered_at = measure, scale, version_id, at
        db.session.add(row)
    else:
        found = together([Summary(row.n, row.mean, row.sd), found])
    row.n, row.mean, row.sd = found.n, found.mean, found.sd


def scores_of(participant_ids: Sequence[int]) -> tuple[dict[Where, list[float]], dict[Where, int]]:
    """The scores of these people by what stays of them, with the version of the programme; one statement."""
    rows = db.session.execute(
        select(
            Participant.group_id,
            Participant.area_id,
            Participant.role,
            Participant.arm,
            Administration.time_point,
            Administration.measure,
            Score.scale,
            Administration.programme_version_id,
            Score.value,
        )
        .join(Administration, Administration.participant_id == Participant.id)
        .join(Score, Score.administration_id == Administration.id)
        .where(Participant.id.in_(participant_ids))
    )
    found: dict[Where, list[float]] = {}
    versions: dict[Where, int] = {}
    for group_id, area_id, role, arm, point, measure, scale, version_id, value in rows:
        where = (group_id, area_id, role, arm, point, measure, scale)
        found.setdefault(where, []).append(value)
        versions[where] = version_id
    return found, versions


def keep_counts(group_ids: Sequence[int], at: datetime) -> None:
    """How many forms came back stands as a count, where only the scores said so."""
    rows = db.session.scalars(select(FormsReturned).where(FormsReturned.group_id.in_(group_ids)))
    held = {(row.group_id, row.role, row.arm, row.time_point): row for row in rows}
    areas = {
        row.group_id: row.area_id
        for row in db.session.execute(
            select(Participant.group_id, Participant.area_id).where(Participant.group_id.in_(group_ids)).distinct()
        )
    }
    for where, count in scored_of(group_ids).items():
        row = held.get(where)
        if row is None:
            group_id, role, arm, point = where
            row = FormsReturned(
                group_id=group_id, area_id=areas[group_id], role=role, arm=arm, time_point=point, received=0
            )
            row.not_returned, row.entered_at = {}, at
            db.session.add(row)
        row.received = max(row.received, count)
