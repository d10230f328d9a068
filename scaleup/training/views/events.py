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
    acts = {
        words: queries.may_at(who, permission, event_id, today)
        for words, permission in (
            ("keeps", Permission.KEEP_REGISTERS),
            ("books", Permission.BOOK_TRAINING),
            ("plans", Permission.PLAN_TRAINING),
        )
    }
    feedback = queries.feedback_of(found) if page.over and acts["keeps"] else None
    acts["keeps"] = acts["keeps"] and (page.trains or queries.may_at(who, Permission.MANAGE_AREAS, event_id, today))
    told = {"summary": facts_of(page), "feedback": feedback, "lacking": lacking(page, today)}
    return render_template("training/event.html", page=page, event=found, **told, **acts)


def lacking(page: EventPage, today: date) -> list[tuple[Comes, str]]:
    """Who can no longer complete the part by what is planned, and what they lack."""
    event = page.line.event
    if event.state == EventState.CANCELLED:
        return []
    coming = {one.booking.facilitator_id: one for one in page.comes if one.booking.facilitator_id}
    found = out_of_reach(list(coming), event.part, today=today)
    return [(coming[one], f"{standing.sentence}.") for one, standing in found.items() if standing.missing]
