"""One area on one page: its licence, contacts, training, checks, people and history. As many statements at any size."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Integer, func, select
from sqlalchemy.orm import contains_eager

from scaleup.accounts.models import Person
from scaleup.areas.models import Area, AreaPerson, Implementation
from scaleup.areas.queries import area_in_scope, calendar_of
from scaleup.areas.rules import Stage, StageDates, stage
from scaleup.core.dates import Calendar
from scaleup.core.pages import Actor
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone, Place
from scaleup.facilitators.rules import PROFESSION_WORDS, Profession
from scaleup.fidelity.models import FidelityCheck
from scaleup.licences.models import Licence
from scaleup.licences.rules import State
from scaleup.programmes.models import Programme, ProgrammeVersion
from scaleup.support.models import Action, Contact, Slot


@dataclass(frozen=True)
class TrainingDay:
    """A part of training on a day, and how many have it from then."""

    part: str
    on_day: date
    people: int


@dataclass(frozen=True)
class Trade:
    """A profession in the area: how many are there, how many have left."""

    profession: Profession
    active: int
    left: int

    @property
    def words(self) -> str:
        """The profession in words."""
        return PROFESSION_WORDS[self.profession]


@dataclass(frozen=True)
class Choice:
    """One implementation of the area, for the page's own switch."""

    id: int
    programme: str
    closed_on: date | None


@dataclass(frozen=True)
class Record:
    """One implementation with everything that its page draws."""

    implementation: Implementation
    programme: str
    content: dict[str, object]
    manager: str
    licence: Licence | None
    started_on: date | None
    slots: Sequence[Slot]
    contacts: Sequence[Contact]
    trainings: Sequence[TrainingDay]
    checks: Sequence[FidelityCheck]
    actions: Sequence[Action]
    trades: Sequence[Trade]
    places_held: int


@dataclass(frozen=True)
class AreaPage:
    """The area, its people, and the implementation looked at."""

    area: Area
    calendar: Calendar
    people: Sequence[AreaPerson]
    choices: Sequence[Choice]
    record: Record | None

    def stage(self, today: date) -> Stage | None:
        """The stage of the implementation looked at, on this day."""
        if self.record is None:
            return None
        licence = self.record.licence
        return stage(
            StageDates(
                licence_starts_on=licence.starts_on if licence else None,
                licence_ends_on=licence.ends_on if licence else None,
                delivery_started_on=self.record.started_on,
                closed_on=self.record.implementation.closed_on,
            ),
            today,
        )


def area_page(actor: Actor, area_id: int, *, today: date, implementation_id: int | None = None) -> AreaPage:
    """The page of an area in scope; raises Absent for any other."""
    area = area_in_scope(actor, area_id, today)
    choices = choices_of(area_id)
    known = {choice.id for choice in choices}
    chosen = implementation_id if implementation_id in known else next(iter(choices)).id if choices else None
    return AreaPage(
        area=area,
        calendar=calendar_of(area.nation),
        people=people_of(area_id, today),
        choices=choices,
        record=record_of(chosen, today) if chosen is not None else None,
    )


def choices_of(area_id: int) -> list[Choice]:
    """The implementations of the area, open ones first, the newest of each first."""
    rows = db.session.execute(
        select(Implementation.id, Programme.name, Implementation.closed_on)
        .join(Programme, Programme.id == Implementation.programme_id)
        .where(Implementation.area_id == area_id)
        .order_by(Implementation.closed_on.is_not(None), Implementation.id.desc())
    )
    return [Choice(row.id, row.name, row.closed_on) for row in rows]


def people_of(area_id: int, today: date) -> Sequence[AreaPerson]:
    """The people of the area today, with their persons."""
    return db.session.scalars(
        select(AreaPerson)
        .join(AreaPerson.person)
        .options(contains_eager(AreaPerson.person))
        .where(
            AreaPerson.area_id == area_id,
            AreaPerson.from_on <= today,
            AreaPerson.until_on.is_(None) | (AreaPerson.until_on >= today),
        )
        .order_by(AreaPerson.role != "project_lead", AreaPerson.role != "deputy", Person.name)
    ).all()


