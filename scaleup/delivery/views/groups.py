"""An area's groups, one group with its sessions, its families, and who delivers what is to come."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope
from scaleup.core import clock
from scaleup.core.dates import counted
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.delivery import queries, service
from scaleup.delivery.forms import FamiliesForm, PairForm
from scaleup.delivery.rules import REASON_WORDS
from scaleup.delivery.views.blueprint import blueprint
from scaleup.delivery.views.words import crew_choices


@blueprint.get("/areas/<int:area_id>/delivery")
@entry(Permission.SEE_AREAS)
def delivery(area_id: int) -> ResponseReturnValue:
    """Which sessions lack a record, what is next, how many families; and every group."""
    today = clock.today()
    area = area_in_scope(actor(), area_id, today)
    return render_template("delivery/area.html", area=area, page=queries.area_page(area, today))


@blueprint.get("/groups/<int:group_id>")
@entry(Permission.SEE_AREAS)
def group(group_id: int) -> ResponseReturnValue:
    """The sessions of a group in order, what is due, and who delivers."""
    today = clock.today()
    found = queries.group_in_scope(actor(), group_id, today)
    page = queries.group_page(found, today)
    return render_template("delivery/group.html", area=found.area, page=page, reasons=REASON_WORDS)


@blueprint.route("/groups/<int:group_id>/families", methods=["GET", "POST"])
@entry(Permission.RECORD_DELIVERY)
def families(group_id: int) -> ResponseReturnValue:
    """How many families enrolled, and how many of them meet the criteria."""
    who = actor()
    found = queries.group_in_scope(who, group_id, clock.today())
    form = FamiliesForm(obj=found)
    if form.validate_on_submit():
        with form.catching(over=found):
            service.keep_families(
                found, form.families.data, form.meeting_criteria.data, version=form.version.data, by=who.person_id
            )
            tell(f"{counted(form.families.data, 'family')} in {found.name}.")
            return redirect(f"/groups/{found.id}")
    title = f"Families of {found.name}"
    back, save = f"/groups/{found.id}", "Save the families"
    return render_template(
        "areas/form.html", form=form, area=found.area, title=title, save=save, back=back
    ), form.status


@blueprint.route("/groups/<int:group_id>/pair", methods=["GET", "POST"])
@entry(Permission.RECORD_DELIVERY)
def pair(group_id: int) -> ResponseReturnValue:
    """Others deliver what is still without a record."""
    who, today = actor(), clock.today()
    found = queries.group_in_scope(who, group_id, today)
    now = queries.pair_to_come(found.id)
    form = PairForm(data={"version": found.version, "pair": now})
    form.pair.choices = crew_choices(queries.crew_of(found.implementation_id, today, also=now), today, first=now)
    if form.validate_on_submit():
        with form.catching(over=found):
            count = service.change_pair(found, form.pair.data, version=form.version.data, by=who.person_id)
            changed = f"Who delivers is changed for {counted(count, 'session')} without a record."
            tell(changed if count else "They deliver what is to come already: nothing needed to change.")
            return redirect(f"/groups/{found.id}")
    title = f"Who delivers {found.name}"
    back, save = f"/groups/{found.id}", "Save who delivers"
    return render_template(
        "areas/form.html", form=form, area=found.area, title=title, save=save, back=back
    ), form.status
