"""The list of events, and the page of one: where, when, who comes, who is missing."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.training import queries
from scaleup.training.views.blueprint import blueprint
from scaleup.training.views.shown import areas_of, facts_of


@blueprint.get("/training")
@entry(Permission.SEE_TRAINING)
def events() -> ResponseReturnValue:
    """Events to come, the next first, or those that are past."""
    who, today = actor(), clock.today()
    past = request.args.get("show") == "past"
    coming = None if past else today
    lines = queries.listed(who, today, coming=coming, before=today)
    return render_template("training/events.html", lines=lines, past=past, areas_of=areas_of)


@blueprint.get("/training/<int:event_id>")
@entry(Permission.SEE_TRAINING)
def event(event_id: int) -> ResponseReturnValue:
    """One event."""
    who, today = actor(), clock.today()
    found = queries.event_in_scope(who, event_id, today)
    page = queries.event_page(who, found, today)
    asked = page.over and who.may(Permission.KEEP_REGISTERS)
    feedback = queries.feedback_of(found) if asked else None
    return render_template("training/event.html", page=page, event=found, summary=facts_of(page), feedback=feedback)
