"""The agenda of a contact of the plan: the page that its mail leads to."""

from flask import render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope, may_in
from scaleup.core.errors import Absent
from scaleup.core.pages import actor, entry
from scaleup.core.templates import today
from scaleup.support import queries
from scaleup.support.views.blueprint import blueprint


@blueprint.get("/areas/<int:area_id>/contacts/agenda/<int:slot_id>")
@entry(Permission.SEE_AREAS)
def agenda(area_id: int, slot_id: int) -> ResponseReturnValue:
    """When and how, what was agreed last time, what is open, what changed since, and what to have ready."""
    area = area_in_scope(actor(), area_id, today())
    slot = queries.slot_in_area(slot_id, area_id=area.id)
    if slot is None:
        raise Absent
    return render_template(
        "support/agenda.html",
        area=area,
        page=queries.agenda_page(slot),
        may_log=may_in(actor(), Permission.LOG_CONTACTS, area.id, today()) and slot.state == "open",
    )
