"""An area is added, and edited; of two who save it, the second sees both."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas import queries, service
from scaleup.areas.forms import AreaForm
from scaleup.areas.models import Area
from scaleup.areas.rules import Founding
from scaleup.areas.views.blueprint import blueprint
from scaleup.core import clock
from scaleup.core.facts import Change, fingerprint
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell


def founding(form: AreaForm) -> Founding:
    """What the form says; raises Refused for a local authority that is not known."""
    return Founding(form.name.data, form.nation.data or "", service.codes_of(form.authorities.data or ""))


@blueprint.route("/areas/new", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def new() -> ResponseReturnValue:
    """A new area; who adds it and is no unit manager sees it from then on."""
    form, person = AreaForm(), actor()
    if form.validate_on_submit():
        with form.catching():
            area = service.found_by(person, founding(form), now=clock.now())
            tell(f"{area.name} is added.", then="Next: the people in it, and the programme that it takes up.")
            return redirect(f"/areas/{area.id}/people")
    return render_template("areas/area.html", form=form, area=None, changes=None, shown=""), form.status


@blueprint.route("/areas/<int:area_id>/edit", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def edit(area_id: int) -> ResponseReturnValue:
    """The area's name, nation and local authorities; what another nation moves is shown first."""
    person = actor()
    area = queries.area_in_scope(person, area_id, clock.today())
    covered = "; ".join(authority.name for authority in queries.authorities_of(area_id))
    form = AreaForm(data={"name": area.name, "nation": area.nation, "authorities": covered, "version": area.version})
    changes = None
    if form.validate_on_submit():
        changes = kept(form, area)
        if changes is None and not form.wrong:
            return redirect(f"/areas/{area_id}")
    shown = fingerprint(changes) if changes is not None else ""
    return render_template("areas/area.html", form=form, area=area, changes=changes, shown=shown), form.status


def kept(form: AreaForm, area: Area) -> list[Change] | None:
    """What would follow, to be shown first where anything does; None once it is saved, or refused on the form."""
    person = actor()
    with form.catching(over=area):
        wanted = founding(form)
        changes = service.consider_edit(area.id, wanted, by=person.person_id)
        if changes and request.form.get("shown") != fingerprint(changes):
            return changes
        service.edit(area.id, wanted, version=form.version.data, by=person.person_id)
        tell(f"{area.name} is saved.")
    return None
