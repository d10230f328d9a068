"""Means of groups are entered: by form, where what is left out goes, or by file, where what it does not name stays."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select

from scaleup.core.dates import counted
from scaleup.core.errors import refuse
from scaleup.delivery.models import DeliveryGroup
from scaleup.evaluation import queries
from scaleup.evaluation.models import AggregateScore
from scaleup.evaluation.rules import Mean, MeansRead, read_means
from scaleup.evaluation.service.scores import Whose, note
from scaleup.extensions import db
from scaleup.licences.queries import lock_implementation

NOTHING = "No row of this file can be brought in. Put its mistakes right and choose it again."
MEANWHILE = "Somebody entered figures of these groups meanwhile. Nothing was saved: look at the file again."


def keep_means(whose: Whose, means: Iterable[Mean], *, now: datetime, by: int | None) -> None:
    """These means of the group stand; one that is not among them any more is gone. The rules were asked before."""
    group = whose.group
    lock_implementation(group.implementation_id)
    before = queries.means_of(group.id, role=whose.role, arm=whose.arm, time_point=whose.point.code)
    kept = {(one.measure, one.scale): one for one in means}
    for key, row in before.items():
        if key not in kept:
            db.session.delete(row)
    for key, mean in kept.items():
        write((group, whose.role, whose.arm, whose.point.code), mean, before.get(key), now=now, by=by)
    db.session.flush()
    note("means entered", group, by)


def bring_means_in(area_id: int, text: str, *, now: datetime, today: date, by: int | None) -> str:
    """What of the file has no mistake stands, all of it or none; returns what was done. Raises Refused."""
    found = read_means(text, queries.known_means_of(area_id), today=today)
    if not found.given:
        raise refuse(NOTHING)
    groups = groups_of(area_id, found)
    for implementation_id in sorted({one.implementation_id for one in groups.values()}):
        lock_implementation(implementation_id)
    if read_means(text, queries.known_means_of(area_id), today=today) != found:
        raise refuse(MEANWHILE)
    rows = {
        (row.group_id, row.role, row.arm, row.time_point, row.measure, row.scale): row
        for row in db.session.scalars(select(AggregateScore).where(AggregateScore.group_id.in_(groups)))
    }
    for one in found.given:
        group_id, role, arm, point = one.whose
        row = rows.get((*one.whose, one.mean.measure, one.mean.scale))
        write((groups[group_id], role, arm, point), one.mean, row, now=now, by=by)
    db.session.flush()
    for group in groups.values():
        note("means brought in", group, by)
    return f"{counted(len(found.given), 'mean')} of {counted(len(groups), 'group')}"


def groups_of(area_id: int, found: MeansRead) -> dict[int, DeliveryGroup]:
    """The groups that the file is of, by id."""
    ids = {one.whose[0] for one in found.given}
    rows = db.session.scalars(
        select(DeliveryGroup)
        .where(DeliveryGroup.area_id == area_id, DeliveryGroup.id.in_(ids))
        .order_by(DeliveryGroup.id)
    )
    return {row.id: row for row in rows}


def write(
    whose: tuple[DeliveryGroup, str, str, str],
    mean: Mean,
    row: AggregateScore | None,
    *,
    now: datetime,
    by: int | None,
) -> None:
    """The mean stands, in the place of what stood."""
    group, role, arm, point = whose
    if row is None:
        row = AggregateScore(group_id=group.id, area_id=group.area_id, role=role, arm=arm, time_point=point)
        row.measure, row.scale = mean.measure, mean.scale
        db.session.add(row)
    row.programme_version_id = group.programme_version_id
    row.n, row.mean, row.sd = mean.n, mean.mean, mean.sd
    row.entered_at, row.entered_by_id = now, by
