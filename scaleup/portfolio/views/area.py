"""An area on one page, and everything that happened there."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.rules import AREA_ROLE_WORDS
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.portfolio import queries
from scaleup.portfolio.views.blueprint import blueprint


@blueprint.get("/areas/<int:area_id>")
@entry(Permission.SEE_AREAS)
def area_page(area_id: int) -> ResponseReturnValue:
    """How the area stands, what comes next, and the whole licence in one drawing."""
    asked = request.args.get("implementation", type=int)
    today = clock.today()
    found = queries.area_page(actor(), area_id, today=today, implementation_id=asked)
    return render_template(
        "portfolio/area.html",
        page=found,
        stand=queries.stand(found, today),
        drawn=queries.drawn(found, today),
        roles=AREA_ROLE_WORDS,
    )


@blueprint.get("/areas/<int:area_id>/history")
@entry(Permission.SEE_AREAS)
def history(area_id: int) -> ResponseReturnValue:
    """Everything that happened in the area, newest first, by kind."""
    asked = request.args.get("implementation", type=int)
    today = clock.today()
    found = queries.area_page(actor(), area_id, today=today, implementation_id=asked)
    kind = request.args.get("kind", "")
    return render_template("portfolio/history.html", page=found, stand=queries.stand(found, today), kind=kind)
