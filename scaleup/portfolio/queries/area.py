"""One area on one page: what it is, who is in it, and the implementation looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, Integer, bindparam, exists, select

from scaleup.accounts.models import Person
from scaleup.areas.models import Area, AreaPerson, Handover, Implementation
from scaleup.areas.queries import Taker, calendar_of, scoped, waits_for
from scaleup.core.dates import Calendar
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.fidelity.models import Adaptation
from scaleup.fidelity.queries import being_used
from scaleup.licences.models import Licence
from scaleup.licences.queries import was_granted
from scaleup.licences.rules import STANDING
from scaleup.milestones.models import Progress
from scaleup.milestones.queries import stage_dates
from scaleup.milestones.rules import Stage, StageDates, stage
from scaleup.outbox.models import Hold
from scaleup.outbox.rules import HoldScope
from scaleup.portfolio.queries.record import Head, Record, record_of
from scaleup.programmes.models import Programme, ProgrammeVersion
from scaleup.programmes.rules import Light
from scaleup.programmes.service import terms_of_digest


@dataclass(frozen=True)
class Choice:
    """One implementation of the area, for the page's own switch."""

    id: int
    programme: str
    closed_on: date | None


@dataclass(frozen=True)
class Somebody:
    """Somebody of the area."""

    role: str
    name: str
    email: str | None
    employer: str | None


@dataclass(frozen=True)
class AreaPage:
    """The area, its people, and the implementation looked at."""

    area: Area
    calendar: Calendar
    people: Sequence[Somebody]
    choices: Sequence[Choice]
    record: Record | None
    mail_held: bool = False
    """Whether somebody holds back what is written about this area."""
    red_change: bool = False
    """Whether a change is in use that the programme’s list has as red."""

    def stage(self, today: date) -> Stage | None:
        """The stage of the implementation looked at, on this day."""
        return stage(self.record.dates, today) if self.record else None


TODAY = bindparam("today", type_=Date)

HEADS = (
    select(
        Area,
        Implementation,
        Programme.name.label("programme"),
        ProgrammeVersion.digest,
        Person.name.label("manager"),
        Person.email.label("manager_email"),
        Taker.name.label("taker"),
        Handover.on_day.label("taken_on"),
        Licence,
        DeliveryStart.started_on,
        Progress,
        exists(
            select(Hold.id).where(Hold.area_id == Area.id, Hold.scope == HoldScope.AREA, Hold.released_at.is_(None))
        ).label("mail_held"),
        exists(
            select(Adaptation.id).where(Adaptation.area_id == Area.id, Adaptation.light == Light.RED, being_used(TODAY))
        ).label("red_change"),
    )
    .outerjoin(Implementation, Implementation.area_id == Area.id)
    .outerjoin(Programme, Programme.id == Implementation.programme_id)
    .outerjoin(ProgrammeVersion, ProgrammeVersion.id == Implementation.programme_version_id)
    .outerjoin(Person, Person.id == Implementation.manager_id)
    .outerjoin(Handover, waits_for(Implementation.id))
    .outerjoin(Taker, Taker.id == Handover.to_id)
    .outerjoin(Licence, (Licence.implementation_id == Implementation.id) & was_granted())
    .outerjoin(DeliveryStart, DeliveryStart.implementation_id == Implementation.id)
    .outerjoin(Progress, Progress.id == Implementation.id)
    .where(Area.id == bindparam("area_id", type_=Integer))
    .order_by(
        Implementation.closed_on.is_not(None),
        Implementation.id.desc(),
        Licence.starts_on > TODAY,
        Licence.starts_on.desc(),
        Licence.id.desc(),
    )
)
"""The area with each implementation, open ones first, and its licence in force or nearest to it first."""

PEOPLE = (
    select(AreaPerson.role, Person.name, Person.email, Person.employer)
    .join(Person, Person.id == AreaPerson.person_id)
    .where(
        AreaPerson.area_id == bindparam("area_id", type_=Integer),
        AreaPerson.from_on <= TODAY,
        AreaPerson.until_on.is_(None) | (AreaPerson.until_on >= TODAY),
    )
    .order_by(AreaPerson.role != "project_lead", AreaPerson.role != "deputy", Person.name)
)


def area_page(actor: Actor, area_id: int, *, today: date, implementation_id: int | None = None) -> AreaPage:
    """The page of an area in scope; raises Absent for any other."""
    area, heads, (mail_held, red_change) = heads_of(actor, area_id, today)
    chosen = heads.get(implementation_id or 0) or next(iter(heads.values()), None)
    return AreaPage(
        area=area,
        calendar=calendar_of(area.nation),
        people=people_of(area_id, today),
        choices=[Choice(one, head.programme, head.implementation.closed_on) for one, head in heads.items()],
        record=record_of(chosen, today) if chosen else None,
        mail_held=mail_held,
        red_change=red_change,
    )


def heads_of(actor: Actor, area_id: int, today: date) -> tuple[Area, dict[int, Head], tuple[bool, bool]]:
    """The area, what it takes up, and whether its mail is held back and a red change in use.

    Raises Absent where it is not the actor's.
    """
    given = {"area_id": area_id, "today": today}
    rows = db.session.execute(scoped(HEADS, Area.id, actor=actor, today=today), given).all()
    if not rows:
        raise Absent
    heads: dict[int, Head] = {}
    for row in rows:
        implementation, progress = row.Implementation, row.Progress
        if implementation is not None and implementation.id not in heads:
            terms = terms_of_digest(row.digest, version_id=implementation.programme_version_id)
            dates = stage_dates(progress) if progress else StageDates()
            heads[implementation.id] = Head(
                implementation=implementation,
                programme=row.programme,
                terms=terms,
                manager=row.manager or "",
                manager_email=row.manager_email or "",
                taker=row.taker or "",
                taken_on=row.taken_on,
                licence=row.Licence,
                renewed_until_on=renewed_until(row.Licence, [one.Licence for one in rows if one.Licence]),
                started_on=row.started_on,
                dates=dates,
            )
    return rows[0].Area, heads, (rows[0].mail_held, rows[0].red_change)


def renewed_until(held: Licence | None, others: Iterable[Licence]) -> date | None:
    """The last day of the licences after this one that stand, whether in force yet or not."""
    if held is None:
        return None
    after = [
        one.ends_on
        for one in others
        if one.implementation_id == held.implementation_id and one.state in STANDING and one.starts_on > held.ends_on
    ]
    return max(after, default=None)


def people_of(area_id: int, today: date) -> list[Somebody]:
    """The people of the area today: project leads first, then deputies, then the others by name."""
    return [Somebody(*row) for row in db.session.execute(PEOPLE, {"area_id": area_id, "today": today})]
