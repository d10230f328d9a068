"""Deliveries: what was sent, what waits, what did not arrive; and letting a held area begin."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope
from scaleup.core import clock
from scaleup.core.dates import counted
from scaleup.core.pages import actor, entry
from scaleup.core.paging import SIZE, Paging
from scaleup.outbox import service as outbox
from scaleup.reminders import service
from scaleup.reminders.queries import RECENT, Show, delivery, held, held_areas_of, log
from scaleup.reminders.rules.states import WORDS
from scaleup.reminders.views.blueprint import blueprint


@blueprint.get("/deliveries")
@entry(Permission.SEE_DELIVERIES)
def deliveries() -> ResponseReturnValue:
    """What was sent in the last seven days, or ever; what did not arrive stands on top."""
    asked = request.args.get("show", Show.ALL)
    show = Show(asked) if asked in set(Show) else Show.ALL
    ever = request.args.get("days") == "all"
    now = clock.now()
    page = Paging.at(request.args.get("page", "1"), total=SIZE, address="")
    since = None if ever else now - RECENT
    found = log(actor(), show, since=since, now=now, today=clock.today(), skip=page.skipped, most=SIZE)
    address = url_for("reminders.deliveries", show=show.value, days="all" if ever else None)
    paging = Paging.at(str(page.number), total=found.total, address=address)
    return render_template(
        "reminders/deliveries.html",
        log=found,
        show=show,
        ever=ever,
        paging=paging,
        words=WORDS,
        Show=Show,
        holds=held(actor(), today=clock.today(), now=now),
    )


@blueprint.get("/deliveries/<int:message_id>")
@entry(Permission.SEE_DELIVERIES)
def message(message_id: int) -> ResponseReturnValue:
    """One message: its exact text, and every move it made."""
    whole = delivery(actor(), message_id, clock.today())
    holds = held(actor(), today=clock.today(), now=clock.now())
    why = service.why(whole.message, clock.now())
    return render_template("reminders/message.html", whole=whole, words=WORDS, holds=holds, why=why)


@blueprint.post("/deliveries/<int:message_id>")
@entry(Permission.SEND_AGAIN)
def act_on_message(message_id: int) -> ResponseReturnValue:
    """Send it again, let a held one go, or drop it."""
    person = actor()
    delivery(person, message_id, clock.today())
    act = request.form.get("act")
    if act == "again":
        message_id = outbox.send_again(message_id, person_id=person.person_id, now=clock.now())
        flash("It is on its way again, made anew from today's facts.")
    elif act == "release":
        outbox.release(message_id, person_id=person.person_id, now=clock.now())
        flash("It is on its way.")
    elif act == "drop":
        outbox.drop(message_id, person_id=person.person_id, now=clock.now())
        flash("It will not be sent.")
    else:
        abort(400)
    return redirect(url_for("reminders.message", message_id=message_id))


@blueprint.get("/areas/<int:area_id>/start-reminders")
@entry(Permission.START_REMINDERS)
def before_start(area_id: int) -> ResponseReturnValue:
    """How many mails would go to whom if this area began."""
    area = area_in_scope(actor(), area_id, clock.today())
    return render_template(
        "reminders/start.html", area=area, shares=service.preview([area_id], clock.now()), days=service.AHEAD.days
    )


@blueprint.post("/areas/<int:area_id>/start-reminders")
@entry(Permission.START_REMINDERS)
def start(area_id: int) -> ResponseReturnValue:
    """The area is reminded from now on."""
    person = actor()
    area = area_in_scope(person, area_id, clock.today())
    begun = service.start([area_id], person_id=person.person_id, now=clock.now())
    flash(f"Reminders for {area.name} begin now." if begun else f"Reminders for {area.name} had begun before.")
    return redirect(f"/areas/{area_id}")


@blueprint.route("/start-reminders", methods=["GET", "POST"])
@entry(Permission.START_REMINDERS)
def start_all() -> ResponseReturnValue:
    """How many mails would go to whom if every held area began; confirmed as it was shown, they begin."""
    person, now = actor(), clock.now()
    held = held_areas_of(person, clock.today())
    ids = [area_id for area_id, _ in held]
    shares = service.preview(ids, now) if ids else []
    shown = service.mark_of(ids, shares)
    if ids and request.form.get("shown") == shown:
        begun = service.start(ids, person_id=person.person_id, now=now)
        flash(f"Reminders begin now for {counted(begun, 'area')}.")
        return redirect("/areas")
    return render_template(
        "reminders/start_all.html",
        areas_held=held,
        shares=shares,
        days=service.AHEAD.days,
        shown=shown,
        anew=request.method == "POST",
    ), (422 if request.method == "POST" else 200)
