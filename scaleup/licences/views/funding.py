"""Funding of an area: added, changed, ended early; and the signed copy of a licence."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area, implementation_in_scope
from scaleup.core import clock
from scaleup.core.errors import Refusal
from scaleup.core.forms import Form
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.licences import queries, service
from scaleup.licences.forms import EndFundingForm, FundingForm, SignedForm
from scaleup.licences.models import Funding
from scaleup.licences.views.blueprint import blueprint
from scaleup.licences.views.section import about

AGAIN = Refusal("Choose the file again: a browser does not keep it when a page is shown anew", "file")


def shown(form: Form, area_id: int, *, title: str, save: str) -> ResponseReturnValue:
    """The form's page."""
    found = area(area_id)
    back = f"/areas/{area_id}/licence"
    return render_template("areas/form.html", form=form, title=title, save=save, area=found, back=back), form.status


@blueprint.route("/implementations/<int:implementation_id>/funding/add", methods=["GET", "POST"])
@entry(Permission.MANAGE_LICENCES)
def add_funding(implementation_id: int) -> ResponseReturnValue:
    """Who funds the area's programme, how much, until when."""
    who = actor()
    found = implementation_in_scope(who, implementation_id, clock.today())
    form = FundingForm()
    if form.validate_on_submit():
        with form.catching():
            service.add_funding(implementation_id, form.wanted, by=who.person_id)
            tell("The funding is added.")
            return redirect(f"/areas/{found.area_id}/licence")
    return shown(form, found.area_id, title="Add funding", save="Add this funding")


@blueprint.route("/funding/<int:funding_id>/change", methods=["GET", "POST"])
@entry(Permission.MANAGE_LICENCES)
def change_funding(funding_id: int) -> ResponseReturnValue:
    """What is known of this funding is put right."""
    funding = queries.funding_in_scope(actor(), funding_id, clock.today())
    form = FundingForm(
        data={
            "funder": funding.funder,
            "amount": funding.pence,
            "from_on": funding.from_on,
            "to_on": funding.to_on,
            "version": funding.version,
        }
    )
    if form.validate_on_submit() and changed(form, funding):
        tell("The funding is changed.")
        return redirect(f"/areas/{funding.area_id}/licence")
    return shown(form, funding.area_id, title="Change funding", save="Change this funding")


def changed(form: FundingForm, funding: Funding) -> bool:
    """Whether the funding is as the form says; if not, the form says why."""
    with form.catching(over=funding):
        service.change_funding(funding, form.wanted, version=form.version.data, by=actor().person_id)
    return not form.wrong


@blueprint.route("/funding/<int:funding_id>/end", methods=["GET", "POST"])
@entry(Permission.MANAGE_LICENCES)
def end_funding(funding_id: int) -> ResponseReturnValue:
    """The funding ends earlier than was promised."""
    who = actor()
    funding = queries.funding_in_scope(who, funding_id, clock.today())
    form = EndFundingForm(data={"version": funding.version})
    if form.validate_on_submit():
        with form.catching(over=funding):
            said = {"last_on": form.last_on.data, "reason": form.reason.data}
            service.end_funding(funding, **said, version=form.version.data, by=who.person_id)
            tell("The funding ends early.", then="Where it ends before the licence, the lists say so.")
            return redirect(f"/areas/{funding.area_id}/licence")
    return shown(form, funding.area_id, title="End funding early", save="End this funding")


@blueprint.route("/licences/<int:licence_id>/signed", methods=["GET", "POST"])
@entry(Permission.KEEP_DOCUMENTS)
def signed(licence_id: int) -> ResponseReturnValue:
    """The signed copy of the licence is kept among the area's documents."""
    who = actor()
    licence = queries.licence_in_scope(who, licence_id, clock.today())
    form = SignedForm()
    if form.validate_on_submit():
        with form.catching():
            file, dated_on = form.file.data.stream, form.dated_on.data
            service.keep_signed_copy(licence, file, dated_on=dated_on, by=who.person_id, now=clock.now())
            tell("The signed copy is kept.", then="It stands among the area’s documents.")
            return redirect(f"/areas/{licence.area_id}/licence")
    if form.is_submitted() and not form.file.blank and not form.file.errors:
        form.put([AGAIN])
    told = about(licence)
    return render_template(
        "areas/form.html", form=form, title="Keep the signed copy", save="Keep this copy", **told
    ), form.status
