"""Licences drafted, and changed once they stand: what a change moves is shown before."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import implementation_in_scope
from scaleup.core import clock
from scaleup.core.errors import Conflict, Refused
from scaleup.core.facts import Change, fingerprint
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.licences import queries, service
from scaleup.licences.forms import RenewForm, TermsForm
from scaleup.licences.models import Licence
from scaleup.licences.rules import Renewal, State, Terms, refusals_to_renew, refusals_to_vary_from
from scaleup.licences.views.blueprint import blueprint
from scaleup.licences.views.section import turned_away


def terms(form: TermsForm) -> Terms:
    """What the form says."""
    return Terms(form.starts_on.data, form.ends_on.data, form.places.data)


def filled(wanted: Terms, version: int = 1) -> dict[str, object]:
    """The form's values for these terms."""
    return {"starts_on": wanted.starts_on, "ends_on": wanted.ends_on, "places": wanted.places, "version": version}


@blueprint.route("/implementations/<int:implementation_id>/licences/draft", methods=["GET", "POST"])
@entry(Permission.MANAGE_LICENCES)
def draft(implementation_id: int) -> ResponseReturnValue:
    """A licence is drafted; its term and places are prefilled from the programme."""
    who, today = actor(), clock.today()
    found = implementation_in_scope(who, implementation_id, today)
    form = TermsForm(data=filled(queries.usual_terms(found, today)))
    if form.validate_on_submit():
        with form.catching():
            service.draft(implementation_id, terms(form), by=who.person_id, now=clock.now())
            tell("The licence is drafted.", then="It covers no day until it is granted.")
            return redirect(f"/areas/{found.area_id}/licence")
    return render_template(
        "licences/terms.html", form=form, area=found.area, licence=None, changes=None, shown=""
    ), form.status


@blueprint.route("/licences/<int:licence_id>/renew", methods=["GET", "POST"])
@entry(Permission.MANAGE_LICENCES)
def renew(licence_id: int) -> ResponseReturnValue:
    """The next licence is drafted from the day after this one."""
    who, today = actor(), clock.today()
    licence = queries.licence_in_scope(who, licence_id, today)
    decision = Renewal(licence.renewal) if licence.renewal else None
    if cannot := turned_away(licence, "Draft the next licence", refusals_to_renew(State(licence.state), decision)):
        return cannot
    form = next_terms(licence)
    if form.validate_on_submit():
        with form.catching():
            chosen = form.version_id.data if "version_id" in form else None
            service.renew(licence_id, terms(form), by=who.person_id, now=clock.now(), version_id=chosen)
            tell("The next licence is drafted.", then="Granted, it continues the support at the step reached.")
            return redirect(f"/areas/{licence.area_id}/licence")
    area = licence.implementation.area
    return render_template(
        "licences/terms.html", form=form, area=area, licence=None, changes=None, shown=""
    ), form.status


def next_terms(licence: Licence) -> RenewForm:
    """The form of the next licence, with the newest version of the programme chosen where there is a newer one."""
    offered = queries.versions_offered(licence)
    chosen = {"version_id": offered[0].version_id} if offered else {}
    version_id = chosen.get("version_id", licence.programme_version_id)
    form = RenewForm(data=filled(queries.following_terms(licence, version_id=version_id)) | chosen)
    form.version_id.choices = [(str(one.version_id), one.words) for one in offered]
    if not offered:
        form.of_one_version()
    return form


@blueprint.route("/licences/<int:licence_id>/change", methods=["GET", "POST"])
@entry(Permission.MANAGE_LICENCES)
def vary(licence_id: int) -> ResponseReturnValue:
    """Another term, or other places: what follows is shown before, and again if it has changed meanwhile."""
    who = actor()
    licence = queries.licence_in_scope(who, licence_id, clock.today())
    if cannot := turned_away(licence, "Change the licence", refusals_to_vary_from(State(licence.state))):
        return cannot
    now_as = Terms(licence.starts_on, licence.ends_on, licence.places)
    form, changes = TermsForm(data=filled(now_as, licence.version)), None
    if form.validate_on_submit():
        wanted = service.Variation(terms(form), form.reason.data or "")
        try:
            changes = service.consider_change(licence, wanted, by=who.person_id, today=clock.today())
            if request.form.get("shown") == fingerprint(changes):
                service.vary(licence_id, wanted, version=form.version.data, by=who.person_id, now=clock.now())
                tell("The licence is changed.")
                return redirect(f"/areas/{licence.area_id}/licence")
        except Refused as refused:
            form.put(refused.refusals)
            changes = None
        except Conflict as conflict:
            form.beside(conflict, version=licence.version)
            changes = None
    return terms_page(form, licence, changes)


def terms_page(form: TermsForm, licence: Licence, changes: list[Change] | None) -> ResponseReturnValue:
    """The licence's terms, and once they were entered what follows from them."""
    shown = fingerprint(changes) if changes is not None else ""
    area = licence.implementation.area
    return render_template(
        "licences/terms.html", form=form, area=area, licence=licence, changes=changes, shown=shown
    ), form.status
