"""The unit's work of 26 weeks and the people who do it: counted in SQL by person and week, at any number of areas."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVarTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute

from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.queries import weeks_of
from scaleup.accounts.rules import Role, Span, Week
from scaleup.areas.models import Handover, Implementation
from scaleup.areas.queries import calendar_of, scoped, settings_of, waits_for
from scaleup.core.dates import Calendar, Nation
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.licences.rules import STANDING
from scaleup.milestones.rules import DECISION_IN_DAYS
from scaleup.portfolio.rules.forecast import ASSUMED, Kind, Work, Worker, end_of, first_week
from scaleup.reviews.models import AreaReview
from scaleup.support.models import Slot
from scaleup.training.models import Event, EventTrainer, HalfDay
from scaleup.training.rules import EventState

Columns = TypeVarTuple("Columns")
DAY = timedelta(days=1)
STILL = timedelta(days=14)
"""A contact that is late by no more than this can still be held for its slot: ten working days."""
STILL_REVIEWED = timedelta(days=28)
"""A review that is late by no more than this can still be held as planned: twenty working days."""
KEPT_AS = "forecast."
UNIT_NATION = Nation.ENGLAND
"""Whose bank holidays the unit's own people keep (docs/decisions/0040-forecast.md)."""


def kept_minutes() -> dict[Kind, int]:
    """What the unit said a kind of work takes, where it did."""
    kept = settings_of(KEPT_AS)
    return {kind: int(kept[KEPT_AS + kind]) for kind in Kind if KEPT_AS + kind in kept}


def minutes_a_kind() -> Mapping[Kind, int]:
    """What each kind of work takes: as the unit said, else as assumed."""
    return {**ASSUMED, **kept_minutes()}


@dataclass(frozen=True)
class Looked:
    """Who looks, at whose work (everybody's, without an id), and from which day on."""

    actor: Actor
    person_id: int | None
    today: date
    from_on: date

    @property
    def ahead(self) -> bool:
        """Whether the weeks begin later than now: what is late by then is not known yet."""
        return self.from_on > self.today

    @property
    def end(self) -> date:
        """The last day that is looked at."""
        return end_of(self.from_on)

    def week(self, day: InstrumentedAttribute[date], *, before: timedelta = timedelta()) -> ColumnElement[int]:
        """The number of the week in which the day lies, less so many days, counted by the database."""
        first = first_week(self.from_on) + before
        if db.session.get_bind().dialect.name == "postgresql":
            return type_coerce(day - literal(first, Date), Integer) // 7
        return cast((func.julianday(day) - func.julianday(first.isoformat())) / 7, Integer)

    def monday(self, week: int) -> date:
        """The Monday of the week of this number."""
        return first_week(self.from_on) + timedelta(weeks=max(week, 0))


def work_of(actor: Actor, *, person_id: int | None, today: date, from_on: date | None = None) -> list[Work]:
    """All work of the unit, or of this person alone, for 26 weeks from that day or today. Five statements."""
    looked = Looked(actor, person_id, today, from_on or today)
    return [*contacts(looked), *reviews(looked), *renewals(looked), *trainings(looked)]


def contacts(looked: Looked) -> list[Work]:
    """Open contacts of the plan by who looks after the area in their week, hand-overs that are settled included."""
    found: Counter[tuple[int | None, date]] = Counter()
    week = looked.week(Slot.due_on)
    asked = planned(looked, select(Implementation.manager_id, week, func.count(Slot.id)))
    for whose, number, count in db.session.execute(asked.group_by(Implementation.manager_id, week)):
        found[whose, looked.monday(int(number))] += count
    handed = planned(looked, select(Implementation.manager_id, Handover.to_id, week, func.count(Slot.id)))
    handed = handed.join(Handover, waits_for(Slot.implementation_id)).where(
        Handover.on_day <= Slot.due_on, or_(Handover.until_on.is_(None), Handover.until_on >= Slot.due_on)
    )
    for whose, to_id, number, count in db.session.execute(
        handed.group_by(Implementation.manager_id, Handover.to_id, week)
    ):
        found[whose, looked.monday(int(number))] -= count
        found[to_id, looked.monday(int(number))] += count
    return [
        Work(whose, Kind.CONTACT, monday, count)
        for (whose, monday), count in found.items()
        if count and looked.person_id in (None, whose)
    ]


def planned(looked: Looked, asked: Select[*Columns]) -> Select[*Columns]:
    """The statement over the open contacts of these weeks, those that are late but can still be held included."""
    first = looked.from_on if looked.ahead else looked.today - STILL
    narrowed = (
        asked.select_from(Slot)
        .join(Implementation, Implementation.id == Slot.implementation_id)
        .where(Slot.state == literal_column("'open'"), Slot.due_on >= first, Slot.due_on <= looked.end)
    )
    return scoped(narrowed, Slot.area_id, actor=looked.actor, today=looked.today)