def record_of(implementation_id: int, today: date) -> Record:
    """Everything that the drawing and the lists of one implementation need."""
    implementation, programme, content, manager, licence, started_on = head(implementation_id, today)
    licence_id = licence.id if licence else None
    return Record(
        implementation=implementation,
        programme=programme,
        content=content,
        manager=manager or "",
        licence=licence,
        started_on=started_on,
        slots=slots_of(implementation_id),
        contacts=contacts_of(implementation_id),
        trainings=trainings_of(implementation_id),
        checks=checks_of(implementation_id),
        actions=actions_of(implementation_id),
        trades=trades_of(implementation_id),
        places_held=places_held(licence_id),
    )


def head(
    implementation_id: int, today: date
) -> tuple[Implementation, str, dict[str, object], str | None, Licence | None, date | None]:
    """The implementation with its programme, manager, first session, and the licence in force or nearest to it."""
    row = db.session.execute(
        select(Implementation, Programme.name, ProgrammeVersion.content, Person.name, Licence, DeliveryStart.started_on)
        .join(Programme, Programme.id == Implementation.programme_id)
        .join(ProgrammeVersion, ProgrammeVersion.id == Implementation.programme_version_id)
        .outerjoin(Person, Person.id == Implementation.manager_id)
        .outerjoin(Licence, (Licence.implementation_id == Implementation.id) & (Licence.state != State.DRAFT))
        .outerjoin(DeliveryStart, DeliveryStart.implementation_id == Implementation.id)
        .where(Implementation.id == implementation_id)
        .order_by(Licence.starts_on > today, Licence.starts_on.desc(), Licence.id.desc())
        .limit(1)
    ).one()
    implementation, programme, content, manager, licence, started_on = row
    return implementation, programme, content, manager, licence, started_on


def slots_of(implementation_id: int) -> Sequence[Slot]:
    """The plan: every contact of it that has not gone."""
    return db.session.scalars(
        select(Slot)
        .where(Slot.implementation_id == implementation_id, Slot.state != "gone")
        .order_by(Slot.due_on, Slot.sequence)
    ).all()


def contacts_of(implementation_id: int) -> Sequence[Contact]:
    """What was logged, oldest first."""
    return db.session.scalars(
        select(Contact).where(Contact.implementation_id == implementation_id).order_by(Contact.held_on, Contact.id)
    ).all()


def trainings_of(implementation_id: int) -> list[TrainingDay]:
    """Each part of training by its day."""
    rows = db.session.execute(
        select(PartDone.part, PartDone.done_on, func.count().label("people"))
        .join(Facilitator, Facilitator.id == PartDone.facilitator_id)
        .where(Facilitator.implementation_id == implementation_id)
        .group_by(PartDone.part, PartDone.done_on)
        .order_by(PartDone.done_on)
    )
    return [TrainingDay(row.part, row.done_on, row.people) for row in rows]


def checks_of(implementation_id: int) -> Sequence[FidelityCheck]:
    """Fidelity checks, oldest first."""
    return db.session.scalars(
        select(FidelityCheck)
        .where(FidelityCheck.implementation_id == implementation_id)
        .order_by(FidelityCheck.on_day, FidelityCheck.id)
    ).all()


def actions_of(implementation_id: int) -> Sequence[Action]:
    """What was agreed and is still open, what is due first at the top."""
    return db.session.scalars(
        select(Action)
        .outerjoin(Action.owner)
        .options(contains_eager(Action.owner))
        .where(Action.implementation_id == implementation_id, Action.done_on.is_(None), Action.dropped_on.is_(None))
        .order_by(Action.due_on.is_(None), Action.due_on, Action.id)
    ).all()


def trades_of(implementation_id: int) -> list[Trade]:
    """Facilitators by profession: who is there, who left."""
    left = func.sum(Facilitator.left.cast(Integer))
    rows = db.session.execute(
        select(Facilitator.profession, (func.count() - left).label("active"), left.label("gone"))
        .where(Facilitator.implementation_id == implementation_id)
        .group_by(Facilitator.profession)
        .order_by(Facilitator.profession)
    )
    return [Trade(Profession(row.profession), int(row.active), int(row.gone)) for row in rows]


def places_held(licence_id: int | None) -> int:
    """How many places of the licence are held today."""
    if licence_id is None:
        return 0
    return (
        db.session.scalar(select(func.count()).where(Place.licence_id == licence_id, Place.released_on.is_(None))) or 0
    )
