"""Births are entered under mothers' codes: by month, with how they went and what each baby weighed."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select

from scaleup.core.dates import counted
from scaleup.core.errors import Refused, refuse
from scaleup.delivery.models import DeliveryGroup
from scaleup.evaluation import queries
from scaleup.evaluation.models import BabyWeight, BirthOutcome, Participant
from scaleup.evaluation.queries import births as births_queries
from scaleup.evaluation.rules import (
    Birth,
    month_of,
    months_of_birth,
    refusals_of_birth,
    refusals_of_whose,
)
from scaleup.evaluation.rules.birth_sheet import read
from scaleup.evaluation.service.scores import NOT_ON, note, people_of
from scaleup.extensions import db
from scaleup.licences.queries import lock_implementation

NOT_ASKED = "This programme asks for no births."
MEANWHILE = "Somebody saved the birth under {code} meanwhile. Look at what stands there now, then save yours again."


def mark_of(row: BirthOutcome | None) -> str:
    """What tells a birth as somebody saw it from the same after a change; empty where none stands."""
    return row.entered_at.isoformat() if row is not None else ""


def keep_birth(
    group: DeliveryGroup, who: Participant, birth: Birth, *, seen: str, now: datetime, today: date, by: int | None
) -> None:
    """The birth stands under the code, in place of what was seen there. Raises Refused."""
    lock_implementation(group.implementation_id)
    may_keep(group, who)
    row = births_queries.birth_of(who.id)
    if mark_of(row) != seen:
        raise refuse(MEANWHILE.format(code=who.code))
    months = months_of_birth(births_queries.points_of_group(group), today)
    refusals = list(refusals_of_birth(birth, this_month=month_of(today), months=months))
    if refusals:
        raise Refused(refusals)
    put(who, birth, row=row, now=now, by=by)
    note("birth corrected" if row is not None else "birth entered", group, by)


def bring_births_in(area_id: int, text: str, *, now: datetime, today: date, by: int | None) -> str:
    """The births of the file that have no mistake stand, all of them together; returns what was done."""
    found = read(text, births_queries.known_of(area_id, today), this_month=month_of(today))
    if not found.given:
        raise refuse("No row of this file can be brought in. Put its mistakes right and choose it again.")
    groups = groups_of(area_id, {one.group_id for one in found.given})
    people = people_of({one.participant_id for one in found.given}, area_id)
    for implementation_id in sorted({one.implementation_id for one in groups.values()}):
        lock_implementation(implementation_id)
    if births_queries.told_of(people):
        raise refuse("Somebody entered a birth of this file meanwhile. Choose the file again to see which.")
    for one in found.given:
        may_keep(groups[one.group_id], people[one.participant_id])
        put(people[one.participant_id], one.birth, row=None, now=now, by=by)
    for group in groups.values():
        note("births brought in", group, by)
    return counted(len(found.given), "birth")


def groups_of(area_id: int, ids: Collection[int]) -> dict[int, DeliveryGroup]:
    """These groups of the area."""
    rows = db.session.scalars(
        select(DeliveryGroup)
        .where(DeliveryGroup.area_id == area_id, DeliveryGroup.id.in_(ids))
        .order_by(DeliveryGroup.id)
    )
    return {row.id: row for row in rows}


def may_keep(group: DeliveryGroup, who: Participant) -> None:
    """Codes are on, the programme asks for births, and the code is a mother's of the group. Raises Refused."""
    if not queries.records_on(group.implementation_id):
        raise refuse(NOT_ON)
    if births_queries.birth_point(group) is None:
        raise refuse(NOT_ASKED)
    refusals = list(refusals_of_whose(who.role, who.code))
    if who.group_id != group.id:
        raise refuse(f"{who.code} is in another group")
    if refusals:
        raise Refused(refusals)


def put(who: Participant, birth: Birth, *, row: BirthOutcome | None, now: datetime, by: int | None) -> None:
    """The birth is a row, and each baby's weight."""
    if row is None:
        row = BirthOutcome(participant_id=who.id, area_id=who.area_id)
        db.session.add(row)
    row.month, row.mode, row.gestation_weeks = birth.month, birth.mode, birth.gestation_weeks
    row.entered_at, row.entered_by_id = now, by
    held = {baby.number: baby for baby in row.babies}
    row.babies = [held.get(number, BabyWeight(number=number)) for number in range(1, len(birth.grams) + 1)]
    for baby, grams in zip(row.babies, birth.grams, strict=True):
        baby.grams = grams
    db.session.flush()


def take_birth_out(group: DeliveryGroup, participant_id: int, *, by: int | None) -> bool:
    """The birth under the code is gone; False where none stood there."""
    who = people_of({participant_id}, group.area_id).get(participant_id)
    row = births_queries.birth_of(participant_id) if who is not None and who.group_id == group.id else None
    if row is None:
        return False
    db.session.delete(row)
    db.session.flush()
    note("birth taken out", group, by)
    return True
