"""A system that holds all sending, as one that was restored does: what waits, and letting it go."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.backups.forms import ReleaseForm
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.outbox import service as outbox

blueprint = Blueprint("backups", __name__)


@blueprint.route("/release", methods=["GET", "POST"])
@entry(Permission.MANAGE_PEOPLE)
def release() -> ResponseReturnValue:
    """Why sending is held, how much waits, and the decision to let it go."""
    form, now = ReleaseForm(), clock.now()
    if form.validate_on_submit():
        outbox.release_all(form.went_until, person_id=actor().person_id, now=now)
        tell("Sending goes on.", then="What waited goes with the next minute.")
        return redirect("/")
    waiting = outbox.waiting_since_hold(None, now)
    return render_template("backups/release.html", form=form, waiting=waiting), form.status