def reviews(looked: Looked) -> list[Work]:
    """Open reviews by who looks after the area in their week; one whose time has not run out is work of now."""
    handed = and_(
        waits_for(AreaReview.implementation_id),
        Handover.on_day <= AreaReview.due_on,
        or_(Handover.until_on.is_(None), Handover.until_on >= AreaReview.due_on),
    )
    whose = case((Handover.id.is_not(None), Handover.to_id), else_=Implementation.manager_id).label("whose")
    week = looked.week(AreaReview.due_on)
    asked = (
        select(whose, week, func.count(AreaReview.id))
        .join(Implementation, Implementation.id == AreaReview.implementation_id)
        .outerjoin(Handover, handed)
        .where(
            AreaReview.state == literal_column("'open'"),
            AreaReview.due_on >= (looked.from_on if looked.ahead else looked.today - STILL_REVIEWED),
            AreaReview.due_on <= looked.end,
        )
        .group_by(whose, week)
    )
    if looked.person_id is not None:
        asked = asked.where(whose == looked.person_id)
    rows = db.session.execute(scoped(asked, AreaReview.area_id, actor=looked.actor, today=looked.today))
    return [Work(whose, Kind.REVIEW, looked.monday(int(number)), count) for whose, number, count in rows]


def renewals(looked: Looked) -> list[Work]:
    """Renewals to be decided, in the week in which each is due; one whose day has passed is work of now."""
    ahead = timedelta(days=DECISION_IN_DAYS)
    stays = and_(Handover.id.is_not(None), Handover.until_on.is_(None))
    whose = case((stays, Handover.to_id), else_=Implementation.manager_id).label("whose")
    week = looked.week(Licence.ends_on, before=ahead)
    asked = (
        select(whose, week, func.count(Licence.id))
        .join(Implementation, Implementation.id == Licence.implementation_id)
        .outerjoin(Handover, waits_for(Licence.implementation_id))
        .where(
            Licence.state.in_(STANDING),
            Licence.renewal.is_(None),
            Licence.ends_on >= (looked.from_on + ahead if looked.ahead else looked.today),
            Licence.ends_on <= looked.end + ahead,
        )
        .group_by(whose, week)
    )
    if looked.person_id is not None:
        asked = asked.where(whose == looked.person_id)
    rows = db.session.execute(scoped(asked, Licence.area_id, actor=looked.actor, today=looked.today))
    return [Work(whose, Kind.RENEWAL, looked.monday(int(number)), count) for whose, number, count in rows]


def trainings(looked: Looked) -> list[Work]:
    """Half-days of training by who trains."""
    asked = (
        select(EventTrainer.person_id, HalfDay.on_day, func.count(HalfDay.id))
        .join(Event, Event.id == EventTrainer.event_id)
        .join(HalfDay, HalfDay.event_id == Event.id)
        .where(Event.state == EventState.PLANNED, HalfDay.on_day >= looked.from_on, HalfDay.on_day <= looked.end)
        .group_by(EventTrainer.person_id, HalfDay.on_day)
    )
    if looked.person_id is not None:
        asked = asked.where(EventTrainer.person_id == looked.person_id)
    return [Work(whose, Kind.TRAINING, day, count) for whose, day, count in db.session.execute(asked)]


def workers(work: Iterable[Work], *, person_id: int | None, today: date, named: Collection[int] = ()) -> list[Worker]:
    """Who has some of this work or is named, and whoever may look after areas; of one person, that one."""
    if person_id is not None:
        chosen: ColumnElement[bool] = Person.id == person_id
    else:
        managers = select(RoleHeld.person_id).where(
            RoleHeld.role == Role.IMPLEMENTATION_MANAGER, RoleHeld.ended_at.is_(None)
        )
        busy = {one.person_id for one in work if one.person_id is not None} | set(named)
        chosen = or_(Person.id.in_(busy), and_(Person.id.in_(managers), Person.deactivated_at.is_(None)))
    people = db.session.execute(select(Person.id, Person.name, Person.deactivated_at, Person.leaves_on).where(chosen))
    found = {row.id: row for row in people}
    weeks = weeks_of(found, from_on=today)
    return [
        Worker(row.id, row.name, until(weeks[row.id], date.min if row.deactivated_at else row.leaves_on))
        for row in found.values()
    ]


def until(week: Week, last_on: date | None) -> Week:
    """The week of somebody who is away for good after their last day."""
    if last_on is None:
        return week
    gone = Span(last_on if last_on == date.min else last_on + DAY, date.max)
    return Week(week.minutes, assumed=week.assumed, leave=(*week.leave, gone))


def unit_calendar() -> Calendar:
    """The days on which the unit's own people work."""
    return calendar_of(UNIT_NATION)
