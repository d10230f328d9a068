"""The list of events, and the page of one: where, when, who comes, who is missing."""

from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.training import queries
from scaleup.training.queries import Comes, EventPage
from scaleup.training.rules import EventState
from scaleup.training.service.certifying import out_of_reach
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
    return render_template(
        "training/event.html",
        page=page,
        event=found,
        summary=facts_of(page),
        feedback=queries.feedback_of(found) if asked else None,
        lacking=lacking(page, today),
    )


def lacking(page: EventPage, today: date) -> list[tuple[Comes, str]]:
    """Who can no longer complete the part by what is planned, once the event has begun, and what they lack."""
    event = page.line.event
    if event.first_on is None or event.first_on > today or event.state == EventState.CANCELLED:
        return []
    coming = {one.booking.facilitator_id: one for one in page.comes if one.booking.facilitator_id}
    found = out_of_reach(list(coming), event.part, today=today)
    return [(coming[one], f"{standing.sentence}.") for one, standing in found.items() if standing.missing]
