"""The plan of an area, to the end of its licence."""

from flask import render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope, may_in
from scaleup.core.pages import actor, entry
from scaleup.core.templates import today
from scaleup.support import queries
from scaleup.support.views.blueprint import blueprint


@blueprint.get("/areas/<int:area_id>/plan")
@entry(Permission.SEE_AREAS)
def plan(area_id: int) -> ResponseReturnValue:
    """Every contact of the area's licences, with its state, and why a date is not the nominal one."""
    area = area_in_scope(actor(), area_id, today())
    programmes = queries.area_plans(area.id, today=today())
    plans_support = may_in(actor(), Permission.PLAN_SUPPORT, area.id, today())
    return render_template(
        "support/plan.html",
        area=area,
        programmes=programmes,
        coming=queries.coming(programmes),
        paces=queries.paces(area.id, today=today()) if plans_support else {},
        may_log=may_in(actor(), Permission.LOG_CONTACTS, area.id, today()),
    )
