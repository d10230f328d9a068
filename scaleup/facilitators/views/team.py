"""The facilitators of an area: who they are, what they were trained in, the places that they hold."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.models import Area
from scaleup.areas.queries import area_in_scope, implementation_in_scope, implementations_of
from scaleup.core import clock
from scaleup.core.errors import Refused
from scaleup.core.facts import fingerprint
from scaleup.core.forms import Form
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.facilitators import queries, service
from scaleup.facilitators.forms import JoinForm, LeaveForm, PartForm
from scaleup.facilitators.rules import PROFESSION_WORDS, Profession
from scaleup.facilitators.views.blueprint import blueprint
from scaleup.licences.queries import licences_of


@blueprint.get("/areas/<int:area_id>/facilitators")
@entry(Permission.SEE_AREAS)
def team(area_id: int) -> ResponseReturnValue:
    """The facilitators by programme, the pairs that they make, and the places that are held."""
    today = clock.today()
    area = area_in_scope(actor(), area_id, today)
    implementations = implementations_of(area_id)
    over_time = queries.pairs_over_time([one.id for one in implementations], today)
    licences = [one for one in licences_of(area_id) if one.state in ("granted", "suspended")]
    return render_template(
        "facilitators/team.html",
        area=area,
        implementations=implementations,
        teams=queries.facilitators_of(area_id, today),
        pairs={one: history[-1].pairs if history else queries.NO_PAIRS for one, history in over_time.items()},
        changed={one: queries.changes_of(history) for one, history in over_time.items()},
        licences=licences,
        used=queries.places_used([one.id for one in licences]),
        words=PROFESSION_WORDS,
        part_words=queries.part_words(implementations),
    )


@blueprint.route("/implementations/<int:implementation_id>/facilitators/add", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def join(implementation_id: int) -> ResponseReturnValue:
    """Somebody joins, and holds a place of the licence that stands, if one is free."""
    who, today = actor(), clock.today()
    found = implementation_in_scope(who, implementation_id, today)
    form = JoinForm()
    if form.validate_on_submit():
        newcomer = service.Newcomer(
            form.name.data, form.email.data, form.employer.data or "", Profession(form.profession.data)
        )
        with form.catching():
            service.take_in(implementation_id, newcomer, today=today, now=clock.now(), by=who.person_id)
            tell(f"{newcomer.name} is a facilitator of {found.area.name}.")
            return redirect(f"/areas/{found.area_id}/facilitators")
    return shown(form, found.area, title="Add a facilitator", save="Add this facilitator")


@blueprint.route("/facilitators/<int:facilitator_id>/part", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def part(facilitator_id: int) -> ResponseReturnValue:
    """Somebody completed a part of the training."""
    who, today = actor(), clock.today()
    found = queries.facilitator_in_scope(who, facilitator_id, today)
    implementation = implementation_in_scope(who, found.implementation_id, today)
    form = PartForm(data={"done_on": today})
    form.part.choices = [("", "Choose a part"), *queries.part_words([implementation]).items()]
    if form.validate_on_submit():
        with form.catching():
            service.complete_part(
                facilitator_id, form.part.data, done_on=form.done_on.data, today=today, by=who.person_id
            )
            tell(f"{found.person.name}’s training is recorded.")
            return redirect(f"/areas/{found.area_id}/facilitators")
    return shown(form, implementation.area, title=f"Training of {found.person.name}", save="Record this part")


@blueprint.route("/facilitators/<int:facilitator_id>/leave", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def leave(facilitator_id: int) -> ResponseReturnValue:
    """Somebody left: what follows for events, who waits and the pairs is shown before it is kept."""
    who, today = actor(), clock.today()
    found = queries.facilitator_in_scope(who, facilitator_id, today)
    implementation = implementation_in_scope(who, found.implementation_id, today)
    form, changes = LeaveForm(data={"on_day": today}), None
    if form.validate_on_submit():
        on_day = form.on_day.data
        try:
            changes = queries.consider_leaving(facilitator_id, on_day=on_day, today=today)
            if request.form.get("shown") == fingerprint(changes):
                service.leave(facilitator_id, on_day=on_day, today=today, by=who.person_id)
                said = "has left" if on_day != today else "leaves with the end of today"
                tell(f"{found.person.name} {said}.", then="Their place is free.")
                return redirect(f"/areas/{found.area_id}/facilitators")
        except Refused as refused:
            form.put(refused.refusals)
            changes = None
    shown = fingerprint(changes) if changes is not None else ""
    page = "facilitators/leave.html"
    return render_template(
        page, form=form, area=implementation.area, person=found.person, changes=changes, shown=shown
    ), form.status


def shown(form: Form, area: Area, *, title: str, save: str) -> ResponseReturnValue:
    """The form's page."""
    back = f"/areas/{area.id}/facilitators"
    return render_template("areas/form.html", form=form, area=area, title=title, save=save, back=back), form.status
