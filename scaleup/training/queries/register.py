"""The register of an event as pages and acts read it: two statements, whatever the number of people and half-days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, SQLColumnExpression, bindparam, case, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, aliased

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.areas.queries import scope
from scaleup.core.base import BigId
from scaleup.core.dates import local_date
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.facilitators.rules import PROFESSION_WORDS, Profession
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.service import terms_of_digest
from scaleup.training.models import Booking, Event, EventArea, EventTrainer, HalfDay, Mark, MarkEntry
from scaleup.training.rules import Attendance, BookingState, Certification, EventState, Half, Requirement, falls_short
from scaleup.training.rules import register as rules
from scaleup.training.rules.catching_up import catches_up_words, place_in, places_named
from scaleup.training.rules.register import Column, Said

SELF = "self"
"""What came through the code on the wall: a claim, until a trainer confirms it."""
Key = tuple[int, int]
"""A cell: the booking and the half-day."""


@dataclass(frozen=True)
class Attendee:
    """A row of the register."""

    booking_id: int
    name: str
    trade: str
    """The profession in words, or that they came unannounced."""
    facilitator_id: int | None
    area_id: int | None
    walk_in: bool
    email: str = ""
    elsewhere: bool = False
    """Whether another event of the same part may complete what is missed here."""
    came_as: str = ""
    """The name by which somebody stood there unannounced, once it is said who that was."""
    catches_up: frozenset[int] = frozenset()
    """The half-days of the part that they come for alone; none named: all of the event."""


class Cell(NamedTuple):
    """What the register says of a person and a half-day, who said so, and when. A tuple: a page makes hundreds."""

    said: Said = rules.NOTHING
    by_id: int | None = None
    by: str = ""
    marked_at: datetime | None = None
    entered_at: datetime | None = None
    last_at: datetime | None = None
    """The instant of the last tap that changed it, also of one that took a mark back."""
    claimed: bool = False
    """Whether the person says they are here, and nobody has confirmed it."""


EMPTY = Cell()


@dataclass(frozen=True)
class Register:
    """The register of an event."""

    event_id: int
    state: EventState
    part: str
    title: str
    asked: Requirement
    """What completes the part."""
    capacity: int
    venue: str
    areas: tuple[str, ...]
    area_ids: tuple[int, ...]
    columns: tuple[Column, ...]
    people: tuple[Attendee, ...] = ()
    cells: Mapping[Key, Cell] = field(default_factory=dict)
    accredits: bool = False
    """Whether the part leads to an accreditation."""

    @property
    def short(self) -> str:
        """That the event has fewer half-days than its part; empty where it has all."""
        return falls_short(self.title, has=len(self.columns), asks=self.asked.half_days, accredits=self.accredits)

    @property
    def cancelled(self) -> bool:
        """Whether the event does not take place."""
        return self.state is EventState.CANCELLED

    @property
    def place(self) -> str:
        """What names the event in a sentence: "Wrexham, initial training"."""
        return ", ".join([*self.areas, self.title.lower() if self.areas else self.title])

    @cached_property
    def names(self) -> Mapping[int, str]:
        """Who is booked, by booking."""
        return {one.booking_id: one.name for one in self.people}

    def cell(self, booking_id: int, half_day_id: int) -> Cell:
        """The cell; an empty one where nothing was said."""
        return self.cells.get((booking_id, half_day_id), EMPTY)

    @cached_property
    def half_days(self) -> Mapping[int, Column]:
        """The half-days, by id."""
        return {one.id: one for one in self.columns}

    def column(self, half_day_id: int) -> Column | None:
        """The half-day of this id, if the event has it."""
        return self.half_days.get(half_day_id)

    def people_at(self, half_day_id: int) -> list[Attendee]:
        """Who comes to this half-day: not who catches up another one."""
        place = place_in([one.repeats for one in self.columns], self.asked.half_days)
        at = {one.id: number for one, number in zip(self.columns, place, strict=True)}
        return [one for one in self.people if not one.catches_up or at.get(half_day_id) in one.catches_up]

    def marks_of(self, booking_id: int) -> dict[int, Said]:
        """What is said of this person, by half-day."""
        return {one.id: self.cell(booking_id, one.id).said for one in self.columns}

    @cached_property
    def standings(self) -> Mapping[int, Certification]:
        """How far each person is with the part by this register, by booking; those with the same marks judged once."""
        judged: dict[tuple[str, ...], Certification] = {}
        found: dict[int, Certification] = {}
        for one in self.people:
            marks = self.marks_of(one.booking_id)
            codes = tuple(said.code for said in marks.values())
            if codes not in judged:
                judged[codes] = rules.standing(marks, self.columns, self.asked)
            found[one.booking_id] = judged[codes]
        return found

    def complete_on(self, booking_id: int) -> date | None:
        """The day on which the person had attended enough here; none while they have not."""
        return self.standings[booking_id].complete_on

    def warning(self, booking_id: int) -> str:
        """That this person cannot finish at the event, and because of what; empty while they can."""
        return rules.cannot_finish(rules.missed(self.standings[booking_id]))

    def there(self, half_day_id: int) -> int:
        """How many are or were in the room."""
        return rules.in_the_room(self.cell(one.booking_id, half_day_id).said for one in self.people_at(half_day_id))

    def unmarked(self, half_day_id: int) -> int:
        """Of how many nothing is said."""
        return sum(not self.cell(one.booking_id, half_day_id).said.code for one in self.people_at(half_day_id))

    def entered_on(self, half_day_id: int) -> date | None:
        """The last day on which the half-day was entered, if that was after it was held. Make-ups come later anyhow."""
        column = self.column(half_day_id)
        marked = [self.cell(one.booking_id, half_day_id) for one in self.people]
        days = [
            local_date(one.entered_at)
            for one in marked
            if one.entered_at and one.said.attendance is not Attendance.MADE_UP
        ]
        latest = max(days, default=None)
        return latest if latest and column and latest > column.on_day else None


def kept_by(actor: Actor, today: date) -> ColumnElement[bool]:
    """That the actor keeps the register of an event: its trainers, and managers of an area that it serves."""
    if Role.UNIT_MANAGER in actor.roles:
        return true()
    trains = Event.id.in_(select(EventTrainer.event_id).where(EventTrainer.person_id == actor.person_id))
    manager = replace(actor, roles=actor.roles - {Role.TRAINER})
    serves = Event.id.in_(select(EventArea.event_id).where(EventArea.area_id.in_(scope(manager, today))))
    return or_(trains, serves)


def register_head(actor: Actor, event_id: int, today: date) -> Register:
    """The event without its people; raises Absent where the register is not the actor's to keep."""
    return head_of(HEAD.where(kept_by(actor, today)), event_id)


