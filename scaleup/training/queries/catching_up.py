"""What somebody lacks of the parts that they came to, and the events to come at which they can catch it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select

from scaleup.accounts.rules import Permission
from scaleup.core.pages import Actor
from scaleup.core.paging import SIZE
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.training.models import Booking, Event, EventArea, HalfDay
from scaleup.training.queries import trained
from scaleup.training.queries.accredited import closes_on
from scaleup.training.queries.attended import Attended, attended
from scaleup.training.queries.pages import EventLine, lines
from scaleup.training.queries.register import kept_by
from scaleup.training.queries.scope import in_sight
from scaleup.training.rules import BookingState, EventState, Half, Span
from scaleup.training.rules.catching_up import Lacks, caught_up_by, lacks


@dataclass(frozen=True)
class Offer:
    """An event to come at which somebody can catch up what they lack of a part."""

    line: EventLine
    catches: Mapping[int, Span]
    """The half-days of the part, each with when it is held there."""
    joins: bool
    """Whether the event does not serve the person's area yet."""


@dataclass(frozen=True)
class Missed:
    """A part that somebody came to and lacks half-days of."""

    part: str
    name: str
    sentence: str
    lacking: Lacks
    offers: tuple[Offer, ...]
    registers: tuple[tuple[int, str], ...]
    """Registers that the reader keeps, in which a make-up can be recorded: the event and the half-day missed there."""


def missed_by(actor: Actor, somebody: Facilitator, today: date) -> list[Missed]:
    """Part by part what this person lacks and where it can be caught up; nothing of who has left."""
    [person] = trained.of_facilitators([somebody.id])
    if person.trained.left:
        return []
    closing = {one.code: closes_on(one, person) for one in person.parts}
    found = []
    for part in attended([somebody.id]):
        until_on = closing.get(part.part)
        still = until_on if until_on is not None and until_on >= today else None
        lacking = lacks(list(part.events.values()), part.asked(), today)
        if lacking.half_days and part.part not in person.trained.parts:
            sentence = f"{part.standing(today, until_on=still).sentence}."
            offers = offers_of(actor, somebody, part, lacking=lacking, today=today)
            registers = registers_of(actor, part, lacking, today)
            found.append(Missed(part.part, part.name, sentence, lacking, tuple(offers), tuple(registers)))
    return found


def offers_of(actor: Actor, somebody: Facilitator, part: Attended, *, lacking: Lacks, today: date) -> list[Offer]:
    """The events of the part in the actor's sight, with free places, that have what this person lacks, the next first.

    An event of other areas is offered to who plans training: the person's area then takes part in it.
    """
    here = exists().where(EventArea.event_id == Event.id, EventArea.implementation_id == somebody.implementation_id)
    in_it = exists().where(
        Booking.event_id == Event.id,
        Booking.facilitator_id == somebody.id,
        Booking.state != BookingState.WITHDRAWN,
    )
    asked = select(Event, here.label("here")).where(
        in_sight(actor, today),
        Event.part == part.part,
        Event.programme_id == part.programme_id,
        Event.state == EventState.PLANNED,
        Event.last_on > today,
        ~in_it,
    )
    if not actor.may(Permission.PLAN_TRAINING):
        asked = asked.where(here)
    rows = db.session.execute(asked.order_by(Event.first_on, Event.id).limit(SIZE)).all()
    spans = spans_of_all([row.Event.id for row in rows])
    catches = {
        row.Event.id: caught_up_by(spans.get(row.Event.id, []), lacking, half_days=part.half_days, today=today)
        for row in rows
    }
    of_use = [row for row in rows if catches[row.Event.id]]
    told = lines([row.Event for row in of_use], actor, today) if of_use else []
    return [
        Offer(line, catches[line.event.id], joins=not row.here)
        for row, line in zip(of_use, told, strict=True)
        if line.free
    ]


def spans_of_all(event_ids: list[int]) -> dict[int, list[Span]]:
    """The half-days of each of these events, in order; one statement."""
    found: dict[int, list[Span]] = {}
    for one in db.session.scalars(
        select(HalfDay).where(HalfDay.event_id.in_(event_ids)).order_by(HalfDay.on_day, HalfDay.starts)
    ):
        found.setdefault(one.event_id, []).append(Span(one.on_day, Half(one.half), one.starts, one.ends, one.repeats))
    return found


def registers_of(actor: Actor, part: Attended, lacking: Lacks, today: date) -> list[tuple[int, str]]:
    """Where a make-up of what was missed can be recorded, of the registers that the actor keeps."""
    if not actor.may(Permission.KEEP_REGISTERS):
        return []
    at = {(one.on_day, one.half): event_id for event_id, sittings in part.events.items() for one in sittings}
    missed = [
        (at[one.sitting.on_day, one.sitting.half], one.words) for one in lacking.half_days if one.sitting is not None
    ]
    asked = select(Event.id).where(Event.id.in_(event_id for event_id, _ in missed), kept_by(actor, today))
    kept = set(db.session.scalars(asked))
    return [(event_id, words) for event_id, words in missed if event_id in kept]
