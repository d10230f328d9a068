"""People who come unannounced stand on the register by name, and are joined to a facilitator later."""

from datetime import date, datetime

from sqlalchemy import func, select

from scaleup import audit
from scaleup.accounts.rules import about, spell_wait
from scaleup.accounts.service import tries
from scaleup.core.dates import counted, local_date, plain_date
from scaleup.core.errors import refuse
from scaleup.core.facts import Change
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.training.models import Booking
from scaleup.training.queries import register as queries
from scaleup.training.queries import walk_ins
from scaleup.training.queries.booking import name_of
from scaleup.training.rules import Attendance, BookingState
from scaleup.training.rules.register import Said, Tap
from scaleup.training.service.certifying import certify, certify_anew, part_without
from scaleup.training.service.registering import CANCELLED, put_down

FROM_ONE_PLACE = 600
"""Claims from one network address in five minutes: all the rooms of a house may share one."""
BY_ONE_CODE = 150
"""Claims by one code: it stands on the wall for half a minute, and no room holds more who scan it then."""
FOR_ONE_PERSON = 3
"""Claims for one address at one half-day in five minutes: one is enough."""


def walk_in(actor: Actor, event_id: int, name: str, *, now: datetime) -> Booking:
    """Somebody of this name is on the register. Their seat is one beyond the event's: they take nobody's place."""
    register = queries.with_people(queries.register_locked(actor, event_id, local_date(now)))
    if register.cancelled:
        raise refuse(CANCELLED)
    if any(one.name.casefold() == name.casefold() for one in register.people):
        raise refuse(
            f"{name} is on this register already. Add another of that name with something that parts them.", "name"
        )
    last = db.session.scalar(select(func.max(Booking.seat)).where(Booking.event_id == event_id)) or 0
    booking = Booking(
        event_id=event_id,
        walk_in=name,
        state=BookingState.BOOKED,
        seat=max(last, register.capacity) + 1,
        booked_at=now,
    )
    db.session.add(booking)
    db.session.flush()
    log("came unannounced", booking, by=actor.person_id)
    return booking


def say_who(actor: Actor, booking: Booking, facilitator_id: int, *, now: datetime) -> None:
    """Who came unannounced is this facilitator: their marks count from now on."""
    queries.register_locked(actor, booking.event_id, local_date(now))
    db.session.refresh(booking)
    if booking.facilitator_id is not None:
        raise refuse("Somebody else has said meanwhile who came. Look at the register again.")
    offered = {one.facilitator_id: one.area_id for one in walk_ins.who_it_may_be(booking)}
    if facilitator_id not in offered:
        raise refuse(
            "Choose one of the facilitators of this event’s areas who is not on its register yet.", "facilitator"
        )
    booking.facilitator_id, booking.area_id = facilitator_id, offered[facilitator_id]
    db.session.flush()
    log("said who came", booking, by=actor.person_id)
    certify([facilitator_id], today=local_date(now), by=actor.person_id)


def count_claim(claimed: tuple[int, str, str], *, caller: str, secret: str, now: datetime) -> None:
    """One more person says that they are here: half-day, code and address. Raises TooMany; nothing else is counted.

    A full room shares one network, so its limit is wide; one code, and one person at one half-day, have narrow ones.
    """
    half_day_id, code, email = claimed
    limits = (
        ("here from", caller, FROM_ONE_PLACE),
        ("here by code", f"{half_day_id}:{code}", BY_ONE_CODE),
        ("here for", f"{half_day_id}:{email.casefold()}", FOR_ONE_PERSON),
    )
    tries.count([limit(kind, value, most, secret=secret) for kind, value, most in limits], now)


def limit(kind: str, value: str, most: int, *, secret: str) -> tries.Limit:
    """So many of this in five minutes."""
    return tries.Limit(about(kind, value, secret), lambda counts, at: spell_wait(counts, at, most))


def consider_unsaying(booking: Booking, *, today: date) -> list[Change]:
    """What follows when it was somebody else: whose marks count no longer, and what of their training goes."""
    name = name_of(booking)
    marks = walk_ins.marks_on(booking.id)
    found = [
        Change(
            f"“{booking.walk_in}” stands on the register by that name again, and {counted(marks, 'mark')} "
            f"{'counts' if marks == 1 else 'count'} for nobody until it is said who it was.",
            marks,
        )
    ]
    before, after = part_without(booking, today=today)
    if before != after:
        then = f"it is complete on {plain_date(after)} by other events" if after else "it is not complete any more"
        ends = "" if after else ", and what follows from it ends: their accreditation, and its certificate"
        found.append(Change(f"{name} loses this part of the training by it: {then}{ends}.", 1))
    return found


def unsay_who(actor: Actor, booking: Booking, *, now: datetime) -> None:
    """Who came unannounced stands by name again; the training of the facilitator follows from their other marks."""
    queries.register_locked(actor, booking.event_id, local_date(now))
    db.session.refresh(booking)
    facilitator_id, part = booking.facilitator_id, walk_ins.part_of(booking)
    if facilitator_id is None:
        raise refuse("Somebody else has taken that back meanwhile. Look at the register again.")
    log("said it was somebody else", booking, by=actor.person_id)
    booking.facilitator_id = booking.area_id = None
    db.session.flush()
    certify_anew(facilitator_id, part, today=local_date(now), by=actor.person_id)


def claim(half_day_id: int, email: str, *, now: datetime) -> None:
    """If somebody of this address is booked, they say that they are here, once; a trainer confirms it.

    Whether there is such a person is told to nobody: not by a refusal, not by what is written elsewhere.
    """
    found = walk_ins.booked_by_address(half_day_id, email)
    if found is None:
        return
    said = Tap(f"self:{half_day_id}:{found}", found, half_day_id, Said(Attendance.PRESENT), now)
    put_down([said], {said.key: False}, through=queries.SELF, by=None, now=now)


def log(act: str, booking: Booking, *, by: int | None) -> None:
    """The act on this booking is in the audit log."""
    audit.record(act, subject="booking", subject_id=booking.id, person_id=by, area_id=booking.area_id)
