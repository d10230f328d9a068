"""Putting a line of one's own list off, and waking it."""

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.dates import long_date
from scaleup.core.numbers import IN_64_BITS, whole
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.worklist import queries, service
from scaleup.worklist.forms import LaterForm
from scaleup.worklist.rules import Line
from scaleup.worklist.views.blueprint import blueprint
from scaleup.worklist.views.shown import shown


@blueprint.route("/my-work/later", methods=["GET", "POST"])
@entry(Permission.SEE_WORK)
def put_off() -> ResponseReturnValue:
    """The form that asks until when and why; the line put off."""
    line = line_asked(request.args.get("line", ""))
    if line is None:
        tell("That line is not on your list any more.", then="It was done, or what it says has changed.")
        return redirect("/")
    form = LaterForm()
    form.limit(today())
    if form.is_submitted() and form.validate() and saved(form, line):
        tell(
            f"“{line.what}” is off your list.", then=f"It is back on {long_date(form.until_on.data)}, or if it changes."
        )
        return redirect("/")
    private = bool(form.text_checked.data) or any("tick that" in fault.text for fault in form.faults)
    page = render_template("worklist/later.html", form=form, line=shown(line, today(), own=True), private=private)
    return page, form.status


def line_asked(key: str) -> Line | None:
    """The line of this key in the actor's own list."""
    lines = queries.work_of(actor(), today=today()).lines if key else ()
    return next((line for line in lines if line.key == key), None)


def saved(form: LaterForm, line: Line) -> bool:
    """Whether the line is put off; if not, the form says why."""
    with form.catching():
        service.put_off(
            actor().person_id,
            line,
            until_on=form.until_on.data,
            reason=form.reason.data,
            text_checked=bool(form.text_checked.data),
            today=today(),
            now=clock.now(),
        )
    return not form.wrong


@blueprint.post("/my-work/wake")
@entry(Permission.SEE_WORK)
def wake() -> ResponseReturnValue:
    """The line is back in the list at once."""
    snooze_id = whole(request.form.get("snooze", ""), figures=IN_64_BITS)
    if snooze_id is None:
        abort(400)
    if service.wake(actor().person_id, snooze_id):
        tell("It is back on your list.")
    else:
        tell("It was back on your list already.")
    return redirect("/")
