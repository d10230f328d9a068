"""Who can see what in an area, for anybody who sees it; what a person can see, for the unit; and the end of it."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts import queries as known
from scaleup.accounts.rules import ROLE_WORDS, Permission, Role
from scaleup.areas import queries, service
from scaleup.areas.forms import LastDayForm
from scaleup.areas.views.blueprint import blueprint
from scaleup.areas.views.shown import shown
from scaleup.core import clock
from scaleup.core.errors import Absent
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell

EVERYTHING = "As a unit manager they see every area, without being given it."


@blueprint.get("/areas/<int:area_id>/access")
@entry(Permission.SEE_AREAS)
def access(area_id: int) -> ResponseReturnValue:
    """Who can see what is entered here, and what nobody can."""
    today = clock.today()
    area = queries.area_in_scope(actor(), area_id, today)
    return render_template(
        "areas/access.html", area=area, sights=queries.sights_of(area_id, today), role_words=ROLE_WORDS
    )


@blueprint.get("/people/<int:person_id>/access")
@entry(Permission.SEE_PEOPLE)
def reach(person_id: int) -> ResponseReturnValue:
    """What a person may see, through what, from when to when."""
    person, today = known.person(person_id), clock.today()
    if person is None:
        raise Absent
    found = queries.reach_of(person_id, actor=actor(), today=today)
    roles = known.roles_of([person_id]).get(person_id, ())
    said = {"reach": found, "everything": EVERYTHING if Role.UNIT_MANAGER in roles else ""}
    return render_template("areas/reach.html", person=person, role_words=ROLE_WORDS, **said)


@blueprint.route("/areas/<int:area_id>/access/<int:access_id>/until", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def end_access_after(area_id: int, access_id: int) -> ResponseReturnValue:
    """The last day of an access."""
    who, today = actor(), clock.today()
    area = queries.area_in_scope(who, area_id, today)
    given = queries.access_in(area_id, access_id)
    form = LastDayForm(data={"last_on": given.until_on or today})
    if form.validate_on_submit():
        with form.catching():
            service.end_access_after(access_id, area_id=area_id, last_on=form.last_on.data, by=who.person_id)
            tell(f"{given.person.name} sees {area.name} until that day, and not after.")
            return redirect(f"/areas/{area_id}/access")
    title = f"The last day on which {given.person.name} sees this area"
    return shown(form, area, title=title, save="Keep this last day", back="access")
