"""A paused implementation goes on: its licence is suspended, so the same page offers to resume it."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.models import Implementation
from scaleup.areas.queries import implementation_in_scope
from scaleup.core import clock
from scaleup.core.facts import Change, fingerprint
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.licences import queries, service
from scaleup.licences.forms import RESUME, GoOnForm
from scaleup.licences.views.blueprint import blueprint


@blueprint.route("/implementations/<int:implementation_id>/reopen", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def reopen(implementation_id: int) -> ResponseReturnValue:
    """The implementation goes on; what follows from resuming its licence is shown before."""
    today = clock.today()
    found = implementation_in_scope(actor(), implementation_id, today)
    paused = queries.suspended_of(implementation_id, today)
    form, changes = GoOnForm(data={"version": found.version, "licence": RESUME, "on_day": today}), None
    if paused is None:
        form.without_licence()
    if form.validate_on_submit():
        changes = attempt(form, found)
        if changes is None and not form.wrong:
            return redirect(f"/areas/{found.area_id}")
    shown = fingerprint(changes) if changes is not None else ""
    return render_template(
        "licences/reopen.html", form=form, found=found, paused=paused, changes=changes, shown=shown
    ), form.status


def attempt(form: GoOnForm, found: Implementation) -> list[Change] | None:
    """What would follow, to be shown first; None once it is done, or refused on the form."""
    by, now, version = actor().person_id, clock.now(), form.version.data
    with form.catching(over=found):
        changes = service.consider_going_on(found, form.wanted(), version=version, by=by, now=now)
        if request.form.get("shown") != fingerprint(changes):
            return changes
        service.go_on(found.id, form.wanted(), version=version, by=by, now=now)
        resumed = form.wanted().on_day is not None
        tell("It goes on.", then="" if resumed else "If it had a licence, that is still suspended.")
    return None
