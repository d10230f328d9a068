"""Forms that are still awaited, for reminders: by the session on which a time point hangs. It never says of whom.

Asked every minute, so what was counted in full is left out by the database, by one statement of constant length.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, literal, or_, select, union_all

from scaleup.areas.models import Area, Implementation
from scaleup.core.dates import add_months
from scaleup.delivery.models import DeliveryGroup, GroupSession
from scaleup.delivery.rules import OFF_THE_PLAN, State
from scaleup.evaluation.models import Administration, AggregateScore, FormsReturned, Participant
from scaleup.evaluation.rules import Arm, Forms, NotReturned, Point, Standing, expected_of, standing
from scaleup.extensions import db
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.rules import UNIT_WORDS, Giver, TimePoint, UnitWords
from scaleup.programmes.service import terms_of_digest

DAY = case(
    (and_(GroupSession.state.in_([State.HELD, State.MOVED]), GroupSession.on_day.is_not(None)), GroupSession.on_day),
    else_=GroupSession.planned_on,
)
"""The day on which a session was held or is to be: rules.points.day_of."""

Place = tuple[str, str, int]
"""The code of a time point, the session on which it hangs, and how many months after it."""


@dataclass(frozen=True)
class Awaited:
    """A time point of a group of which not every form is accounted for."""

    session_id: int
    """On which it hangs; a session has one time point of a day."""
    area_id: int
    implementation_id: int
    group_id: int
    group: str
    unit: UnitWords
    """What the group is called."""
    version_id: int
    point: Point


def awaited(*where: ColumnElement[bool], begin: date | None = None, until: date | None = None) -> list[Awaited]:
    """Those of the groups that fulfil this, due from the first of these days to the other; of mothers, as on the page.

    The conditions may be about Area, Implementation and GroupSession. Two statements, whatever there is.
    """
    terms = points_by_version()
    asked = [
        open_at(place, of).where(*where, *within(place, begin, until)) for place, of in versions_by_place(terms).items()
    ]
    if not asked:
        return []
    rows = db.session.execute(union_all(*asked)).all() if len(asked) > 1 else db.session.execute(asked[0]).all()
    found = [of_row(row, terms[row.version_id][row.code]) for row in rows if still_open(row)]
    in_time = [
        one
        for one in found
        if (begin is None or begin <= one.point.due_on) and (until is None or one.point.due_on <= until)
    ]
    return sorted(in_time, key=lambda one: (one.session_id, one.point.due_on))


def open_at(place: Place, version_ids: list[int]) -> Select[Any]:
    """The groups of these versions whose forms at this place were not counted in full, with what is known of them."""
    code, session, _ = place
    return (
        select(
            GroupSession.id.label("session_id"),
            literal(code).label("code"),
            DAY.label("on_day"),
            DeliveryGroup.area_id,
            DeliveryGroup.implementation_id,
            DeliveryGroup.id.label("group_id"),
            DeliveryGroup.name.label("group"),
            DeliveryGroup.unit,
            DeliveryGroup.programme_version_id.label("version_id"),
            DeliveryGroup.families,
            FormsReturned.received,
            FormsReturned.not_returned,
            FormsReturned.asked,
            scored(code).label("scored"),
            meant(code).label("meant"),
        )
        .join(DeliveryGroup, DeliveryGroup.id == GroupSession.group_id)
        .join(Implementation, Implementation.id == DeliveryGroup.implementation_id)
        .join(Area, Area.id == GroupSession.area_id)
        .outerjoin(
            FormsReturned,
            and_(
                FormsReturned.group_id == DeliveryGroup.id,
                FormsReturned.role == Giver.MOTHER,
                FormsReturned.arm == Arm.PROGRAMME,
                FormsReturned.time_point == code,
            ),
        )
        .where(
            GroupSession.code == session,
            DeliveryGroup.programme_version_id.in_(version_ids),
            Implementation.closed_on.is_(None),
            or_(FormsReturned.id.is_(None), COUNTED < WANTED),
        )
    )


WANTED = func.coalesce(FormsReturned.asked, DeliveryGroup.families, 1)
"""rules.points.expected and standing: how many are to be accounted for."""
COUNTED = FormsReturned.received + sum(
    (func.coalesce(FormsReturned.not_returned[reason.value].as_integer(), 0) for reason in NotReturned), literal(0)
)
"""Forms.accounted, of what was counted."""


def scored(code: str) -> ColumnElement[int]:
    """Of how many mothers of the group scores stand under codes: queries.points.scored_of."""
    return (
        select(func.count(Participant.id.distinct()))
        .join(Administration, Administration.participant_id == Participant.id)
        .where(
            Participant.group_id == DeliveryGroup.id,
            Participant.role == Giver.MOTHER,
            Participant.arm == Arm.PROGRAMME,
            Administration.time_point == code,
        )
        .correlate(DeliveryGroup)
        .scalar_subquery()
    )


def meant(code: str) -> ColumnElement[int | None]:
    """Of how many mothers of the group scores stand as means."""
    return (
        select(func.max(AggregateScore.n))
        .where(
            AggregateScore.group_id == DeliveryGroup.id,
            AggregateScore.role == Giver.MOTHER,
            AggregateScore.arm == Arm.PROGRAMME,
            AggregateScore.time_point == code,
        )
        .correlate(DeliveryGroup)
        .scalar_subquery()
    )


def still_open(row: Row[Any]) -> bool:
    """Whether it is not known of each form what became of it, scores counted too."""
    forms = Forms(max(row.received or 0, row.scored, row.meant or 0), row.not_returned or {}, row.asked)
    point = Point(row.code, "", row.on_day, 0)
    wanted = expected_of(row.families, Giver.MOTHER, forms)
    return standing(point, forms, wanted=wanted, today=point.due_on) is not Standing.SETTLED


def of_row(row: Row[Any], one: TimePoint) -> Awaited:
    """The time point of a group, by the words of its version."""
    point = Point(one.code, one.name, add_months(row.on_day, one.months_after), one.window_days)
    return Awaited(
        session_id=row.session_id,
        area_id=row.area_id,
        implementation_id=row.implementation_id,
        group_id=row.group_id,
        group=row.group,
        unit=UNIT_WORDS[row.unit],
        version_id=row.version_id,
        point=point,
    )


def within(place: Place, begin: date | None, until: date | None) -> list[ColumnElement[bool]]:
    """That the session lies so that the time point may be due from the one day to the other; a month's end is wide.

    Its day is never before `due_on`, by which it is found, and never half a year after it.
    """
    months_after, found = place[2], list[ColumnElement[bool]]()
    if begin is not None:
        first_on = add_months(begin, -months_after)
        found += [GroupSession.due_on >= first_on - OFF_THE_PLAN, first_on <= DAY]
    if until is not None:
        last_on = add_months(until, 1 - months_after) if months_after else until
        found += [GroupSession.due_on <= last_on, last_on >= DAY]
    return found


def points_by_version() -> dict[int, Mapping[str, TimePoint]]:
    """The time points of each version of a programme, by code; one statement."""
    rows = db.session.execute(select(ProgrammeVersion.id, ProgrammeVersion.digest))
    return {
        row.id: {one.code: one for one in terms_of_digest(row.digest, version_id=row.id).points_asked} for row in rows
    }


def versions_by_place(terms: Mapping[int, Mapping[str, TimePoint]]) -> dict[Place, list[int]]:
    """The versions in which a time point hangs on the same session, by where it hangs."""
    found: dict[Place, list[int]] = defaultdict(list)
    for version_id, points in terms.items():
        for one in points.values():
            found[one.code, one.session, one.months_after].append(version_id)
    return found
