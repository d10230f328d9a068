"""Another pace of support: what is proposed and why, what it would change, and the decision with its reason."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.models import Area
from scaleup.areas.queries import area_in_scope
from scaleup.core.errors import Absent, Conflict, Refused
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.support import queries, rules, service
from scaleup.support.forms import PaceForm
from scaleup.support.queries import Climb
from scaleup.support.views.blueprint import blueprint


@blueprint.route("/areas/<int:area_id>/plan/<int:licence_id>/pace", methods=["GET", "POST"])
@entry(Permission.PLAN_SUPPORT)
def pace(area_id: int, licence_id: int) -> ResponseReturnValue:
    """The page, and the decision kept."""
    area = area_in_scope(actor(), area_id, today())
    climb = service.climb_of(licence_id, today=today())
    if climb.facts.area_id != area.id:
        raise Absent
    choices = rules.choices(climb.course, climb.here, climb.proposal, today=today())
    form = PaceForm(data={"choice": choices[0].code if climb.proposal else None})
    form.choice.choices = [(choice.code, choice.words) for choice in choices]
    if form.validate_on_submit() and decided(form, licence_id):
        tell("The decision is kept.", then="Reminders follow the plan as it now is.")
        return redirect(url_for("support.plan", area_id=area.id))
    return shown(area, climb, form, choices)


def decided(form: PaceForm, licence_id: int) -> bool:
    """Whether the decision stands; not where what follows is to be shown first, or something is to be put right."""
    deciding = service.Deciding(form.choice.data, form.reason.data or "", request.form.get("shown", ""))
    try:
        service.decide_pace(actor().person_id, deciding, licence_id=licence_id, today=today())
    except Refused as refused:
        form.put(refused.refusals)
    except Conflict:
        return False
    return not form.wrong


def shown(area: Area, climb: Climb, form: PaceForm, choices: tuple[rules.Choice, ...]) -> ResponseReturnValue:
    """The page with what the choice would change, if one is made."""
    choice = next((each for each in choices if each.code == form.choice.data), None)
    replan = service.considered(climb, choice, today=today()) if choice else None
    return render_template(
        "support/pace.html",
        area=area,
        climb=climb,
        form=form,
        choice=choice,
        changes=replan and queries.changes_of(replan.differences, settled=rules.settled(replan), today=today()),
        shown=service.mark_of(replan) if replan else "",
    ), form.status