def register_locked(actor: Actor, event_id: int, today: date) -> Register:
    """The same, and nobody else changes a mark of this event until the commit."""
    locking = HEAD.where(kept_by(actor, today)).with_for_update(of=Event, key_share=True)
    return head_of(locking, event_id)


def register_of_event(event_id: int) -> Register:
    """The event without its people, for acts that come with no person."""
    return head_of(HEAD, event_id)


HEAD = (
    select(
        Event.id,
        Event.state,
        Event.part,
        Event.capacity,
        Event.venue,
        Event.programme_version_id,
        ProgrammeVersion.digest,
        HalfDay.id.label("half_day_id"),
        HalfDay.on_day,
        HalfDay.half,
        HalfDay.starts,
        HalfDay.ends,
        HalfDay.repeats,
        EventArea.area_id,
        Area.name,
    )
    .join(ProgrammeVersion, ProgrammeVersion.id == Event.programme_version_id)
    .outerjoin(HalfDay, HalfDay.event_id == Event.id)
    .outerjoin(EventArea, EventArea.event_id == Event.id)
    .outerjoin(Area, Area.id == EventArea.area_id)
    .where(Event.id == bindparam("event"))
    .order_by(HalfDay.on_day, HalfDay.starts, Area.name)
)
"""The event with its half-days and areas: a row for each of the one with each of the other."""


def head_of(statement: Select[*tuple[Any, ...]], event_id: int) -> Register:
    """The event of these rows; raises Absent where there is none."""
    rows = db.session.execute(statement, {"event": event_id}).all()
    if not rows:
        raise Absent
    event = rows[0]
    terms = terms_of_digest(event.digest, version_id=event.programme_version_id)
    part = next((one for one in terms.training.events if one.code == event.part), None)
    title = part.name if part else event.part
    areas = dict.fromkeys((row.area_id, row.name) for row in rows if row.area_id)
    columns = dict.fromkeys(
        Column(row.half_day_id, row.on_day, Half(row.half), row.starts, row.ends, row.repeats)
        for row in rows
        if row.half_day_id
    )
    return Register(
        event_id=event.id,
        state=EventState(event.state),
        part=event.part,
        title=title,
        asked=Requirement(title, terms.training.complete_at_percent, part.half_days if part else 0),
        accredits=part is not None and part.accredits,
        capacity=event.capacity,
        venue=event.venue,
        areas=tuple(name for _, name in areas),
        area_ids=tuple(area_id for area_id, _ in areas),
        columns=tuple(columns),
    )


