"""People are booked on an event, wait for a seat, and withdraw. Who has to hold a place of a licence is given one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update

from scaleup import audit
from scaleup.core.dates import local_date, nine_o_clock, plain_date
from scaleup.core.errors import Conflict, Refused, refuse
from scaleup.core.facts import Change, Handler
from scaleup.core.versions import advance
from scaleup.extensions import db
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.rules import FacilitatorLeft, Profession
from scaleup.training import queries
from scaleup.training.models import Booking, Event
from scaleup.training.queries import Guest
from scaleup.training.rules import Answer, BookingState, Comer, EventState, full, refusals_to_book
from scaleup.training.service import seats, telling

LEFT = "left"
NEEDS_KEPT = timedelta(days=30)
LONGEST_NEEDS = 300
NEEDS_MEANWHILE = "Somebody else changed this while you had it open. Compare, then save again."


def book(event_id: int, facilitator_ids: Sequence[int], *, by: int | None, now: datetime) -> list[Booking]:
    """Each of these people has a seat; Refused as a whole where there are too few."""
    event = seats.locked(event_id)
    comers = allowed(event, facilitator_ids)
    refused = full(len(seats.free(event)), len(comers))
    if refused:
        raise Refused(refused)
    return enter(event, comers, by=by, now=now)


def book_or_wait(event_id: int, facilitator_ids: Sequence[int], *, by: int | None, now: datetime) -> list[Booking]:
    """Each of these people has a seat, or waits for one in the order given."""
    event = seats.locked(event_id)
    return enter(event, allowed(event, facilitator_ids), by=by, now=now)


def allowed(event: Event, facilitator_ids: Sequence[int]) -> list[Comer]:
    """These people, of whom nothing speaks against booking them; else Refused is raised."""
    comers = queries.comers_to_be(event.id, facilitator_ids)
    refused = refusals_to_book(comers, cancelled=event.state == EventState.CANCELLED)
    if refused:
        raise Refused(refused)
    return comers


def enter(
    event: Event, comers: Sequence[Comer], *, by: int | None, now: datetime, catches_up: str = ""
) -> list[Booking]:
    """These people are booked on the event, which is locked, or wait where no seat is free."""
    give_places(event, [comer.facilitator_id for comer in comers], today=local_date(now), by=by)
    free = seats.free(event)
    made = []
    for comer in comers:
        seat = free.pop(0) if free else None
        booking = Booking(
            event_id=event.id,
            area_id=comer.area_id,
            facilitator_id=comer.facilitator_id,
            state=BookingState.WAITING if seat is None else BookingState.BOOKED,
            seat=seat,
            booked_at=now,
            catches_up=catches_up,
        )
        db.session.add(booking)
        db.session.flush()
        log("booked" if seat else "put on the waiting list", booking, by=by)
        made.append(booking)
    telling.tell_bookings(event, made, now=now)
    return made


def give_places(event: Event, facilitator_ids: Sequence[int], *, today: date, by: int | None) -> None:
    """Each holds a place of the licence that covers the event; Refused in a sentence where there is none to hold.

    A part that facilitators do not need takes no place.
    """
    if not queries.kind_of(event).event.required:
        return
    on_day = event.first_on or today
    for one in queries.places_needed(facilitator_ids, on_day):
        if one.held:
            continue
        if one.licence_id is None:
            raise refuse(
                f"{one.area} has no licence on {plain_date(on_day)}, so {one.name} has no place to train under. "
                "Grant the licence first.",
                "people",
            )
        try:
            facilitators.hold_place(one.licence_id, one.facilitator_id, from_on=min(today, on_day), by=by)
        except Refused as refused:
            raise refuse(f"{one.name} cannot be booked. {refused}", "people") from refused


@dataclass(frozen=True)
class Named:
    """Somebody new who is named while booking: who they are, and where they are to deliver."""

    implementation_id: int
    name: str
    email: str
    employer: str
    profession: Profession


def name_and_book(event_id: int, named: Named, *, by: int | None, now: datetime) -> Booking:
    """The person is a facilitator of the area and is booked, or waits."""
    newcomer = facilitators.Newcomer(named.name, named.email, named.employer, named.profession)
    event = seats.locked(event_id)
    try:
        joined = facilitators.take_in(named.implementation_id, newcomer, today=local_date(now), now=now, by=by)
    except Refused as refused:
        raise refuse(f"{named.name} cannot be named. {refused}", "name") from refused
    [booking] = enter(event, allowed(event, [joined.id]), by=by, now=now)
    return booking


def book_guest(event_id: int, guest: Guest, *, by: int | None, now: datetime) -> Booking:
    """Somebody who is no facilitator comes to an event that facilitators do not need, by name alone."""
    event = seats.locked(event_id)
    if event.state == EventState.CANCELLED:
        raise refuse("This event is cancelled: nobody can be booked.", "name")
    free = seats.free(event)
    booking = Booking(
        event_id=event.id,
        area_id=guest.area_id,
        walk_in=guest.name,
        state=BookingState.BOOKED if free else BookingState.WAITING,
        seat=free[0] if free else None,
        booked_at=now,
    )
    db.session.add(booking)
    db.session.flush()
    log("booked", booking, by=by)
    return booking


def consider_withdrawing(booking: Booking, *, today: date, seen: Collection[int]) -> list[Change]:
    """Who moves up when this person withdraws, named where their area is seen; raises Refused where that cannot be."""
    refuse_withdrawing(booking)
    first = next_up(booking, today)
    if first is None:
        return []
    who = queries.name_of(first) if first.area_id is None or first.area_id in seen else "somebody of another area"
    return [Change(f"Place {booking.seat} goes to {who}, who waits first.", 1)]


def refuse_withdrawing(booking: Booking) -> None:
    """Raises Refused where this person cannot withdraw."""
    if booking.state == BookingState.WITHDRAWN:
        raise refuse("They have withdrawn already.")
    if queries.marked(booking.id):
        raise refuse("The register has marks of this person, so the booking stays.")


def next_up(booking: Booking, today: date) -> Booking | None:
    """Who has the seat of this booking next: nobody once the event has begun, or where a walk-in sits down in it."""
    event = queries.event(booking.event_id)
    begun = event.first_on is not None and event.first_on < today
    if booking.seat is None or begun or event.state == EventState.CANCELLED:
        return None
    if queries.counts(event.id).booked > event.capacity:
        return None
    return next(iter(seats.waiting(event.id)), None)


def withdraw(booking: Booking, because: str, *, by: int | None, now: datetime) -> list[Booking]:
    """The person does not come, the seat is free, and who waits first has it. Returns who moved up."""
    event = seats.locked(booking.event_id)
    db.session.refresh(booking)
    refuse_withdrawing(booking)
    had_seat = booking.seat is not None
    booking.state, booking.seat = BookingState.WITHDRAWN, None
    booking.withdrawn_at, booking.withdrawn_because = now, because.strip() or None
    booking.version += 1
    event.sequence += 1
    db.session.flush()
    log("withdrawn", booking, by=by)
    if had_seat:
        telling.tell_withdrawn(event, booking, now=now)
    moved = seats.follow(event, now=now)
    telling.tell_bookings(event, moved, now=now)
    return moved


def keep_needs(booking: Booking, needs: str, *, version: int, by: int | None) -> None:
    """What the trainers of the event have to know about access and food. Conflict where somebody saved meanwhile."""
    if not advance(db.session(), booking, version):
        raise Conflict(NEEDS_MEANWHILE, {"needs": booking.needs})
    booking.needs = needs.strip()
    db.session.flush()
    log("needs kept", booking, by=by)


def add_needs(booking: Booking, needs: str, *, by: int | None) -> None:
    """What is held for the trainers stands, and this after it; nothing written leaves it as it is."""
    held = booking.needs
    if not needs.strip() or needs.strip() == held:
        return
    both = f"{held}; {needs.strip()}" if held else needs.strip()
    if len(both) > LONGEST_NEEDS:
        raise refuse(
            f"With what is held it would be longer than {LONGEST_NEEDS} letters. Write less, or take out what is held.",
            "needs",
        )
    keep_needs(booking, both, version=booking.version, by=by)


def empty_needs(today: date) -> int:
    """Access and dietary needs are gone 30 days after their event (decisions.md, Training and people)."""
    over = select(Event.id).where(Event.last_on < today - NEEDS_KEPT)
    emptied = db.session.execute(
        update(Booking).where(Booking.needs != "", Booking.event_id.in_(over)).values(needs="").returning(Booking.id),
        execution_options={"synchronize_session": False},
    )
    return len(emptied.all())


def left_changes(fact: FacilitatorLeft) -> list[Change]:
    """The events to come that the facilitator leaves, and who moves up: named where it is one of the same area."""
    found = queries.coming_bookings(fact.facilitator_id, fact.noted_on)
    return [Change(leaves_words(fact, booking, event), 1) for booking, event in found if event.first_on]


def leaves_words(fact: FacilitatorLeft, booking: Booking, event: Event) -> str:
    """Which event somebody leaves, and what becomes of their seat."""
    name = queries.kind_of(event).event.name
    which = f"{name[:1].lower()}{name[1:]} ({queries.in_words(event)['days']})"
    if booking.state == BookingState.WAITING:
        return f"They no longer wait for a seat in the {which}."
    first = next_up(booking, fact.noted_on) if fact.noted_on else None
    if first is None:
        return f"They are taken out of the {which}; nobody waits for their seat."
    who = queries.name_of(first) if first.area_id in (None, fact.area_id) else "somebody of another area"
    return f"They are taken out of the {which}; {who}, who waits first, moves up and is invited."


def left_apply(fact: FacilitatorLeft, _changes: Sequence[Change]) -> None:
    """They are withdrawn, and their seats are held by who waited."""
    for booking, _ in queries.coming_bookings(fact.facilitator_id, fact.noted_on):
        if fact.noted_on:
            withdraw(booking, LEFT, by=fact.person_id, now=nine_o_clock(fact.noted_on))


def answered(booking: Booking, answer: Answer, *, now: datetime) -> None:
    """The person said whether they come; who cannot come frees the seat."""
    booking.answer, booking.answered_at = answer, now
    booking.version += 1
    db.session.flush()


def log(act: str, booking: Booking, *, by: int | None) -> None:
    """The act is in the audit log."""
    audit.record(act, subject="booking", subject_id=booking.id, person_id=by, area_id=booking.area_id)


HANDLERS = (Handler(FacilitatorLeft, left_changes, left_apply),)
