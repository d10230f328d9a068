"""The first session is recorded, and corrected."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import implementation_in_scope
from scaleup.core import clock
from scaleup.core.errors import Conflict, Refused
from scaleup.core.facts import Change, fingerprint
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.delivery import queries, service
from scaleup.delivery.forms import StartForm
from scaleup.delivery.views.blueprint import blueprint


@blueprint.route("/implementations/<int:implementation_id>/first-session", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def first_session(implementation_id: int) -> ResponseReturnValue:
    """The day of the first session: the top-up window opens from it."""
    who, today = actor(), clock.today()
    found = implementation_in_scope(who, implementation_id, today)
    start = queries.start_of(implementation_id)
    known = {"started_on": start.started_on, "version": start.version} if start else {"version": 0}
    form, changes = StartForm(data=known), None
    if form.validate_on_submit():
        changes = kept(form, implementation_id)
        if changes is None and not form.wrong:
            tell("The first session is recorded.")
            return redirect(f"/areas/{found.area_id}/facilitators")
    shown = fingerprint(changes) if changes is not None else ""
    return render_template("delivery/start.html", form=form, area=found.area, changes=changes, shown=shown), form.status


def kept(form: StartForm, implementation_id: int) -> list[Change] | None:
    """What would follow, to be shown first where anything does; None once the day is kept, or refused on the form."""
    who, today, day = actor(), clock.today(), form.started_on.data
    try:
        changes = service.consider_start(implementation_id, day, today=today, by=who.person_id)
        if changes and request.form.get("shown") != fingerprint(changes):
            return changes
        service.keep_start(implementation_id, day, version=form.version.data, today=today, by=who.person_id)
    except Refused as refused:
        form.put(refused.refusals)
    except Conflict as conflict:
        form.beside(conflict, version=queries.version_of(implementation_id))
    return None
