"""Conditions of a licence are added here; readiness puts them right and says when they are met."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import people_for
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.licences import queries, service
from scaleup.licences.models import Licence
from scaleup.licences.views.blueprint import blueprint
from scaleup.licences.views.section import about
from scaleup.readiness.forms import ConditionForm


def page(licence: Licence, form: ConditionForm, *, title: str, save: str) -> ResponseReturnValue:
    """The form about a condition of this licence."""
    return render_template("areas/form.html", form=form, title=title, save=save, **about(licence)), form.status


def asked(licence: Licence) -> ConditionForm:
    """The form, with those who may see to it."""
    form = ConditionForm()
    people = people_for(licence.implementation, actor_id=actor().person_id, today=today())
    form.offer({one.person_id: people.named(one) for one in (*people.area, *people.unit)})
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
        with form.catching():
            service.add_condition(licence_id, wording, owner_id=owner_id, due_on=due_on, by=who.person_id)
            tell("The condition is added.")
            return redirect(f"/areas/{licence.area_id}/licence")
    return page(licence, form, title="Add a condition", save="Add this condition")