def with_people(head: Register, booking_ids: Sequence[int] = ()) -> Register:
    """The register with everybody who is booked, by name, and what is said of them; of these bookings, if named."""
    people: dict[int, Attendee] = {}
    cells: dict[Key, Cell] = {}
    for row in db.session.execute(
        SOME if booking_ids else EVERYBODY, {"event": head.event_id, "bookings": list(booking_ids)}
    ):
        if row.id not in people:
            people[row.id] = attendee(row)
        if row.half_day_id is not None and (row.attendance or row.last_at or row.claimed_at):
            cells[row.id, row.half_day_id] = cell_of(row)
    return replace(head, people=tuple(people.values()), cells=cells)


def told_by_entries(
    instant: InstrumentedAttribute[datetime], which: SQLColumnExpression[bool]
) -> ColumnElement[datetime]:
    """The latest instant that such entries tell of a cell without a mark; those with one are not asked for."""
    latest = (
        select(func.max(instant))
        .where(MarkEntry.booking_id == Booking.id, MarkEntry.half_day_id == HalfDay.id, which)
        .correlate(Booking, HalfDay)
        .scalar_subquery()
    )
    return case((Mark.id.is_(None), latest))


def comes_elsewhere() -> ColumnElement[bool]:
    """That the person was or is booked on another event of the same part too."""
    here, other, there = aliased(Event), aliased(Booking), aliased(Event)
    others = (
        select(other.id)
        .join(there, there.id == other.event_id)
        .join(here, here.id == Booking.event_id)
        .where(other.facilitator_id == Booking.facilitator_id, other.id != Booking.id, there.part == here.part)
    )
    return others.correlate(Booking).exists()


MARKER = aliased(Person)
EVERYBODY = (
    select(
        Booking.id,
        func.coalesce(Person.name, Booking.walk_in).label("name"),
        Person.email,
        Booking.facilitator_id,
        Booking.area_id,
        Booking.catches_up,
        Booking.walk_in,
        Facilitator.profession,
        HalfDay.id.label("half_day_id"),
        Mark.attendance,
        Mark.minutes,
        Mark.made_up_on,
        Mark.by_id,
        Mark.marked_at,
        Mark.entered_at,
        MARKER.name.label("by"),
        told_by_entries(MarkEntry.marked_at, MarkEntry.won).label("last_at"),
        told_by_entries(MarkEntry.entered_at, MarkEntry.through == SELF).label("claimed_at"),
        comes_elsewhere().label("elsewhere"),
    )
    .outerjoin(Facilitator, Facilitator.id == Booking.facilitator_id)
    .outerjoin(Person, Person.id == Facilitator.person_id)
    .outerjoin(HalfDay, HalfDay.event_id == Booking.event_id)
    .outerjoin(Mark, (Mark.booking_id == Booking.id) & (Mark.half_day_id == HalfDay.id))
    .outerjoin(MARKER, MARKER.id == Mark.by_id)
    .where(Booking.event_id == bindparam("event"), Booking.state == BookingState.BOOKED)
    .order_by(func.lower(func.coalesce(Person.name, Booking.walk_in)), Booking.id)
)
"""Everybody who is booked with each half-day, its mark, and where there is none what entries tell."""
SOME = EVERYBODY.where(Booking.id.in_(bindparam("bookings", expanding=True, type_=BigId)))


def attendee(row: Row[*tuple[Any, ...]]) -> Attendee:
    """A row of the register."""
    trade = PROFESSION_WORDS[Profession(row.profession)] if row.profession else "Came unannounced"
    return Attendee(
        booking_id=row.id,
        name=row.name,
        trade=f"{trade}, {catches_up_words(row.catches_up)}" if row.catches_up else trade,
        facilitator_id=row.facilitator_id,
        area_id=row.area_id,
        walk_in=row.facilitator_id is None,
        email=row.email or "",
        elsewhere=bool(row.elsewhere),
        came_as=row.walk_in if row.facilitator_id is not None else "",
        catches_up=frozenset(places_named(row.catches_up)),
    )


def cell_of(row: Row[*tuple[Any, ...]]) -> Cell:
    """What is said of the person and the half-day of this row."""
    if row.attendance is None:
        still = row.claimed_at is not None and (row.last_at is None or row.claimed_at > row.last_at)
        return Cell(last_at=row.last_at, claimed=still)
    said = said_of(row.attendance, row.minutes, row.made_up_on)
    return Cell(said, row.by_id, row.by or "", row.marked_at, row.entered_at, row.marked_at)


@lru_cache(maxsize=1_000)
def said_of(attendance: str, minutes: int | None, made_up_on: date | None) -> Said:
    """What a mark says; most of a register say the same."""
    return Said(Attendance(attendance), minutes, made_up_on)


def trainer_names(event_id: int) -> list[str]:
    """Who trains at the event, by name."""
    of_event = select(Person.name).join(EventTrainer, EventTrainer.person_id == Person.id)
    return list(db.session.scalars(of_event.where(EventTrainer.event_id == event_id).order_by(Person.name)))
