"""A condition, of a licence or of a verdict before there is one: put right while it is open, and met."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas import queries as areas
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.readiness import queries, service
from scaleup.readiness.forms import ConditionForm
from scaleup.readiness.models import Condition
from scaleup.readiness.views.blueprint import blueprint


@blueprint.route("/conditions/<int:condition_id>/change", methods=["GET", "POST"])
@entry(Permission.MANAGE_LICENCES)
def change_condition(condition_id: int) -> ResponseReturnValue:
    """What an open condition says, who sees to it, and by when."""
    condition = queries.condition_in_scope(actor(), condition_id, today())
    form = form_of(condition)
    if form.validate_on_submit() and changed(form, condition):
        tell("The condition is changed.")
        return redirect(home_of(condition))
    area = areas.area(condition.area_id)
    words = {"title": "Change a condition", "save": "Change this condition", "back": home_of(condition)}
    return render_template("areas/form.html", form=form, area=area, **words), form.status


def form_of(condition: Condition) -> ConditionForm:
    """The form, with what the condition says and those who may see to it; its owner is always among them."""
    said = {name: getattr(condition, name) for name in ("wording", "due_on", "version")}
    form = ConditionForm(data={**said, "owner": condition.owner_id})
    implementation = areas.implementation(condition.implementation_id)
    people = areas.people_for(implementation, actor_id=actor().person_id, today=today())
    owners = {one.person_id: people.named(one) for one in (*people.area, *people.unit)}
    if condition.owner:
        owners.setdefault(condition.owner.id, condition.owner.name)
    form.offer(owners)
    return form


def changed(form: ConditionForm, condition: Condition) -> bool:
    """Whether the condition says what the form says; if not, the form says why."""
    with form.catching(over=condition):
        wanted = service.Wording(*form.wanted)
        service.change_condition(condition.id, wanted, version=form.version.data, by=actor().person_id)
    return not form.wrong


@blueprint.post("/conditions/<int:condition_id>/met")
@entry(Permission.MANAGE_LICENCES)
def meet_condition(condition_id: int) -> ResponseReturnValue:
    """The condition was met today."""
    who, now = actor(), clock.today()
    condition = queries.condition_in_scope(who, condition_id, now)
    service.meet_condition(condition.id, met_on=now, by=who.person_id)
    tell("The condition is met.")
    return redirect(home_of(condition))


def home_of(condition: Condition) -> str:
    """Where it is listed: at the licence that carries it, else at the area's readiness."""
    return f"/areas/{condition.area_id}/{'licence' if condition.licence_id else 'readiness'}"
