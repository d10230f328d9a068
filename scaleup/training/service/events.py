"""Events are planned, changed and cancelled; trainers see the areas of their events."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, select

from scaleup import audit
from scaleup.accounts import queries as accounts
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.areas.models import Access, Implementation
from scaleup.core.dates import local_date, plain_date
from scaleup.core.errors import Conflict, Refused, refuse
from scaleup.core.facts import Change
from scaleup.core.versions import advance
from scaleup.extensions import db
from scaleup.training import queries
from scaleup.training.models import Event, EventArea, EventTrainer, HalfDay, MarkEntry
from scaleup.training.queries import Kind
from scaleup.training.queries.attended import marked_at
from scaleup.training.rules import ACCESS_AFTER, EventState, Half, Plan, Span, findings, refusals_to_plan, what_changed
from scaleup.training.service import asking, seats, telling
from scaleup.training.service.certifying import certify

SAVED_MEANWHILE = "Somebody else changed this event while you had it open. Compare, then save again."


def consider(kind: Kind, wanted: Plan, *, today: date, of: Event | None = None) -> list[Change]:
    """What somebody should see before this event is saved; raises Refused as saving would."""
    served = [
        replace(one, area="") if one.implementation_id in wanted.unseen else one
        for one in queries.served(wanted.implementation_ids, kind)
    ]
    refused = refusals_to_plan(wanted, served, kind.event, today=today)
    if refused:
        raise Refused(refused)
    days = {span.on_day for span in wanted.spans}
    elsewhere = queries.elsewhere(wanted.trainer_ids, days, but=of.id if of else None)
    found = findings(wanted, served, elsewhere, kind.event, usual=kind.terms.places)
    return [*(changes_of(of, wanted, today=today) if of else ()), *(Change(sentence, 1) for sentence in found)]


def changes_of(event: Event, wanted: Plan, *, today: date) -> list[Change]:
    """What changes for those who come, and who is told."""
    told = what_changed(queries.in_words(event), queries.plan_in_words(wanted))
    moved = [Change(sentence, 1) for sentence in told]
    if told and wanted.spans[-1].on_day >= today:
        moved += [*asking.asking_again(event, wanted.spans, today=today), *seats.who_is_told(event)]
    return [*moved, *seats.follow_capacity(event, wanted.capacity)]


def plan(kind: Kind, wanted: Plan, *, by: int | None, now: datetime) -> Event:
    """The event stands, and its trainers see its areas until 30 days after it."""
    today = local_date(now)
    consider(kind, wanted, today=today)
    event = Event(
        programme_id=kind.programme_id,
        programme_version_id=kind.version_id,
        part=kind.event.code,
        uid=f"event-{uuid4().hex}",
        created_at=now,
        **particulars(wanted),
    )
    db.session.add(event)
    db.session.flush()
    keep_days(event, wanted.spans)
    keep_areas(event, wanted.implementation_ids)
    keep_trainers(event, wanted.trainer_ids)
    open_areas(event, today=today, by=by)
    telling.tell_trainers(event, wanted.trainer_ids, now=now)
    log("event planned", event, by=by)
    return event


def particulars(wanted: Plan) -> dict[str, object]:
    """What stands on the event's own row."""
    return {
        "capacity": wanted.capacity,
        "venue": wanted.venue,
        "link": wanted.link,
        "joining": wanted.joining,
        "materials_version": wanted.materials_version,
        "first_on": wanted.spans[0].on_day,
        "last_on": wanted.spans[-1].on_day,
    }


def change(event: Event, wanted: Plan, *, version: int, by: int | None, now: datetime) -> Event:
    """The event is as this plan says; who comes is told where its days or place changed, and asked anew if it moved."""
    if event.state == EventState.CANCELLED:
        raise refuse("This event is cancelled. Plan another one.")
    if not advance(db.session(), event, version):
        raise Conflict(SAVED_MEANWHILE, queries.in_words(event))
    today = local_date(now)
    consider(queries.kind_of(event), wanted, today=today, of=event)
    told, before = queries.in_words(event), queries.spans_of(event)
    moved = told != queries.plan_in_words(wanted)
    keep_days(event, wanted.spans)
    for name, value in particulars(wanted).items():
        setattr(event, name, value)
    keep_areas(event, wanted.implementation_ids)
    before_ids = {one.person_id for one in queries.trainers_of(event.id)}
    new, gone = set(wanted.trainer_ids) - before_ids, before_ids - set(wanted.trainer_ids)
    keep_trainers(event, wanted.trainer_ids)
    db.session.flush()
    open_areas(event, today=today, by=by)
    if queries.spans_of(event) != before:
        certify(marked_at(event.id), today=today, by=by)
    event.sequence += 1 if moved or gone else 0
    if asking.asks_again(before, wanted.spans, today):
        asking.ask_again(event, was=told["days"], now=now)
        telling.tell_moved(event, was=told["days"], because=wanted.because, now=now)
    elif moved:
        telling.tell_changed(event, because=wanted.because, now=now)
    telling.tell_trainers(event, sorted(new), now=now)
    telling.tell_no_longer(event, sorted(gone), now=now)
    telling.tell_bookings(event, seats.follow(event, now=now), now=now)
    log("event changed", event, by=by)
    return event


