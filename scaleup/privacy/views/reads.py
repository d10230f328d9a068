"""Who read evaluation data: for the unit manager of all areas, for who sees an area's results of that area."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope
from scaleup.core import clock
from scaleup.core.numbers import whole
from scaleup.core.pages import actor, entry
from scaleup.privacy import queries
from scaleup.privacy.views.blueprint import blueprint


@blueprint.get("/reads")
@entry(Permission.KEEP_PERIODS)
def reads() -> ResponseReturnValue:
    """The latest reads of all, of one person or of one area; and how often who, and of where."""
    person_id, area_id = (whole(request.args.get(name, "")) for name in ("person", "area"))
    return render_template(
        "privacy/reads.html",
        lines=queries.reads(person_id=person_id, area_id=area_id),
        people=queries.reads_of("person"),
        areas=queries.reads_of("area"),
        narrowed=person_id is not None or area_id is not None,
        area=None,
    )


@blueprint.get("/areas/<int:area_id>/reads")
@entry(Permission.SEE_RESULTS)
def reads_of_area(area_id: int) -> ResponseReturnValue:
    """Who read this area's evaluation data."""
    area = area_in_scope(actor(), area_id, clock.today())
    lines = queries.reads(area_id=area.id)
    return render_template("privacy/reads.html", lines=lines, people=[], areas=[], narrowed=False, area=area)
