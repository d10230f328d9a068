"""An event is planned, changed and cancelled: what should be seen before is shown before."""

from datetime import date

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission, Role
from scaleup.core import clock
from scaleup.core.errors import Conflict, Refused
from scaleup.core.facts import Change, fingerprint
from scaleup.core.numbers import whole
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.training import queries, service
from scaleup.training.forms import CancelForm, PlanForm, day_data
from scaleup.training.models import Event
from scaleup.training.queries import Candidate, Kind
from scaleup.training.rules import Half, Hours, Stands, day_of_place, said, stands, usual_days
from scaleup.training.views.blueprint import blueprint

GROUPS = {
    Stands.CLOSING: "Their window closes soon",
    Stands.OPEN: "Their window is open",
    Stands.AHEAD: "Their window opens later",
    Stands.UNKNOWN: "Their window is not known yet",
    Stands.MISSED: "Their window has closed",
}


@blueprint.get("/training/plan")
@entry(Permission.PLAN_TRAINING)
def choose() -> ResponseReturnValue:
    """Which kind of event is planned."""
    return render_template("training/choose.html", kinds=queries.kinds())


@blueprint.route("/training/plan/<int:programme_id>/<part>", methods=["GET", "POST"])
@entry(Permission.PLAN_TRAINING)
def plan(programme_id: int, part: str) -> ResponseReturnValue:
    """An event of this kind: what should be seen is shown before it is saved."""
    kind, who = queries.kind(programme_id, part), actor()
    days = [day_data(None, *hours) for hours in usual_days(kind.event.half_days)]
    mine = [who.person_id] if Role.TRAINER in who.roles else []
    form, changes = PlanForm(data={"days": days, "trainers": mine, "areas": asked_areas()}), None
    candidates = offer(form, kind)
    if form.is_submitted() and not form.grown() and form.validate():
        try:
            changes = service.consider(kind, form.wanted, today=clock.today())
            if request.form.get("shown") == fingerprint(changes):
                made = service.plan(kind, form.wanted, by=who.person_id, now=clock.now())
                tell(f"{kind.event.name} is planned.", then="Book the people who come.")
                return redirect(f"/training/{made.id}")
        except Refused as refused:
            form.put(refused.refusals)
            changes = None
    return plan_page(form, kind, changes, candidates=candidates)


def asked_areas() -> list[int]:
    """The areas that a link here names."""
    return [area_id for one in request.args.getlist("area") if (area_id := whole(one)) is not None]


def offer(form: PlanForm, kind: Kind, *, of: Event | None = None) -> list[Candidate]:
    """The areas in sight and the people who may train stand in the form; those of the event stay in it."""
    today = clock.today()
    found = queries.candidates(actor(), kind, today)
    groups: dict[str, list[tuple[str, str, str]]] = {words: [] for words in GROUPS.values()}
    for one in found:
        words = said(one.window, today)
        groups[GROUPS[stands(one.window, today)]].append((str(one.implementation_id), one.area, words))
    if of is not None:
        here = {one.implementation_id for one in found}
        beyond = [one for one in of.areas if one.implementation_id not in here]
        seen = queries.areas_in_sight(actor(), of.id, today)
        form.unseen = frozenset(one.implementation_id for one in beyond if one.area_id not in seen)
        offered = queries.served([one.implementation_id for one in beyond if one.area_id in seen], kind)
        groups["Of this event"] = [(str(one.implementation_id), one.area, "") for one in offered]
    form.offer(groups, queries.trainers_offered())
    form.offer_days(kind.event.half_days)
    return found


def plan_page(
    form: PlanForm, kind: Kind, changes: list[Change] | None, *, candidates: list[Candidate], of: Event | None = None
) -> ResponseReturnValue:
    """The form, and once it can be saved what should be seen before."""
    form.offer_days(kind.event.half_days)
    return render_template(
        "training/plan.html",
        form=form,
        kind=kind,
        event=of,
        changes=changes,
        shown=fingerprint(changes) if changes is not None else "",
        repeating=form.repeating or (changes is not None and len(form.wanted.spans) < kind.event.half_days),
        proposal=queries.proposed(candidates, clock.today()),
    ), form.status


@blueprint.route("/training/<int:event_id>/change", methods=["GET", "POST"])
@entry(Permission.PLAN_TRAINING)
def change(event_id: int) -> ResponseReturnValue:
    """Other days, another place, other people: who is told is shown before."""
    who, today = actor(), clock.today()
    event = queries.event_in_scope(who, event_id, today)
    kind = queries.kind_of(event)
    form, changes = PlanForm(data=filled(event)), None
    candidates = offer(form, kind, of=event)
    if form.is_submitted() and not form.grown() and form.validate():
        try:
            changes = service.consider(kind, form.wanted, today=today, of=event)
            if request.form.get("shown") == fingerprint(changes):
                service.change(event, form.wanted, version=form.version.data, by=who.person_id, now=clock.now())
                tell("The event is changed.")
                return redirect(queries.page_or_list(who, event_id, today))
        except Refused as refused:
            form.put(refused.refusals)
            changes = None
        except Conflict as conflict:
            form.beside(conflict, version=event.version)
            changes = None
    return plan_page(form, kind, changes, candidates=candidates, of=event)


def filled(event: Event) -> dict[str, object]:
    """The form's values for the event as it stands."""
    days: dict[date, dict[str, Hours]] = {}
    repeats: dict[date, int] = {}
    for one in queries.half_days(event.id):
        days.setdefault(one.on_day, {})[one.half] = Hours(one.starts, one.ends)
        if one.repeats:
            repeats[one.on_day] = day_of_place(one.repeats)
    nothing = Hours(None, None)
    return {
        "days": [
            day_data(day, halves.get(Half.MORNING, nothing), halves.get(Half.AFTERNOON, nothing), repeats.get(day))
            for day, halves in days.items()
        ],
        "areas": [one.implementation_id for one in event.areas],
        "trainers": [one.person_id for one in event.trainers],
        "late": bool(event.first_on and event.first_on < clock.today()),
        **{
            name: getattr(event, name)
            for name in ("venue", "link", "capacity", "joining", "materials_version", "version")
        },
    }


@blueprint.route("/training/<int:event_id>/cancel", methods=["GET", "POST"])
@entry(Permission.PLAN_TRAINING)
def cancel(event_id: int) -> ResponseReturnValue:
    """The event does not take place: who is told is shown before."""
    who, today = actor(), clock.today()
    event = queries.event_in_scope(who, event_id, today)
    form, changes = CancelForm(data={"version": event.version}), None
    if form.validate_on_submit():
        try:
            changes = service.consider_cancelling(event, form.reason.data)
            if request.form.get("shown") == fingerprint(changes):
                service.cancel(event, form.reason.data, version=form.version.data, by=who.person_id, now=clock.now())
                tell("The event is cancelled.", then="Everybody is told.")
                return redirect(f"/training/{event_id}")
        except Refused as refused:
            form.put(refused.refusals)
            changes = None
        except Conflict as conflict:
            form.beside(conflict, version=event.version)
            changes = None
    page = queries.event_page(who, event, today)
    shown = fingerprint(changes) if changes is not None else ""
    return render_template(
        "training/cancel.html", form=form, page=page, event=event, changes=changes, shown=shown
    ), form.status
