"""Registers that may be reminded of: of an event that is over, with a cell in which nothing stands."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person
from scaleup.areas.models import Area, Implementation
from scaleup.extensions import db
from scaleup.programmes.rules import ReminderSubject
from scaleup.reminders.queries.subjects import Candidate, reminded
from scaleup.reminders.rules import RegisterFacts, Subject
from scaleup.training.models import Booking, Event, EventArea, EventTrainer, HalfDay, Mark
from scaleup.training.queries import event as event_of
from scaleup.training.queries import kind_of
from scaleup.training.rules import BookingState, EventState

FORGOTTEN = timedelta(days=180)
"""An event of so long ago is history, as on My work."""


def unfilled_registers(until: date, area_ids: Collection[int] | None = None) -> list[Candidate]:
    """Events that ended by the date with an empty cell. The last day is the version. Two statements.

    An event of several areas stands once for each of their managers, and its trainers with the first alone.
    """
    rows = db.session.execute(
        select(
            Event.id,
            Event.last_on,
            EventArea.area_id,
            Area.reminders_started_at,
            Area.nation,
            Event.programme_version_id,
            Implementation.manager_id,
            Implementation.id.label("under"),
        )
        .join(EventArea, EventArea.event_id == Event.id)
        .join(Implementation, Implementation.id == EventArea.implementation_id)
        .join(Area, Area.id == EventArea.area_id)
        .where(Event.last_on.between(until - FORGOTTEN, until), *_empty(), *reminded(area_ids))
        .order_by(Event.id, EventArea.id)
    ).all()
    trainers = _trainers({row.id for row in rows})
    met: set[tuple[int, int | None]] = set()
    found: list[Candidate] = []
    for id_, last_on, area_id, begun_at, nation, version_id, manager_id, under in rows:
        if last_on is None or (id_, manager_id) in met:
            continue
        met.add((id_, manager_id))
        who = tuple(trainers.pop(id_, ()))
        subject = Subject(
            ReminderSubject.REGISTER,
            id_,
            last_on.toordinal(),
            last_on,
            area_id,
            begun_at=begun_at,
            trainer_ids=who,
        )
        found.append(Candidate(subject, nation, version_id, manager_id, under))
    return found


def still_unfilled_registers(keys: Sequence[str]) -> set[str]:
    """Of these "event:version" keys, those that ended on that day and still have an empty cell."""
    ids = [int(key.partition(":")[0]) for key in keys]
    begun = exists().where(EventArea.event_id == Event.id, Area.id == EventArea.area_id, *reminded(None))
    chosen = select(Event.id, Event.last_on).where(Event.id.in_(ids), *_empty(), begun)
    found = {f"{id_}:{last_on.toordinal()}" for id_, last_on in db.session.execute(chosen) if last_on is not None}
    return found & set(keys)


def register_facts(event_id: int, *, area_id: int) -> tuple[RegisterFacts, int]:
    """What a mail about this register says, and the programme version whose rules remind of it."""
    event = event_of(event_id)
    area = db.session.get_one(Area, area_id)
    last_on = event.last_on or date.max
    facts = RegisterFacts(event.id, area_id, area.name, kind_of(event).event.name, last_on)
    return facts, event.programme_version_id


def _empty() -> tuple[ColumnElement[bool], ...]:
    """Of an event that took place: a cell of somebody booked with nothing in it; who caught up needs one mark alone."""
    other = aliased(Mark)
    marked = exists().where(Mark.booking_id == Booking.id, Mark.half_day_id == HalfDay.id)
    came = exists().where(other.booking_id == Booking.id)
    cell = exists().where(
        Booking.event_id == Event.id,
        HalfDay.event_id == Event.id,
        Booking.state == BookingState.BOOKED,
        or_(and_(Booking.catches_up == "", ~marked), and_(Booking.catches_up != "", ~came)),
    )
    return Event.state == EventState.PLANNED, cell


def _trainers(event_ids: Collection[int]) -> dict[int, list[int]]:
    """Who trained at each of these and can be written to."""
    rows = db.session.execute(
        select(EventTrainer.event_id, EventTrainer.person_id)
        .join(Person, Person.id == EventTrainer.person_id)
        .where(EventTrainer.event_id.in_(event_ids), Person.deactivated_at.is_(None), Person.email.is_not(None))
        .order_by(EventTrainer.id)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for event_id, person_id in rows:
        found[event_id].append(person_id)
    return found
