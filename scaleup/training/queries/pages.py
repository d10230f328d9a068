"""What the list of events and the page of one show."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person
from scaleup.areas.models import Area
from scaleup.areas.queries import scoped
from scaleup.core.dates import counted
from scaleup.core.pages import Actor
from scaleup.core.paging import SIZE
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.facilitators.rules import PROFESSION_WORDS, SIDE, Profession, Side
from scaleup.programmes.models import Programme
from scaleup.training.models import AskedAgain, Booking, Event, EventArea, EventTrainer, HalfDay
from scaleup.training.queries.events import Counts, counts_of, in_words
from scaleup.training.queries.planning import Kind, kind_of
from scaleup.training.queries.scope import in_sight, trains, without_training
from scaleup.training.rules import Answer, BookingState, days_in_words, short_of
from scaleup.training.rules.catching_up import catches_up_words


@dataclass(frozen=True)
class EventLine:
    """An event as the list shows it."""

    event: Event
    name: str
    programme: str
    days: str
    areas: tuple[str, ...]
    others: int
    """How many more areas take part that the reader does not see."""
    trainers: tuple[str, ...]
    counts: Counts
    seen: frozenset[int] = frozenset()
    """Its areas whose people the reader may see."""

    @property
    def free(self) -> int:
        """Free seats."""
        return max(self.event.capacity - self.counts.booked, 0)

    @property
    def taken(self) -> int:
        """Places taken: never more than there are, however many came besides."""
        return min(self.event.capacity, self.counts.booked)

    @property
    def besides(self) -> int:
        """Who came unannounced when every place was taken."""
        return self.counts.booked - self.taken


@dataclass(frozen=True)
class Comes:
    """Somebody who comes, waits or withdrew."""

    booking: Booking
    name: str
    area: str
    profession: str
    side: Side
    employer: str
    former: str = ""
    """The days for which they were asked before, once the event has moved."""
    said: str = ""
    """What they answered for those."""

    @property
    def catches_up(self) -> str:
        """The half-days that they come for alone, in words; empty where they come for all of the event."""
        return catches_up_words(self.booking.catches_up)


@dataclass(frozen=True)
class EventPage:
    """Everything that the page of an event shows."""

    line: EventLine
    kind: Kind
    words: dict[str, str]
    comes: Sequence[Comes]
    waits: Sequence[Comes]
    withdrew: Sequence[Comes]
    unanswered: Sequence[Comes]
    over: bool
    """Whether its last day has passed: nobody answers any more."""
    trains: bool
    """Whether the reader is one of its trainers, who alone read of needs."""

    @property
    def short(self) -> str:
        """That the event has fewer half-days than its part; empty where it has all."""
        return short_of(self.kind.event, len(self.line.event.half_days))

    @property
    def sides(self) -> dict[str, int]:
        """How many come from each side of a pair."""
        found = Counter(one.side for one in self.comes)
        return {side.value: found[side] for side in Side}

    @property
    def professions(self) -> str:
        """How many of each profession come, most first: "4 health visitors"."""
        found = Counter(one.profession for one in self.comes if one.profession)
        return ", ".join(counted(count, name.lower()) for name, count in found.most_common())


def listed(actor: Actor, today: date, *, coming: date | None, before: date | None) -> list[EventLine]:
    """Events in sight that end on `coming` or later, the next first; else those that ended before, the latest first."""
    asked = select(Event).where(in_sight(actor, today))
    if coming is not None:
        asked = asked.where(Event.last_on >= coming).order_by(Event.first_on, Event.id)
    else:
        asked = asked.where(Event.last_on < (before or today)).order_by(Event.first_on.desc(), Event.id.desc())
    return lines(db.session.scalars(asked.limit(SIZE)).all(), actor, today)


def lines(events: Sequence[Event], actor: Actor, today: date) -> list[EventLine]:
    """These events as the list shows them; a fixed number of statements."""
    ids = [event.id for event in events]
    days: dict[int, set[date]] = {}
    for event_id, on_day in db.session.execute(
        select(HalfDay.event_id, HalfDay.on_day).where(HalfDay.event_id.in_(ids))
    ):
        days.setdefault(event_id, set()).add(on_day)
    names: dict[int, list[str]] = {}
    total: Counter[int] = Counter()
    seen = visible_areas(ids, actor, today)
    for event_id, area_id, name in db.session.execute(
        select(EventArea.event_id, EventArea.area_id, Area.name)
        .join(Area, Area.id == EventArea.area_id)
        .where(EventArea.event_id.in_(ids))
        .order_by(Area.name_key)
    ):
        total[event_id] += 1
        if (event_id, area_id) in seen:
            names.setdefault(event_id, []).append(name)
    trainers: dict[int, list[str]] = {}
    for event_id, name in db.session.execute(
        select(EventTrainer.event_id, Person.name)
        .join(Person, Person.id == EventTrainer.person_id)
        .where(EventTrainer.event_id.in_(ids))
        .order_by(Person.name)
    ):
        trainers.setdefault(event_id, []).append(name)
    programmes = {row.id: row.name for row in db.session.execute(select(Programme.id, Programme.name))} if ids else {}
    counts = counts_of(ids)
    return [
        EventLine(
            event,
            kind_of(event).event.name,
            programmes[event.programme_id],
            days_in_words(sorted(days.get(event.id, ()))),
            tuple(names.get(event.id, ())),
            total[event.id] - len(names.get(event.id, ())),
            tuple(trainers.get(event.id, ())),
            counts.get(event.id, Counts()),
            frozenset(area_id for event_id, area_id in seen if event_id == event.id),
        )
        for event in events
    ]


def visible_areas(event_ids: Sequence[int], actor: Actor, today: date) -> set[tuple[int, int]]:
    """Which areas of which events the actor may see by name."""
    own = aliased(EventTrainer)
    mine = select(EventArea.event_id, EventArea.area_id).join(own, own.event_id == EventArea.event_id)
    mine = mine.where(EventArea.event_id.in_(event_ids), own.person_id == actor.person_id)
    served = select(EventArea.event_id, EventArea.area_id).where(EventArea.event_id.in_(event_ids))
    served = scoped(served, EventArea.area_id, actor=without_training(actor), today=today)
    return {(row[0], row[1]) for row in db.session.execute(mine.union(served))}


def event_page(actor: Actor, event: Event, today: date) -> EventPage:
    """The page of this event, which is in the actor's sight; of areas out of it nobody is named."""
    [line] = lines([event], actor, today)
    people = comers(event, line.seen)
    booked = [one for one in people if one.booking.state == BookingState.BOOKED]
    over = event.last_on is not None and event.last_on < today
    return EventPage(
        line=line,
        kind=kind_of(event),
        words=in_words(event),
        comes=booked,
        waits=[one for one in people if one.booking.state == BookingState.WAITING],
        withdrew=[one for one in people if one.booking.state == BookingState.WITHDRAWN],
        unanswered=[] if over else [one for one in booked if waits_for_answer(one)],
        over=over,
        trains=trains(actor, event.id),
    )


