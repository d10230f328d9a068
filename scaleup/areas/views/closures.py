"""The days on which the unit is closed: plans re-make when one comes or goes."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas import queries, service
from scaleup.areas.forms import ClosureForm
from scaleup.areas.rules import Closure, ClosureDayChanged
from scaleup.areas.views.blueprint import blueprint
from scaleup.core import clock
from scaleup.core.errors import Refused
from scaleup.core.facts import consequences, fingerprint
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell


@blueprint.route("/closure-days", methods=["GET", "POST"])
@entry(Permission.DECIDE_LICENCES)
def closures() -> ResponseReturnValue:
    """The closure days; adding one shows first which plans it moves."""
    who, form, changes = actor(), ClosureForm(), None
    if form.validate_on_submit():
        fact = ClosureDayChanged(form.nation.data, form.on_day.data, Closure.ADDED, who.person_id)
        changes = consequences(fact)
        if request.form.get("shown") == fingerprint(changes):
            try:
                service.add_closure_day(fact.nation, fact.on_day, reason=form.reason.data, by=who.person_id)
            except Refused as refused:
                form.put(refused.refusals)
                changes = None
            else:
                tell("The day is kept, and the plans are made anew.")
                return redirect(url_for("areas.closures"))
    shown = fingerprint(changes) if changes is not None else ""
    days = [day for day in queries.closure_days() if day.on_day >= clock.today()]
    return render_template("areas/closures.html", form=form, days=days, changes=changes, shown=shown), form.status


@blueprint.post("/closure-days/<int:closure_day_id>/remove")
@entry(Permission.DECIDE_LICENCES)
def remove_closure(closure_day_id: int) -> ResponseReturnValue:
    """First which plans move, then the day is a working day again."""
    day = queries.closure_day(closure_day_id)
    changes = consequences(ClosureDayChanged(day.nation, day.on_day, Closure.REMOVED, actor().person_id))
    if request.form.get("shown") != fingerprint(changes):
        return render_template("areas/closure_gone.html", day=day, changes=changes, shown=fingerprint(changes))
    service.remove_closure_day(closure_day_id, by=actor().person_id)
    tell("It is a working day again, and the plans are made anew.")
    return redirect(url_for("areas.closures"))