def keep_days(event: Event, spans: Sequence[Span]) -> None:
    """The event has exactly these half-days; refused where one that goes has marks."""
    stand = {(one.on_day, one.half): one for one in queries.half_days(event.id)}
    wanted = {(span.on_day, span.half.value): span for span in spans}
    gone = [one for key, one in stand.items() if key not in wanted]
    marked = set(db.session.scalars(select(MarkEntry.half_day_id).where(MarkEntry.half_day_id.in_(o.id for o in gone))))
    for one in gone:
        if one.id in marked:
            raise refuse(
                f"The register of the {Half(one.half)} of {plain_date(one.on_day)} has marks, so that half-day stays. "
                "Put it back.",
                "days",
            )
    db.session.execute(delete(HalfDay).where(HalfDay.id.in_(one.id for one in gone)))
    for key, span in wanted.items():
        one = stand.get(key) or HalfDay(event_id=event.id, on_day=span.on_day, half=span.half)
        one.starts, one.ends, one.repeats = span.starts, span.ends, span.repeats
        db.session.add(one)
    db.session.flush()
    db.session.expire(event, ["half_days"])


def keep_areas(event: Event, implementation_ids: Sequence[int]) -> None:
    """The event serves exactly these; refused where somebody of one that goes is booked."""
    stand = {one.implementation_id: one for one in queries.areas_of(event.id)}
    booked = queries.areas_booked(event.id)
    for implementation_id, one in stand.items():
        if implementation_id in implementation_ids:
            continue
        if one.area_id in booked:
            raise refuse(
                f"People of {booked[one.area_id]} are booked, so the area stays. Take them out of the event first.",
                "areas",
            )
        db.session.delete(one)
    for implementation_id in implementation_ids:
        if implementation_id not in stand:
            found = db.session.get_one(Implementation, implementation_id)
            db.session.add(EventArea(event_id=event.id, implementation_id=found.id, area_id=found.area_id))
    db.session.flush()
    db.session.expire(event, ["areas"])


def keep_trainers(event: Event, person_ids: Sequence[int]) -> None:
    """The event is trained by exactly these people."""
    stand = {one.person_id: one for one in queries.trainers_of(event.id)}
    for person_id, one in stand.items():
        if person_id not in person_ids:
            db.session.delete(one)
    for person_id in person_ids:
        if person_id not in stand:
            db.session.add(EventTrainer(event_id=event.id, person_id=person_id))
    db.session.flush()
    db.session.expire(event, ["trainers"])


def through(event: Event) -> str:
    """The reason of an access row that comes from this event."""
    return f"trainer of event {event.id}"


def open_areas(event: Event, *, today: date, by: int | None) -> None:
    """Each trainer sees each area of the event until 30 days after its last day; who trains it no longer does not."""
    until_on = event.last_on + ACCESS_AFTER if event.last_on else today
    roles = accounts.roles_of([one.person_id for one in event.trainers])
    wanted = {
        (one.person_id, area.area_id)
        for one in event.trainers
        for area in event.areas
        if Role.TRAINER in roles.get(one.person_id, ()) and until_on >= today
    }
    for given in given_through(event):
        key = (given.person_id, given.area_id)
        if key in wanted:
            areas.end_access_after(given.id, area_id=given.area_id, last_on=max(until_on, given.from_on), by=by)
            wanted.discard(key)
        else:
            areas.end_access(given.id, area_id=given.area_id, today=today, by=by)
    for person_id, area_id in sorted(wanted):
        areas.give_access(
            area_id,
            person_id,
            role=Role.TRAINER,
            from_on=today,
            until_on=until_on,
            through=through(event),
            by=by,
        )


def given_through(event: Event) -> Sequence[Access]:
    """The access rows that come from this event and were not ended before."""
    return db.session.scalars(
        select(Access)
        .where(Access.through == through(event), Access.role == Role.TRAINER)
        .where(Access.until_on >= Access.from_on)
        .order_by(Access.id)
    ).all()


def consider_cancelling(event: Event, reason: str) -> list[Change]:
    """Who is told, and what goes; raises Refused where it cannot be cancelled."""
    if event.state == EventState.CANCELLED:
        raise refuse("This event is cancelled already.")
    if queries.has_marks(event.id):
        raise refuse("The register of this event has marks: it took place, and cannot be cancelled.")
    if not reason.strip():
        raise refuse("Say why it is cancelled: everybody who is told reads it.", "reason")
    count = queries.counts(event.id)
    kept = f"{count.booked + count.waiting} bookings stay on record, and no place of a licence is lost."
    return [*seats.who_is_told(event), Change(kept, count.booked + count.waiting)]


def cancel(event: Event, reason: str, *, version: int, by: int | None, now: datetime) -> Event:
    """The event does not take place; everybody is told, calendars are cleared, and every record stays."""
    if not advance(db.session(), event, version):
        raise Conflict(SAVED_MEANWHILE, {})
    consider_cancelling(event, reason)
    event.state, event.cancelled_at, event.cancelled_because = EventState.CANCELLED, now, reason.strip()
    event.sequence += 1
    db.session.flush()
    for given in given_through(event):
        tomorrow = local_date(now) + timedelta(days=1)
        last_on = max(min(tomorrow, given.until_on or tomorrow), given.from_on)
        areas.end_access_after(given.id, area_id=given.area_id, last_on=last_on, by=by)
    telling.tell_cancelled(event, now=now)
    log("event cancelled", event, by=by)
    return event


def log(act: str, event: Event, *, by: int | None) -> None:
    """The act is in the audit log of each area of the event."""
    for one in queries.areas_of(event.id):
        audit.record(act, subject="training_event", subject_id=event.id, person_id=by, area_id=one.area_id)
