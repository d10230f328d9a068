"""An area takes up a programme, has its manager, and leaves by an exit, after seeing what follows from that."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas import queries, service
from scaleup.areas.forms import CloseForm, ManagerForm, OpenForm, PairsForm
from scaleup.areas.rules import Exit, Leaving
from scaleup.areas.views.blueprint import blueprint
from scaleup.areas.views.shown import shown
from scaleup.core import clock
from scaleup.core.errors import Conflict, Refused
from scaleup.core.facts import fingerprint
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell


@blueprint.route("/areas/<int:area_id>/implementations/open", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def open_(area_id: int) -> ResponseReturnValue:
    """The area takes up a programme."""
    who, today = actor(), clock.today()
    area = queries.area_in_scope(who, area_id, today)
    form = OpenForm(data={"opened_on": today})
    form.programme.choices = [("", "Choose a programme"), *queries.programmes_offered()]
    if form.validate_on_submit():
        with form.catching():
            service.open_implementation(
                area_id, int(form.programme.data), opened_on=form.opened_on.data, by=who.person_id
            )
            tell(f"{area.name} takes up the programme.", then="Next: its manager, and a licence.")
            return redirect(f"/areas/{area_id}/people")
    return shown(form, area, title="Take up a programme", save="Take it up")


@blueprint.route("/implementations/<int:implementation_id>/manager", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def manager(implementation_id: int) -> ResponseReturnValue:
    """Somebody of the unit looks after the implementation; the former manager no longer sees the area."""
    who, today = actor(), clock.today()
    found = queries.implementation_in_scope(who, implementation_id, today)
    form = ManagerForm(data={"on_day": today, "manager": found.manager_id})
    form.manager.choices = [("", "Choose somebody"), *queries.who_may_manage()]
    if form.validate_on_submit():
        with form.catching():
            service.assign_manager(found.id, int(form.manager.data), on_day=form.on_day.data, by=who.person_id)
            tell("The implementation has its manager.")
            return redirect(f"/areas/{found.area_id}/people")
    return shown(form, found.area, title="Choose the manager", save="Use this manager")


@blueprint.route("/implementations/<int:implementation_id>/pairs", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def pairs(implementation_id: int) -> ResponseReturnValue:
    """So many pairs the area means to field."""
    who = actor()
    found = queries.implementation_in_scope(who, implementation_id, clock.today())
    form = PairsForm(data={"pairs": found.pairs_planned, "version": found.version})
    if form.validate_on_submit():
        with form.catching(over=found):
            service.plan_pairs(found.id, form.pairs.data, version=form.version.data, by=who.person_id)
            tell("The number of pairs is kept.")
            return redirect(f"/areas/{found.area_id}/accreditation")
    return shown(form, found.area, title="Pairs planned", save="Keep this number", back="accreditation")


@blueprint.route("/implementations/<int:implementation_id>/close", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def close(implementation_id: int) -> ResponseReturnValue:
    """The area leaves the programme: what follows is shown before, and again if it has changed meanwhile."""
    who = actor()
    found = queries.implementation_in_scope(who, implementation_id, clock.today())
    form = CloseForm(data={"closed_on": clock.today(), "version": found.version})
    changes = None
    if form.validate_on_submit():
        how = Leaving(form.closed_on.data, Exit(form.exit_by.data), form.reason.data)
        try:
            changes = service.consider_closing(found, how, by=who.person_id, now=clock.now())
            if request.form.get("shown") == fingerprint(changes):
                service.close(found.id, how, version=form.version.data, by=who.person_id, now=clock.now())
                tell(f"{found.area.name} has left the programme.")
                return redirect(f"/areas/{found.area_id}")
        except Refused as refused:
            form.put(refused.refusals)
            changes = None
        except Conflict as conflict:
            form.beside(conflict, version=found.version)
            changes = None
    shown = fingerprint(changes) if changes is not None else ""
    return render_template("areas/close.html", form=form, found=found, changes=changes, shown=shown), form.status
