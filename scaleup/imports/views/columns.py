"""What each sheet and column is taken for, and its correction, remembered for the next workbook."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.errors import Refusal
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.imports import queries, service
from scaleup.imports.forms import changed, meanings_form, twice
from scaleup.imports.rules import State
from scaleup.imports.views.blueprint import blueprint


@blueprint.route("/import/<int:run_id>/columns", methods=["GET", "POST"])
@entry(Permission.IMPORT)
def columns(run_id: int) -> ResponseReturnValue:
    """Each sheet and column with a list of what it can be."""
    run = queries.run_of(run_id)
    if run.state != State.SHOWN:
        return redirect(url_for("imports.show", run_id=run_id))
    form, layout = meanings_form(run.recognised)
    if form.validate_on_submit():
        wrong = twice(form, layout)
        if not wrong:
            count = service.say(run_id, changed(form, layout), by=actor().person_id, now=clock.now())
            tell("It is kept, also for the next workbook." if count else "Nothing was changed.")
            return redirect(url_for("imports.show", run_id=run_id))
        form.put(Refusal(message, name) for name, message in wrong)
    return render_template("imports/columns.html", run=run, form=form, layout=layout), form.status
