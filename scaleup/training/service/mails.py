"""The text of every mail of training, made at hand-over from the facts of then. Registered by kind in registry.py."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from scaleup.core import stationery
from scaleup.core.dates import LONDON, local_date
from scaleup.core.errors import Absent
from scaleup.core.letters import Letter
from scaleup.outbox.rules import Calendar, NotNeeded, Rendered, Waiting
from scaleup.training import adapters, queries, rules
from scaleup.training.models import Booking, Event
from scaleup.training.rules import BookingState, EventState, Mail
from scaleup.training.service.answers import make_link
from scaleup.training.service.feedback import make_feedback_link

OTHERS = "You get this because you train or look after people at this event."
NOBODYS = "0" * 43
"""In the place of a token, and as long: words that are only looked at break their lines where those of the mail do."""


def renderers(now: Callable[[], datetime]) -> Mapping[str, Callable[[Waiting], Rendered]]:
    """The renderers by name; `now` is asked at each hand-over."""
    return {
        Mail.INVITED: lambda message: invited(message, now()),
        Mail.UNANSWERED: lambda message: unanswered(message, now()),
        Mail.WAITING: waiting,
        Mail.TRAINS: trains,
        Mail.CHANGED: changed,
        Mail.MOVED: lambda message: moved(message, now()),
        Mail.CANCELLED: cancelled,
        Mail.WITHDRAWN: withdrawn,
        Mail.WAITED: waited,
        Mail.JOINING: lambda message: joining(message, now()),
        Mail.FEEDBACK: feedback,
    }


READ: Mapping[str, Callable[[Waiting, date], Rendered]] = {
    Mail.INVITED: lambda message, _today: looked_at(of_invited(message, NOBODYS)),
    Mail.UNANSWERED: lambda message, today: looked_at(of_unanswered(message, NOBODYS, today=today)),
    Mail.WAITING: lambda message, _today: waiting(message),
    Mail.TRAINS: lambda message, _today: trains(message),
    Mail.CHANGED: lambda message, _today: changed(message),
    Mail.MOVED: lambda message, _today: looked_at(of_moved(message, NOBODYS)),
    Mail.CANCELLED: lambda message, _today: cancelled(message),
    Mail.WITHDRAWN: lambda message, _today: withdrawn(message),
    Mail.WAITED: lambda message, _today: waited(message),
    Mail.JOINING: lambda message, today: of_joining(message, today=today),
    Mail.FEEDBACK: lambda message, _today: looked_at(of_feedback(message, NOBODYS)),
}
"""The same words where nothing is to be written, for the simulator: what is the reader's alone is a "[link]"."""


def looked_at(made: Rendered) -> Rendered:
    """As it is kept once it went."""
    return replace(made, text=made.kept_text or made.text, html=made.kept_html or made.html)


def invited(message: Waiting, now: datetime) -> Rendered:
    """A place, with the entry for the calendar and two links that answer."""
    return of_invited(message, link(message, now))


def link(message: Waiting, now: datetime) -> str:
    """A new token that answers for the booking, which holds a seat of an event that stands."""
    booking, _ = booked(message), event_of(message)
    return make_link(booking.id, now)


def of_invited(message: Waiting, token: str) -> Rendered:
    """The words of an invitation."""
    booking, event = booked(message), event_of(message)
    letter = rules.invitation(queries.told(event, to=booking), queries.first_name(to(message)), token)
    return secret(letter, token, calendar=request(message, event))


def unanswered(message: Waiting, now: datetime) -> Rendered:
    """The same question again."""
    return of_unanswered(message, link(message, now), today=local_date(now))


def of_unanswered(message: Waiting, token: str, *, today: date) -> Rendered:
    """The words of that question."""
    booking, event = booked(message), event_of(message)
    name = queries.first_name(to(message))
    return secret(rules.reminder(queries.told(event, to=booking), name, token=token, today=today), token)


def waiting(message: Waiting) -> Rendered:
    """The waiting list. Who moved up meanwhile is invited instead."""
    booking = queries.booking(int(str(message.values["booking"])))
    if booking.state != BookingState.WAITING:
        raise NotNeeded("They no longer wait.")
    return rendered(rules.waiting(queries.told(event_of(message), to=booking), queries.first_name(to(message))))


def trains(message: Waiting) -> Rendered:
    """What a trainer gives, with the entry for the calendar."""
    event = event_of(message)
    letter = rules.trains(queries.told(event), queries.first_name(to(message)))
    return rendered(letter, request(message, event))


def changed(message: Waiting) -> Rendered:
    """The new days and place; the calendar follows for who comes and for trainers."""
    event = event_of(message)
    told = queries.told(event, because=str(message.values["because"]), to=booking_of(message))
    letter = rules.changed(told, queries.first_name(to(message)), why=why(message))
    return rendered(letter, request(message, event) if in_calendar(message, event) else None)


def moved(message: Waiting, now: datetime) -> Rendered:
    """The new days in the calendar, and the question whether they come on these."""
    return of_moved(message, link(message, now))


def of_moved(message: Waiting, token: str) -> Rendered:
    """The words of that question."""
    booked(message)
    event = event_of(message)
    told = queries.told(event, because=str(message.values["because"]), to=booking_of(message))
    name = queries.first_name(to(message))
    letter = rules.moved(told, name, token=token, was=str(message.values["was"]))
    return secret(letter, token, calendar=request(message, event))


