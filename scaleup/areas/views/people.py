"""Who is what in an area, which organisations work there, and who can see it, until when, through what."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import ROLE_WORDS, Permission
from scaleup.areas import queries, service
from scaleup.areas.forms import AccessForm, LastDayForm, OrganisationForm, PersonForm
from scaleup.areas.rules import AREA_ROLE_WORDS, ORGANISATION_ROLE_WORDS, AreaRole
from scaleup.areas.views.blueprint import blueprint
from scaleup.areas.views.shown import shown
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell

WORDS = {"role_words": ROLE_WORDS, "area_role_words": AREA_ROLE_WORDS, "organisation_words": ORGANISATION_ROLE_WORDS}


@blueprint.get("/areas/<int:area_id>/people")
@entry(Permission.SEE_AREAS)
def people(area_id: int) -> ResponseReturnValue:
    """The people of the area and who can see it."""
    today = clock.today()
    area = queries.area_in_scope(actor(), area_id, today)
    held = queries.everyone_in(area_id)
    return render_template(
        "areas/people.html",
        area=area,
        people=held,
        present=queries.still_there(held, today),
        organisations=queries.organisations_of(area_id),
        implementations=queries.implementations_of(area_id),
        pending=queries.pending_in(area_id),
        seers=len({given.person_id for given in queries.access_to(area_id, today)}),
        **WORDS,
    )


@blueprint.route("/areas/<int:area_id>/people/add", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def add_person(area_id: int) -> ResponseReturnValue:
    """Somebody is something in the area from a day on."""
    who, today = actor(), clock.today()
    area = queries.area_in_scope(who, area_id, today)
    form = PersonForm(data={"from_on": today})
    if form.validate_on_submit():
        with form.catching():
            held = service.bring_person(
                area_id,
                service.Newcomer(form.name.data, form.email.data, form.employer.data),
                role=AreaRole(form.role.data),
                from_on=form.from_on.data,
                by=who.person_id,
                now=clock.now(),
            )
            tell(f"{held.person.name} is {AREA_ROLE_WORDS[AreaRole(held.role)].lower()} of {area.name}.")
            return redirect(f"/areas/{area_id}/people")
    return shown(form, area, title="Add a person", save="Add this person")


@blueprint.route("/areas/<int:area_id>/people/<int:held_id>/end", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def end_person(area_id: int, held_id: int) -> ResponseReturnValue:
    """The last day of somebody in a role; the access that came with it ends on it."""
    who, today = actor(), clock.today()
    area = queries.area_in_scope(who, area_id, today)
    held = queries.person_in(area_id, held_id)
    form = LastDayForm(data={"last_on": today})
    if form.validate_on_submit():
        with form.catching():
            service.end_person(held_id, area_id=area_id, last_on=form.last_on.data, by=who.person_id)
            tell(f"{held.person.name}’s last day is kept.")
            return redirect(f"/areas/{area_id}/people")
    title = f"End: {held.person.name}, {AREA_ROLE_WORDS[AreaRole(held.role)].lower()}"
    return shown(form, area, title=title, save="Keep this last day")


@blueprint.route("/areas/<int:area_id>/access/add", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def give_access(area_id: int) -> ResponseReturnValue:
    """Somebody who has an account may see the area."""
    who, today = actor(), clock.today()
    area = queries.area_in_scope(who, area_id, today)
    form = AccessForm()
    if form.validate_on_submit():
        with form.catching():
            given = service.let_see(
                area_id,
                form.email.data,
                role=form.role.data,
                from_on=today,
                until_on=form.until_on.data,
                through=form.through.data,
                by=who.person_id,
            )
            tell(f"{given.person.name} can see {area.name} now.")
            return redirect(f"/areas/{area_id}/access")
    return shown(form, area, title="Give access", save="Give this access")


@blueprint.post("/areas/<int:area_id>/access/<int:access_id>/end")
@entry(Permission.MANAGE_AREAS)
def end_access(area_id: int, access_id: int) -> ResponseReturnValue:
    """The access is over at once."""
    who, today = actor(), clock.today()
    queries.area_in_scope(who, area_id, today)
    given = service.end_access(access_id, area_id=area_id, today=today, by=who.person_id)
    tell(f"{given.person.name}’s access is ended.")
    return redirect(f"/areas/{area_id}/access")


@blueprint.route("/areas/<int:area_id>/organisations/add", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def add_organisation(area_id: int) -> ResponseReturnValue:
    """An organisation is something in the area."""
    who = actor()
    area = queries.area_in_scope(who, area_id, clock.today())
    form = OrganisationForm()
    if form.validate_on_submit():
        held = service.add_organisation(area_id, form.organisation.data, role=form.role.data, by=who.person_id)
        tell(f"{held.organisation.name} is added.")
        return redirect(f"/areas/{area_id}/people")
    return shown(form, area, title="Add an organisation", save="Add this organisation")