def waits_for_answer(one: Comes) -> bool:
    """Whether somebody was asked and has not said whether they come."""
    return one.booking.answer == Answer.NONE and one.booking.facilitator_id is not None


def comers(event: Event, area_ids: frozenset[int]) -> list[Comes]:
    """Everybody of these areas who was ever booked, and guests: those with a seat by seat, the others in order."""
    asked = aliased(AskedAgain)
    latest = select(func.max(asked.id)).where(asked.booking_id == Booking.id).scalar_subquery()
    rows = db.session.execute(
        select(Booking, Area.name, Facilitator.profession, Person.name.label("person"), Person.employer, AskedAgain)
        .select_from(Booking)
        .outerjoin(AskedAgain, AskedAgain.id == latest)
        .outerjoin(Area, Area.id == Booking.area_id)
        .outerjoin(Facilitator, Facilitator.id == Booking.facilitator_id)
        .outerjoin(Person, Person.id == Facilitator.person_id)
        .where(Booking.event_id == event.id, or_(Booking.area_id.is_(None), Booking.area_id.in_(area_ids)))
        .order_by(Booking.seat.is_(None), Booking.seat, Booking.id)
    )
    return [
        Comes(
            row.Booking,
            row.person or row.Booking.walk_in,
            row.name or "",
            PROFESSION_WORDS[Profession(row.profession)] if row.profession else "",
            SIDE[Profession(row.profession)] if row.profession else Side.UNKNOWN,
            row.employer or "",
            row.AskedAgain.days if row.AskedAgain else "",
            row.AskedAgain.answer if row.AskedAgain else "",
        )
        for row in rows
    ]
