"""Conditions of a licence: added, put right while they are open, met."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import people_for
from scaleup.core import clock
from scaleup.core.errors import Conflict, Refused
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.licences import queries, service
from scaleup.licences.forms import ConditionForm
from scaleup.licences.models import Licence
from scaleup.licences.views.blueprint import blueprint
from scaleup.licences.views.section import about
from scaleup.readiness.models import Condition
from scaleup.readiness.service import Wording


def page(licence: Licence, form: ConditionForm, *, title: str, save: str) -> ResponseReturnValue:
    """The form about a condition of this licence."""
    return render_template("areas/form.html", form=form, title=title, save=save, **about(licence)), form.status


def asked(licence: Licence, condition: Condition | None = None) -> ConditionForm:
    """The form, with what the condition says and those who may see to it; its owner is always among them."""
    form = ConditionForm(
        data={
            "wording": condition.wording,
            "owner": condition.owner_id,
            "due_on": condition.due_on,
            "version": condition.version,
        }
        if condition
        else None
    )
    people = people_for(licence.implementation, actor_id=actor().person_id, today=today())
    owners = {one.person_id: people.named(one) for one in (*people.area, *people.unit)}
    if condition and condition.owner:
        owners.setdefault(condition.owner.id, condition.owner.name)
    form.offer(owners)
    return form


@blueprint.route("/licences/<int:licence_id>/conditions/add", methods=["GET", "POST"])
@entry(Permission.MANAGE_LICENCES)
def add_condition(licence_id: int) -> ResponseReturnValue:
    """Something that the licence is granted under."""
    who = actor()
    licence = queries.licence_in_scope(who, licence_id, today())
    form = asked(licence)
    if form.validate_on_submit():
        wording, owner_id, due_on = form.wanted
        service.add_condition(licence_id, wording, owner_id=owner_id, due_on=due_on, by=who.person_id)
        tell("The condition is added.")
        return redirect(f"/areas/{licence.area_id}/licence")
    return page(licence, form, title="Add a condition", save="Add this condition")


@blueprint.route("/licences/<int:licence_id>/conditions/<int:condition_id>/change", methods=["GET", "POST"])
@entry(Permission.MANAGE_LICENCES)
def change_condition(licence_id: int, condition_id: int) -> ResponseReturnValue:
    """What an open condition says, who sees to it, and by when."""
    licence = queries.licence_in_scope(actor(), licence_id, today())
    condition = queries.condition(licence_id, condition_id)
    form = asked(licence, condition)
    if form.validate_on_submit() and changed(form, condition, licence):
        tell("The condition is changed.")
        return redirect(f"/areas/{licence.area_id}/licence")
    return page(licence, form, title="Change a condition", save="Change this condition")


def changed(form: ConditionForm, condition: Condition, licence: Licence) -> bool:
    """Whether the condition says what the form says; if not, the form says why."""
    try:
        service.change_condition(
            condition.id,
            Wording(*form.wanted),
            licence_id=licence.id,
            version=form.version.data,
            by=actor().person_id,
        )
    except Refused as refused:
        form.put(refused.refusals)
    except Conflict as conflict:
        form.beside(conflict, version=condition.version)
    return not form.wrong


@blueprint.post("/licences/<int:licence_id>/conditions/<int:condition_id>/met")
@entry(Permission.MANAGE_LICENCES)
def meet_condition(licence_id: int, condition_id: int) -> ResponseReturnValue:
    """The condition was met today."""
    who, now = actor(), clock.today()
    licence = queries.licence_in_scope(who, licence_id, now)
    service.meet_condition(condition_id, licence_id=licence_id, met_on=now, by=who.person_id)
    tell("The condition is met.")
    return redirect(f"/areas/{licence.area_id}/licence")
