"""Who of an area's facilitators may deliver, and why, each in a sentence."""

from flask import render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.training.queries.accredited import teams_of
from scaleup.training.views.blueprint import blueprint


@blueprint.get("/areas/<int:area_id>/accreditation")
@entry(Permission.SEE_AREAS)
def accreditation(area_id: int) -> ResponseReturnValue:
    """Everybody's state and its reason, whoever needs something first, and the pairs that can deliver."""
    today = clock.today()
    area = area_in_scope(actor(), area_id, today)
    return render_template("training/accreditation.html", area=area, teams=teams_of(area_id, today))
