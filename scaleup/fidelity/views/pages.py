"""The fidelity of an area: is it green, and why not; each kind of evidence by itself; plans to improve."""

from flask import render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope, may_in
from scaleup.core.pages import actor, entry
from scaleup.core.templates import today
from scaleup.fidelity import queries
from scaleup.fidelity.views.blueprint import blueprint


@blueprint.get("/areas/<int:area_id>/fidelity")
@entry(Permission.SEE_AREAS)
def fidelity(area_id: int) -> ResponseReturnValue:
    """The page. Facilitators are named to the unit alone."""
    area = area_in_scope(actor(), area_id, today())
    may_check = may_in(actor(), Permission.CHECK_FIDELITY, area_id, today())
    named = queries.facilitators_named(area_id) if may_check else {}
    return render_template(
        "fidelity/fidelity.html",
        area=area,
        pages=queries.fidelity_page(area, today=today(), facilitators=named),
        may_check=may_check,
    )
