"""The readiness section of an area: the rounds of each programme, and what its verdicts asked for."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope, implementation_in_scope
from scaleup.core import clock
from scaleup.core.errors import Refused
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.readiness import queries, service
from scaleup.readiness.rules import DECISION_WORDS, STATE_WORDS
from scaleup.readiness.views.blueprint import blueprint


@blueprint.get("/areas/<int:area_id>/readiness")
@entry(Permission.SEE_AREAS)
def section(area_id: int) -> ResponseReturnValue:
    """The rounds of the area, programme by programme, the latest first."""
    area = area_in_scope(actor(), area_id, clock.today())
    return render_template(
        "readiness/section.html",
        area=area,
        courses=queries.courses_of(area_id),
        decisions=DECISION_WORDS,
        states=STATE_WORDS,
    )


@blueprint.post("/implementations/<int:implementation_id>/readiness/begin")
@entry(Permission.REVIEW_READINESS)
def begin(implementation_id: int) -> ResponseReturnValue:
    """A round is open for the area to answer."""
    who = actor()
    found = implementation_in_scope(who, implementation_id, clock.today())
    try:
        begun = service.begin(implementation_id, by=who.person_id, now=clock.now())
    except Refused as refused:
        return render_template("readiness/cannot.html", area=found.area, refused=refused.refusals), 409
    tell(f"Round {begun.round} is open.", then="Everybody who leads in the area can answer it.")
    return redirect(url_for("readiness.tasks", assessment_id=begun.id))
