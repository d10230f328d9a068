"""Holding mail back and letting it go: everything and rules for unit managers, an area for those who look after it."""

import hmac

from flask import Blueprint, Response, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup import commit
from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.errors import Absent, Forbidden
from scaleup.core.facts import Change, fingerprint
from scaleup.core.forms import Form
from scaleup.core.pages import PUBLIC, actor, entry
from scaleup.core.templates import tell
from scaleup.operations import queries, service
from scaleup.operations.forms import AreaHoldForm, HoldForm
from scaleup.operations.rules import exposition, findings
from scaleup.outbox.queries import open_hold
from scaleup.outbox.rules import HoldScope
from scaleup.outbox.service import DISPATCH, PLAN
from scaleup.reminders.queries import held, held_one

blueprint = Blueprint("operations", __name__)
TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"


@blueprint.route("/deliveries/held", methods=["GET", "POST"])
@entry(Permission.HOLD_SENDING)
def holds() -> ResponseReturnValue:
    """What is held back; and holding back, first shown, then done."""
    who, now = actor(), clock.now()
    form, changes = hold_form(), None
    if form.validate_on_submit():
        changes = attempt(form)
        if changes is None and not form.wrong:
            return redirect("/deliveries/held")
    standing = held(who, today=clock.today(), now=now)
    shown = fingerprint(changes) if changes is not None else ""
    page = render_template("operations/held.html", form=form, holds=standing, changes=changes, shown=shown)
    return page, form.status


def hold_form() -> AreaHoldForm:
    """The form for what this person may hold."""
    if not actor().may(Permission.HOLD_ALL_SENDING):
        return AreaHoldForm()
    form = HoldForm()
    form.offer(queries.rules_offered())
    return form


def attempt(form: AreaHoldForm) -> list[Change] | None:
    """What holding would keep back, to be shown first; None once it is done, or refused on the form."""
    who, now = actor(), clock.now()
    with form.catching():
        area_id = queries.area_named(who, form.area.data, clock.today()) if form.held == HoldScope.AREA else None
        covers = service.covers_of(form.held, rule=form.named_rule, area_id=area_id)
        changes = service.consider_holding(covers, now=now)
        if request.form.get("shown") != fingerprint(changes):
            return changes
        service.hold(covers, reason=form.reason.data, by=who.person_id, now=now)
        tell("It is held back.", then="What was being handed over at this moment still goes.")
    return None


@blueprint.route("/deliveries/held/<int:hold_id>", methods=["GET", "POST"])
@entry(Permission.HOLD_SENDING)
def let_go(hold_id: int) -> ResponseReturnValue:
    """What letting go would do, and then doing it, if that is still so."""
    who, now = actor(), clock.now()
    one = held_one(who, hold_id, today=clock.today(), now=now)
    if one.scope is not HoldScope.AREA and not who.may(Permission.HOLD_ALL_SENDING):
        raise Forbidden
    form, changes = Form(), None
    if form.validate_on_submit():
        changes = service.consider_letting_go(hold_id, by=who.person_id, now=now)
        if request.form.get("shown") == fingerprint(changes):
            service.let_go(hold_id, by=who.person_id, now=now)
            tell("It goes.", then="What waited goes with the next minute.")
            return redirect("/deliveries")
    shown = fingerprint(changes) if changes is not None else ""
    return render_template("operations/let_go.html", one=one, form=form, changes=changes, shown=shown)


@blueprint.get("/deliveries/sending")
@entry(Permission.SEE_DELIVERIES)
def sending() -> ResponseReturnValue:
    """Whether mail is going out, in sentences, with what to do where it is not."""
    now = clock.now()
    figures = queries.figures(now)
    found = findings(
        figures,
        sender=DISPATCH,
        planner=PLAN,
        broker_answers=commit.broker_answers(),
        all_held=open_hold() is not None,
    )
    holds = held(actor(), today=clock.today(), now=now)
    return render_template(
        "operations/sending.html", figures=figures, found=found, seen=queries.seen_workers(), holds=holds
    )


@blueprint.get("/metrics")
@entry(PUBLIC)
def metrics() -> ResponseReturnValue:
    """The figures for Prometheus; there is no such page unless a token is set and shown (SCALEUP_METRICS_TOKEN)."""
    token = current_app.config["SETTINGS"].metrics_token
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(shown.encode(), token.encode()):
        raise Absent
    return Response(exposition(queries.figures(clock.now())), content_type=TEXT_FORMAT)
