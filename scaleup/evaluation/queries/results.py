"""What results are read from: every score of a programme person by person, means as sent, and forms due and received.

A programme is read whole, whichever area is asked for, since what may be told of one area depends on the others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVarTuple

from sqlalchemy import Select, Subquery, case, func, select

from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import scoped
from scaleup.core.dates import add_months
from scaleup.core.pages import Actor
from scaleup.delivery.models import DeliveryGroup, GroupSession
from scaleup.delivery.rules import State
from scaleup.evaluation.models import Administration, AggregateScore, FormsReturned, Participant, Score
from scaleup.evaluation.rules import Arm, Forms, Share
from scaleup.evaluation.rules.results import Answered, Cell, Gathered, Place, Sent, Series, financial_year
from scaleup.extensions import db
from scaleup.programmes.models import Programme, ProgrammeVersion
from scaleup.programmes.rules import Giver, TimePoint

Ts = TypeVarTuple("Ts")
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


def ends() -> Subquery:
    """The planned day of each group's last session, by which it counts in a financial year."""
    return (
        select(GroupSession.group_id, func.max(GroupSession.planned_on).label("ends_on"))
        .group_by(GroupSession.group_id)
        .subquery("ends")
    )


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


@dataclass(frozen=True)
class Due:
    """A time point of a group that is due, and what is known of its forms."""

    cell: Cell
    role: str
    time_point: str
    share: Share


def due_of(programme_id: int, points: Sequence[TimePoint], today: date) -> list[Due]:
    """Forms due and received, group by group: counts of the process; two statements."""
    end, sessions = ends(), {point.session for point in points}
    rows = db.session.execute(
        of_programme(
            select(
                DeliveryGroup.id,
                DeliveryGroup.area_id,
                DeliveryGroup.families,
                end.c.ends_on,
                GroupSession.code,
                GroupSession.state,
                GroupSession.on_day,
                GroupSession.planned_on,
            )
            .join(GroupSession, GroupSession.group_id == DeliveryGroup.id)
            .join(end, end.c.group_id == DeliveryGroup.id),
            programme_id,
        ).where(GroupSession.code.in_(sessions))
    ).all()
    forms = forms_of(programme_id)
    return [
        Due(Cell(row.area_id, financial_year(row.ends_on)), role, point.code, share)
        for row in rows
        for point in points
        if point.session == row.code
        and add_months(day(row.state, row.on_day, row.planned_on), point.months_after) <= today
        for role, share in shares(forms.get((row.id, point.code), {}), row.families)
    ]


def forms_of(programme_id: int) -> dict[tuple[int, str], dict[str, Forms]]:
    """What came back of the programme's own families, by group and point, then by role; one statement."""
    found: dict[tuple[int, str], dict[str, Forms]] = {}
    asked = select(
        FormsReturned.group_id,
        FormsReturned.time_point,
        FormsReturned.role,
        FormsReturned.received,
        FormsReturned.not_returned,
        FormsReturned.asked,
    ).join(DeliveryGroup, DeliveryGroup.id == FormsReturned.group_id)
    for group, point, role, received, reasons, wanted in db.session.execute(
        of_programme(asked, programme_id).where(FormsReturned.arm == Arm.PROGRAMME)
    ):
        found.setdefault((group, point), {})[role] = Forms(received, reasons, wanted)
    return found


def of_programme(asked: Select[*Ts], programme_id: int) -> Select[*Ts]:
    """Of the groups of one programme."""
    return (
        asked.join(Implementation, Implementation.id == DeliveryGroup.implementation_id)
        .join(ProgrammeVersion, ProgrammeVersion.id == Implementation.programme_version_id)
        .where(ProgrammeVersion.programme_id == programme_id)
    )


def day(state: str, on_day: date | None, planned_on: date) -> date:
    """The day on which a session was held or is to be."""
    return on_day if on_day is not None and state in (State.HELD, State.MOVED) else planned_on


def shares(forms: Mapping[str, Forms], families: int | None) -> Iterable[tuple[str, Share]]:
    """Received of due for each kind of person: of mothers one form for each family, of others as many as were asked."""
    mothers = forms.get(Giver.MOTHER, Forms())
    wanted = mothers.asked if mothers.asked is not None else families
    if wanted is not None:
        yield Giver.MOTHER, Share(mothers.received, wanted)
    for role in (Giver.FATHER, Giver.PARTNER):
        if role in forms and (asked := forms[role].asked) is not None:
            yield role, Share(forms[role].received, asked)


def received(found: Iterable[Due], place: Place) -> dict[str, dict[str, Share]]:
    """Received of due at a place, by role and point."""
    told: dict[str, dict[str, Share]] = {}
    for one in found:
        if place.holds(one.cell):
            row = told.setdefault(one.role, {})
            row[one.time_point] = row.get(one.time_point, Share()) + one.share
    return told


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
