"""An area that leaves, or whose licence ends or grows shorter, gives up bookings to come; one that rests keeps them."""

from collections.abc import Sequence
from datetime import date, datetime

from scaleup.areas.rules import Exit, ImplementationClosed
from scaleup.core.dates import local_date, long_date, nine_o_clock
from scaleup.core.facts import Change, Handler
from scaleup.extensions import db
from scaleup.licences.rules import LicenceEnded, LicenceSuspended, LicenceTermChanged, LicenceTerminated
from scaleup.training import queries
from scaleup.training.models import Booking, Event
from scaleup.training.queries import giving_up as reads
from scaleup.training.queries.giving_up import Group
from scaleup.training.rules import BookingState
from scaleup.training.rules.giving_up import Fate, sentence
from scaleup.training.service import seats, telling
from scaleup.training.service.booking import log

Over = LicenceEnded | LicenceTerminated
Told = tuple[Fate, Event, list[Booking]]


def of_closing(fact: ImplementationClosed) -> list[Told]:
    """The area leaves: its bookings are given up; or it pauses, and they stay."""
    fate = Fate.RESTS if fact.exit == Exit.PAUSED else Fate.GIVEN_UP
    found = reads.coming_of(fact.implementation_id, after_on=fact.closed_on, today=local_date(fact.at))
    return [(fate, *group) for group in found]


def of_end(fact: Over) -> list[Told]:
    """The licence ends: what no other licence covers is given up. What closes as a whole is told as a whole."""
    if fact.closing:
        return []
    found = reads.coming_of(fact.implementation_id, after_on=fact.on_day, today=fact.noted_on or fact.on_day)
    return [(fate_of(fact, event), event, bookings) for event, bookings in found]


def of_shortening(fact: LicenceTermChanged) -> list[Told]:
    """The licence is to end earlier: what lies after its new end, and no other licence covers, is given up."""
    if fact.ends_on >= fact.formerly_ends_on:
        return []
    found = reads.coming_of(fact.implementation_id, after_on=fact.ends_on, today=fact.on_day)
    return [(fate_of(fact, event), event, bookings) for event, bookings in found]


def fate_of(fact: Over | LicenceTermChanged, event: Event) -> Fate:
    """Whether bookings of this event outlast the licence."""
    covered = reads.is_covered(event, fact.implementation_id, but=fact.licence_id)
    return Fate.COVERED if covered else Fate.GIVEN_UP


def of_rest(fact: LicenceSuspended) -> list[Told]:
    """The licence rests: bookings at events in that time stay, and that is said."""
    if fact.closing:
        return []
    today = fact.noted_on or fact.on_day
    found = reads.coming_of(fact.implementation_id, after_on=fact.on_day, today=today)
    return [(Fate.RESTS, *group) for group in found if begins_in(fact, group)]


def begins_in(fact: LicenceSuspended, group: Group) -> bool:
    """Whether the event begins before the suspension is over."""
    first_on = group[0].first_on
    return fact.to_on is None or (first_on is not None and first_on <= fact.to_on)


def said(told: Sequence[Told], *, today: date) -> list[Change]:
    """A sentence for each event."""
    found = []
    for fate, event, bookings in told:
        coming = reads.of_group(event, bookings, today=today)
        found.append(Change(sentence(coming, fate), coming.people, path=f"/training/{event.id}"))
    return found


def closing_changes(fact: ImplementationClosed) -> list[Change]:
    """What becomes of the bookings to come of an area that leaves or pauses."""
    return said(of_closing(fact), today=local_date(fact.at))


def closing_apply(fact: ImplementationClosed, _changes: Sequence[Change]) -> None:
    """They are given up, unless the area pauses."""
    why = f"{reads.area_name(fact.implementation_id)} has left the programme"
    for fate, event, bookings in of_closing(fact):
        if fate is Fate.GIVEN_UP:
            give_up(event.id, bookings, why=why, by=fact.person_id, now=fact.at)


def end_changes(fact: Over) -> list[Change]:
    """What becomes of the bookings to come of an area whose licence ends."""
    return said(of_end(fact), today=fact.noted_on or fact.on_day)


def end_apply(fact: Over, _changes: Sequence[Change]) -> None:
    """They are given up, unless another licence covers their days."""
    why = f"the licence of {reads.area_name(fact.implementation_id)} has ended"
    for fate, event, bookings in of_end(fact):
        if fate is Fate.GIVEN_UP:
            now = nine_o_clock(fact.noted_on or fact.on_day)
            give_up(event.id, bookings, why=why, by=fact.person_id, now=now)


def shortening_changes(fact: LicenceTermChanged) -> list[Change]:
    """What becomes of the bookings that a shorter licence no longer covers."""
    return said(of_shortening(fact), today=fact.on_day)


def shortening_apply(fact: LicenceTermChanged, _changes: Sequence[Change]) -> None:
    """They are given up, unless another licence covers their days."""
    why = f"the licence of {reads.area_name(fact.implementation_id)} ends on {long_date(fact.ends_on)}"
    for fate, event, bookings in of_shortening(fact):
        if fate is Fate.GIVEN_UP:
            give_up(event.id, bookings, why=why, by=fact.person_id, now=nine_o_clock(fact.on_day))


def rest_changes(fact: LicenceSuspended) -> list[Change]:
    """That the bookings stay."""
    return said(of_rest(fact), today=fact.noted_on or fact.on_day)


def rest_apply(_fact: LicenceSuspended, _changes: Sequence[Change]) -> None:
    """Nothing is written: a suspension takes no seat away."""


def give_up(event_id: int, bookings: Sequence[Booking], *, why: str, by: int | None, now: datetime) -> None:
    """These people are out of the event and told, all before anybody moves up: who waits here too moves nowhere."""
    event, gone = seats.locked(event_id), []
    for booking in bookings:
        db.session.refresh(booking)
        if booking.state == BookingState.WITHDRAWN or queries.marked(booking.id):
            continue
        gone.append((booking, booking.seat is not None))
        booking.state, booking.seat = BookingState.WITHDRAWN, None
        booking.withdrawn_at, booking.withdrawn_because = now, why
        booking.version += 1
        log("withdrawn", booking, by=by)
    event.sequence += 1
    db.session.flush()
    for booking, seated in gone:
        tell = telling.tell_withdrawn if seated else telling.tell_waits_no_longer
        tell(event, booking, because=why, now=now)
    telling.tell_bookings(event, seats.follow(event, now=now), now=now)


HANDLERS = (
    Handler(ImplementationClosed, closing_changes, closing_apply),
    Handler(LicenceEnded, end_changes, end_apply),
    Handler(LicenceTerminated, end_changes, end_apply),
    Handler(LicenceSuspended, rest_changes, rest_apply),
    Handler(LicenceTermChanged, shortening_changes, shortening_apply),
)