def cancelled(message: Waiting) -> Rendered:
    """It does not take place; the entry goes."""
    event = queries.event(int(str(message.values["event"])))
    letter = rules.cancelled(
        queries.told(event, to=booking_of(message)), queries.first_name(to(message)), why=why(message)
    )
    return rendered(letter, cancel(message, event) if in_calendar(message, event) else None)


def withdrawn(message: Waiting) -> Rendered:
    """They are no longer booked, or no longer train; the entry goes."""
    event = queries.event(int(str(message.values["event"])))
    letter_of = rules.withdrawn if message.values["booking"] else rules.trains_no_longer
    told = queries.told(event, because=because_of(message), to=booking_of(message))
    return rendered(letter_of(told, queries.first_name(to(message))), cancel(message, event))


def waited(message: Waiting) -> Rendered:
    """They wait no longer; they had no entry."""
    told = queries.told(event_of(message), because=because_of(message), to=booking_of(message))
    return rendered(rules.waits_no_longer(told, queries.first_name(to(message))))


def because_of(message: Waiting) -> str:
    """The reason that the mail gives; empty where it gives none."""
    return str(message.values.get("because") or "")


def joining(message: Waiting, now: datetime) -> Rendered:
    """How to get there, what to bring."""
    return of_joining(message, today=local_date(now))


def of_joining(message: Waiting, *, today: date) -> Rendered:
    """The words of that."""
    told = queries.told(event_of(message), to=booked(message))
    return rendered(rules.joining(told, queries.first_name(to(message)), today=today))


def feedback(message: Waiting) -> Rendered:
    """What was it like? Who has answered is not asked again."""
    return of_feedback(message, make_feedback_link(booked(message).id))


def of_feedback(message: Waiting, token: str) -> Rendered:
    """The words of that question."""
    booked(message)
    letter = rules.asks_feedback(queries.told(event_of(message)), queries.first_name(to(message)), token)
    return secret(letter, token)


def event_of(message: Waiting) -> Event:
    """The event, which stands; a mail about a cancelled one is not needed any more."""
    event = queries.event(int(str(message.values["event"])))
    if event.state == EventState.CANCELLED:
        raise NotNeeded("The event is cancelled.")
    return event


def booked(message: Waiting) -> Booking:
    """The booking, which holds a seat; who has withdrawn is not invited."""
    booking = queries.booking(int(str(message.values["booking"])))
    if booking.state != BookingState.BOOKED:
        raise NotNeeded("They are not booked any more.")
    return booking


def booking_of(message: Waiting) -> Booking | None:
    """The booking that the mail is about; none where it tells a trainer or a project lead."""
    booking_id = message.values["booking"]
    return queries.booking(int(str(booking_id))) if booking_id else None


def to(message: Waiting) -> int:
    """The reader."""
    if message.person_id is None:
        raise Absent
    return message.person_id


def why(message: Waiting) -> str:
    """Why the reader gets it."""
    return rules.WHY_BOOKED if message.values["booking"] else OTHERS


def in_calendar(message: Waiting, event: Event) -> bool:
    """Whether the reader was sent the entry: who holds a seat, and trainers; not who waits, nor project leads."""
    if (booking := booking_of(message)) is not None:
        return booking.state == BookingState.BOOKED
    return any(one.person_id == message.person_id for one in event.trainers)


def request(message: Waiting, event: Event) -> Calendar:
    """The entry, added or changed."""
    return Calendar(adapters.request(entry(message, event)), "REQUEST")


def cancel(message: Waiting, event: Event) -> Calendar:
    """The entry, taken out."""
    return Calendar(adapters.cancellation(entry(message, event)), "CANCEL")


def entry(message: Waiting, event: Event) -> adapters.Entry:
    """The event in the reader's calendar, a block for each day."""
    house, booking = stationery.house(), booking_of(message)
    told = queries.told(event, to=booking)
    blocks = []
    for day, halves in groupby(queries.spans_for(event, booking), key=lambda span: span.on_day):
        hours = list(halves)
        begins, ends = (datetime.combine(day, at, tzinfo=LONDON) for at in (hours[0].starts, hours[-1].ends))
        blocks.append(adapters.Block(begins, ends))
    return adapters.Entry(
        uid=f"{event.uid}@{house.host}",
        sequence=event.sequence,
        blocks=blocks,
        title=f"{told.name}, {told.programme}",
        place=event.venue or event.link,
        note=told.when,
        url=stationery.address(f"/training/{event.id}"),
        organiser=house.sender,
        attendee=message.address,
        made_at=message.due_at,
    )


def rendered(letter: Letter, calendar: Calendar | None = None) -> Rendered:
    """The letter in both forms."""
    text, html = stationery.forms(letter)
    return Rendered(letter.subject, text, html, calendar=calendar)


def secret(letter: Letter, token: str, *, calendar: Calendar | None = None) -> Rendered:
    """The letter in both forms; what is kept of it holds no token."""
    made = rendered(letter, calendar)
    return replace(made, kept_text=made.text.replace(token, "[link]"), kept_html=made.html.replace(token, "[link]"))
