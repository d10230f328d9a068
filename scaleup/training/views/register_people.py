"""Who stands on a register unannounced, and who says through the code on the wall that they are here."""

from flask import current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.accounts.service import TooMany
from scaleup.core import clock, stationery
from scaleup.core.errors import Absent
from scaleup.core.facts import fingerprint
from scaleup.core.pages import PUBLIC, actor, entry
from scaleup.core.papers import inline_code
from scaleup.core.templates import tell
from scaleup.training.forms.register_more import HereForm, TakenBackForm, WalkInForm, WhoForm
from scaleup.training.queries import name_of, walk_ins
from scaleup.training.queries import register as queries
from scaleup.training.rules import walls
from scaleup.training.service import walking_in as service
from scaleup.training.views.blueprint import blueprint

GONE = 410


@blueprint.route("/training/<int:event_id>/register/walk-in", methods=["GET", "POST"])
@entry(Permission.KEEP_REGISTERS)
def walk_in(event_id: int) -> ResponseReturnValue:
    """Somebody came who is not on the list."""
    who, form = actor(), WalkInForm()
    found = queries.register_head(who, event_id, clock.today())
    if form.validate_on_submit():
        with form.catching():
            added = service.walk_in(who, event_id, form.name.data, now=clock.now())
            tell(f"{added.walk_in} is on the register.", then="Say later which facilitator they are.")
            return redirect(f"/training/{event_id}/register", 303)
    title = "Somebody is not on the list"
    return render_template("training/register_form.html", form=form, register=found, title=title), form.status


@blueprint.route("/training/<int:event_id>/register/who/<int:booking_id>", methods=["GET", "POST"])
@entry(Permission.KEEP_REGISTERS)
def say_who(event_id: int, booking_id: int) -> ResponseReturnValue:
    """Which facilitator it was who came unannounced; their marks count from then on."""
    who, form = actor(), WhoForm()
    found = queries.register_head(who, event_id, clock.today())
    booking = walk_ins.unannounced(event_id, booking_id)
    name = booking.walk_in
    may_be = [(str(one.facilitator_id), one.name) for one in walk_ins.who_it_may_be(booking)]
    form.offer([("", "Choose a facilitator"), *may_be])
    if form.validate_on_submit():
        with form.catching():
            service.say_who(who, booking, form.facilitator.data, now=clock.now())
            undo = f"/training/{event_id}/register/not-them/{booking_id}"
            tell(f"It is known who {name} is.", then="Their marks count now.", url=undo, label="It was somebody else")
            return redirect(f"/training/{event_id}/register", 303)
    title = f"Who is {name}?"
    return render_template("training/register_form.html", form=form, register=found, title=title), form.status


@blueprint.route("/training/<int:event_id>/register/not-them/<int:booking_id>", methods=["GET", "POST"])
@entry(Permission.KEEP_REGISTERS)
def not_them(event_id: int, booking_id: int) -> ResponseReturnValue:
    """It was somebody else who came unannounced: what follows is shown, then they stand by name again."""
    who, form, today = actor(), TakenBackForm(), clock.today()
    found = queries.register_head(who, event_id, today)
    booking = walk_ins.recognised(event_id, booking_id)
    name, came_as, changes = name_of(booking), booking.walk_in, service.consider_unsaying(booking, today=today)
    if form.validate_on_submit() and request.form.get("shown") == fingerprint(changes):
        with form.catching():
            service.unsay_who(who, booking, now=clock.now())
            tell(f"It was not {name}.", then=f"Say who {came_as} is, so that their marks count.")
            return redirect(f"/training/{event_id}/register", 303)
    shown = fingerprint(changes)
    page = render_template("training/not_them.html", form=form, register=found, name=name, changes=changes, shown=shown)
    return page, form.status


@blueprint.get("/training/<int:event_id>/register/wall/<int:half_day_id>")
@entry(Permission.KEEP_REGISTERS)
def wall(event_id: int, half_day_id: int) -> ResponseReturnValue:
    """The code for the wall: another every half-minute."""
    found, now = queries.register_head(actor(), event_id, clock.today()), clock.now()
    column = found.column(half_day_id)
    if column is None:
        raise Absent
    code = walls.wall_code(half_day_id, now, key=key())
    page = render_template(
        "training/register_wall.html",
        register=found,
        column=column,
        open=walls.is_open(column, now) and not found.cancelled,
        drawn=inline_code(f"{stationery.house().base_url}/here/{half_day_id}/{code}"),
        every=walls.EVERY,
    )
    return page, {"Refresh": str(walls.EVERY // 2)}


@blueprint.route("/here/<int:half_day_id>/<code>", methods=["GET", "POST"])
@entry(PUBLIC)
def here(half_day_id: int, code: str) -> ResponseReturnValue:
    """Somebody who has scanned the code says who they are. The answer is the same whoever it is."""
    form, now = HereForm(), clock.now()
    fresh = walls.may_be_sent if form.is_submitted() else walls.is_fresh
    if not fresh(code, half_day_id, now, key=key()):
        return gone("This code is not on the wall any more. Scan the one that is there now.")
    if not form.validate_on_submit():
        return render_template("training/here.html", form=form, done=False), form.status
    try:
        claimed = (half_day_id, code, form.email.data)
        service.count_claim(claimed, caller=request.remote_addr or "", secret=key(), now=now)
    except TooMany:
        return gone("This was said too often just now. Tell the trainer instead.", 429)
    service.claim(half_day_id, form.email.data, now=now)
    return render_template("training/here.html", form=form, done=True)


def gone(sentence: str, status: int = GONE) -> ResponseReturnValue:
    """Why the code does nothing, and what to do."""
    return render_template("training/here_gone.html", sentence=sentence), status


def key() -> str:
    """The key that codes are signed with."""
    return str(current_app.secret_key)
