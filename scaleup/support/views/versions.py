"""The versions of a plan, and any two of them side by side."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope, staff_in
from scaleup.core.numbers import whole
from scaleup.core.pages import actor, entry
from scaleup.core.templates import today
from scaleup.support import queries
from scaleup.support.views.blueprint import blueprint


@blueprint.get("/areas/<int:area_id>/plan/<int:licence_id>/versions")
@entry(Permission.SEE_AREAS)
def versions(area_id: int, licence_id: int) -> ResponseReturnValue:
    """Who changed the plan, when and why; the two versions that are asked for, else the last two."""
    area = area_in_scope(actor(), area_id, today())
    page = queries.versions_page(
        licence_id,
        area_id=area.id,
        wanted=(asked("before"), asked("after")),
        staff=staff_in(actor(), area.id, today()),
        today=today(),
    )
    return render_template("support/versions.html", area=area, page=page)


def asked(name: str) -> int | None:
    """The number of a version in the address, if it is one."""
    return whole(request.args.get(name, ""))
