"""The places of a licence: who held each, from when to when, who holds it now, and which are free."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.facilitators import queries, service
from scaleup.facilitators.forms import PlaceForm, ReleaseForm
from scaleup.facilitators.views.blueprint import blueprint
from scaleup.licences.queries import licence_in_scope, standing_of
from scaleup.licences.rules import STANDING


@blueprint.get("/licences/<int:licence_id>/places")
@entry(Permission.SEE_AREAS)
def places(licence_id: int) -> ResponseReturnValue:
    """The ledger of the licence's places."""
    today = clock.today()
    licence = licence_in_scope(actor(), licence_id, today)
    lines = queries.ledger(licence_id, licence.places)
    return render_template(
        "facilitators/places.html",
        area=licence.implementation.area,
        licence=licence,
        standing=standing_of(licence, today),
        lines=lines,
        held=sum(line.holding for line in lines),
        open=licence.state in STANDING and licence.ends_on >= today,
    )


@blueprint.route("/licences/<int:licence_id>/places/give", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def give(licence_id: int) -> ResponseReturnValue:
    """A facilitator holds the lowest free place."""
    who, today = actor(), clock.today()
    licence = licence_in_scope(who, licence_id, today)
    form = PlaceForm(data={"from_on": today})
    form.facilitator.choices = [("", "Choose a facilitator"), *queries.without_place(licence, today)]
    if form.validate_on_submit():
        with form.catching():
            place = service.give_place(licence, form.facilitator.data, from_on=form.from_on.data, by=who.person_id)
            tell(f"Place {place.number} is given.")
            return redirect(f"/licences/{licence_id}/places")
    area, back = licence.implementation.area, f"/licences/{licence_id}/places"
    return render_template(
        "areas/form.html", form=form, area=area, title="Give a place", save="Give this place", back=back
    ), form.status


@blueprint.route("/places/<int:place_id>/release", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def release(place_id: int) -> ResponseReturnValue:
    """The place is free again; who held it stays in the ledger."""
    who, today = actor(), clock.today()
    found = queries.place_in_scope(who, place_id, today)
    form = ReleaseForm(data={"on_day": today})
    if form.validate_on_submit():
        with form.catching():
            service.free_place(found.place, on_day=form.on_day.data, today=today, by=who.person_id)
            tell(f"Place {found.place.number} is free.", then=f"{found.name} stays in the ledger.")
            return redirect(f"/licences/{found.licence.id}/places")
    title = f"Release place {found.place.number} of {found.name}"
    area, back = found.licence.implementation.area, f"/licences/{found.licence.id}/places"
    return render_template(
        "areas/form.html", form=form, area=area, title=title, save="Release this place", back=back
    ), form.status
