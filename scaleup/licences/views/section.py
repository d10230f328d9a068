"""The licence section of an area: every licence with its moves and conditions, and what may be done now."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope, implementations_of
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.licences import queries, service
from scaleup.licences.forms import ConditionForm
from scaleup.licences.models import Licence
from scaleup.licences.rules import acts_from, words_of
from scaleup.licences.views.blueprint import blueprint


def about(licence: Licence) -> dict[str, object]:
    """What a short form about a licence says and where it leads back to."""
    area = licence.implementation.area
    return {"area": area, "more": f"{area.name}, licence {licence.number}", "back": f"/areas/{area.id}/licence"}


@blueprint.get("/areas/<int:area_id>/licence")
@entry(Permission.SEE_AREAS)
def section(area_id: int) -> ResponseReturnValue:
    """The licences of the area, the latest first."""
    today = clock.today()
    area = area_in_scope(actor(), area_id, today)
    return render_template(
        "licences/section.html",
        area=area,
        pages=queries.pages_of(area_id, today),
        open_implementations=[one for one in implementations_of(area_id) if one.closed_on is None],
        acts_from=acts_from,
        words_of=words_of,
        rest_of=queries.rest_of,
    )


@blueprint.route("/licences/<int:licence_id>/conditions/add", methods=["GET", "POST"])
@entry(Permission.MANAGE_LICENCES)
def add_condition(licence_id: int) -> ResponseReturnValue:
    """Something that the licence is granted under."""
    who = actor()
    licence = queries.licence_in_scope(who, licence_id, clock.today())
    form = ConditionForm()
    if form.validate_on_submit():
        service.add_condition(licence_id, form.wording.data, owner_id=None, due_on=form.due_on.data, by=who.person_id)
        tell("The condition is added.")
        return redirect(f"/areas/{licence.area_id}/licence")
    return render_template(
        "areas/form.html", form=form, title="Add a condition", save="Add this condition", **about(licence)
    ), form.status


@blueprint.post("/licences/<int:licence_id>/conditions/<int:condition_id>/met")
@entry(Permission.MANAGE_LICENCES)
def meet_condition(licence_id: int, condition_id: int) -> ResponseReturnValue:
    """The condition was met today."""
    who, today = actor(), clock.today()
    licence = queries.licence_in_scope(who, licence_id, today)
    service.meet_condition(condition_id, licence_id=licence_id, met_on=today, by=who.person_id)
    tell("The condition is met.")
    return redirect(f"/areas/{licence.area_id}/licence")
