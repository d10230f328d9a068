"""People are booked on an event, named for it, taken out of it; what trainers have to prepare for them."""

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.dates import counted
from scaleup.core.errors import Conflict, Refused
from scaleup.core.facts import fingerprint
from scaleup.core.forms import Form
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.facilitators.rules import Profession
from scaleup.training import queries, service
from scaleup.training.forms import BookForm, GuestForm, MoreNeedsForm, NameForm, NeedsForm, WithdrawForm
from scaleup.training.models import Booking, Event
from scaleup.training.rules import BookingState
from scaleup.training.views.blueprint import blueprint


@blueprint.route("/training/<int:event_id>/book", methods=["GET", "POST"])
@entry(Permission.BOOK_TRAINING)
def book(event_id: int) -> ResponseReturnValue:
    """Facilitators of the event's areas are booked, or wait."""
    who, today = actor(), clock.today()
    event = queries.event_in_scope(who, event_id, today)
    people = queries.bookable(who, event, today)
    form = BookForm()
    form.offer([(one.area, str(one.facilitator_id), one.name, one.words) for one in people])
    if form.validate_on_submit():
        act = service.book_or_wait if form.wait.data else service.book
        with form.catching():
            made = act(event_id, form.people.data, by=who.person_id, now=clock.now())
            said(made)
            return redirect(f"/training/{event_id}")
    page = queries.event_page(who, event, today)
    return render_template("training/book.html", form=form, page=page, event=event, people=people), form.status


def said(made: list[Booking]) -> None:
    """The page after it says how many are booked, and how many wait."""
    booked = sum(one.state == BookingState.BOOKED for one in made)
    parts = [
        f"{counted(booked, 'person')} {'is' if booked == 1 else 'are'} booked." if booked else "",
        f"{counted(len(made) - booked, 'person')} on the waiting list." if booked < len(made) else "",
    ]
    tell(" ".join(part for part in parts if part))


@blueprint.route("/training/<int:event_id>/book/new", methods=["GET", "POST"])
@entry(Permission.BOOK_TRAINING)
def name(event_id: int) -> ResponseReturnValue:
    """Somebody who is not known yet is named as a facilitator, and booked."""
    who, today = actor(), clock.today()
    event = queries.event_in_scope(who, event_id, today)
    form = NameForm()
    form.implementation.choices = queries.areas_to_name_for(who, event, today)
    if form.validate_on_submit():
        named = service.Named(
            form.implementation.data,
            form.name.data,
            form.email.data,
            form.employer.data or "",
            Profession(form.profession.data),
        )
        with form.catching():
            made = service.name_and_book(event_id, named, by=who.person_id, now=clock.now())
            said([made])
            return redirect(f"/training/{event_id}")
    return shown(form, event, title="Name somebody new", save="Name and book them")


@blueprint.route("/training/<int:event_id>/book/guest", methods=["GET", "POST"])
@entry(Permission.BOOK_TRAINING)
def guest(event_id: int) -> ResponseReturnValue:
    """Somebody from outside comes by name alone, to an event that facilitators do not need."""
    who, today = actor(), clock.today()
    event = queries.event_in_scope(who, event_id, today)
    if queries.kind_of(event).event.required:
        return redirect(f"/training/{event_id}/book/new")
    form = GuestForm()
    form.implementation.choices = queries.areas_to_name_for(who, event, today)
    if form.validate_on_submit():
        area_id = queries.area_of(event_id, form.implementation.data)
        with form.catching():
            made = service.book_guest(
                event_id, queries.Guest(form.name.data, area_id), by=who.person_id, now=clock.now()
            )
            said([made])
            return redirect(f"/training/{event_id}")
    return shown(form, event, title="Book somebody by name", save="Book them")


@blueprint.route("/training/<int:event_id>/bookings/<int:booking_id>/withdraw", methods=["GET", "POST"])
@entry(Permission.BOOK_TRAINING)
def withdraw(event_id: int, booking_id: int) -> ResponseReturnValue:
    """Somebody does not come: who moves up is shown before."""
    who, today = actor(), clock.today()
    booking = queries.booking_in_scope(who, event_id, booking_id, today)
    event = queries.event_in_scope(who, event_id, today)
    form, changes, seen = WithdrawForm(), None, queries.areas_in_sight(who, event_id, today)
    if form.validate_on_submit():
        try:
            changes = service.consider_withdrawing(booking, today=today, seen=seen)
            if request.form.get("shown") == fingerprint(changes):
                service.withdraw(booking, form.reason.data or "", by=who.person_id, now=clock.now())
                tell(f"{queries.name_of(booking)} is taken out of the event.")
                return redirect(f"/training/{event_id}")
        except Refused as refused:
            form.put(refused.refusals)
            changes = None
    return render_template(
        "training/withdraw.html",
        form=form,
        event=event,
        page=queries.event_page(who, event, today),
        name=queries.name_of(booking),
        changes=changes,
        shown=fingerprint(changes) if changes is not None else "",
    ), form.status


@blueprint.route("/training/<int:event_id>/bookings/<int:booking_id>/needs", methods=["GET", "POST"])
@entry(Permission.BOOK_TRAINING)
def needs(event_id: int, booking_id: int) -> ResponseReturnValue:
    """What trainers have to prepare. Anybody who books may write it; only the event's trainers read it again."""
    who, today = actor(), clock.today()
    booking = queries.booking_in_scope(who, event_id, booking_id, today)
    event = queries.event_in_scope(who, event_id, today)
    if booking.state == BookingState.WITHDRAWN:
        abort(404)
    reads = queries.trains(who, event_id)
    unread = bool(booking.needs) and not reads
    data = {"needs": booking.needs if reads else "", "version": booking.version}
    form = MoreNeedsForm(data=data) if unread else NeedsForm(data=data)
    if form.validate_on_submit():
        try:
            tell((keep_read if reads else keep_unread)(form, booking, by=who.person_id))
            return redirect(f"/training/{event_id}")
        except Refused as refused:
            form.put(refused.refusals)
        except Conflict as conflict:
            form.beside(conflict if reads else Conflict(str(conflict), {}), version=booking.version)
    title = f"Access and food: {queries.name_of(booking)}"
    return shown(form, event, title=title, save="Keep this for the trainers", note=HELD if unread else "")


HELD = "Something is held already for the trainers, who alone read it."


def keep_read(form: NeedsForm, booking: Booking, *, by: int | None) -> str:
    """What a trainer wrote is held, instead of what they saw; returns what to tell."""
    service.keep_needs(booking, form.needs.data or "", version=form.version.data, by=by)
    return "It is kept for the trainers."


def keep_unread(form: NeedsForm, booking: Booking, *, by: int | None) -> str:
    """What was held stays, unless it was said that it goes; returns what to tell."""
    words = (form.needs.data or "").strip()
    if isinstance(form, MoreNeedsForm) and form.afresh.data:
        service.keep_needs(booking, words, version=form.version.data, by=by)
        return "What was held is taken out, and this is kept for the trainers." if words else "What was held is gone."
    if not words:
        return "Nothing is changed: what is held for the trainers stays as it is."
    service.add_needs(booking, words, by=by)
    return "It is kept for the trainers."


def shown(form: Form, event: Event, *, title: str, save: str, note: str = "") -> ResponseReturnValue:
    """A form about an event."""
    page = queries.event_page(actor(), event, clock.today())
    words = {"title": title, "save": save, "note": note}
    return render_template("training/form.html", form=form, page=page, event=event, **words), form.status
