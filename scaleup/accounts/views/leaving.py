"""The last day of a role, and of a person: what follows is shown before it is kept."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts import queries, service
from scaleup.accounts.forms import LeaveForm
from scaleup.accounts.models import Person
from scaleup.accounts.rules import ROLE_WORDS, Permission, Role
from scaleup.accounts.views.blueprint import blueprint
from scaleup.accounts.views.people import looked_after
from scaleup.core import clock
from scaleup.core.errors import Absent
from scaleup.core.facts import Change, fingerprint
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell

MANAGE = Permission.MANAGE_PEOPLE


@blueprint.route("/people/<int:person_id>/roles/<role>/until", methods=["GET", "POST"])
@entry(MANAGE)
def end_role_after(person_id: int, role: str) -> ResponseReturnValue:
    """The last day of a role."""
    if role not in queries.roles_of([person_id]).get(person_id, ()):
        raise Absent
    person, form = looked_after(person_id), LeaveForm(data={"last_on": clock.today()})
    if form.validate_on_submit():
        with form.catching():
            day = {"last_on": form.last_on.data, "today": clock.today(), "now": clock.now()}
            service.end_role_after(actor().person_id, person_id=person_id, role=role, **day)
            tell("That day is the last.")
            return redirect(url_for(".person", person_id=person_id), 303)
    title = f"The last day as {ROLE_WORDS[Role(role)].lower()}"
    shown = {"title": title, "save": "Keep this last day", "changes": None, "shown": ""}
    return render_template("accounts/last_day.html", form=form, person=person, **shown), form.status


@blueprint.route("/people/<int:person_id>/leave", methods=["GET", "POST"])
@entry(MANAGE)
def leave(person_id: int) -> ResponseReturnValue:
    """The person's last day: first what follows, then the act, if that is still so."""
    person = looked_after(person_id)
    form, changes = LeaveForm(data={"last_on": person.leaves_on or clock.today()}), None
    if form.validate_on_submit():
        changes = attempt(form, person)
        if changes is None and not form.wrong:
            return redirect(url_for(".person", person_id=person_id), 303)
    save = "Keep this last day, with all that follows" if changes is not None else "Show what follows"
    shown = {"title": f"{person.name} leaves", "save": save, "changes": changes}
    shown["shown"] = fingerprint(changes) if changes is not None else ""
    return render_template("accounts/last_day.html", form=form, person=person, **shown), form.status


def attempt(form: LeaveForm, person: Person) -> list[Change] | None:
    """What would follow, to be shown first; None once it is kept, or refused on the form."""
    who, last_on = actor().person_id, form.last_on.data
    changes = service.leaving(person.id, last_on, by=who)
    if request.form.get("shown") != fingerprint(changes):
        return changes
    with form.catching():
        service.leave(who, person_id=person.id, last_on=last_on, today=clock.today(), now=clock.now())
        tell(f"{person.name}’s last day is kept.")
    return None


@blueprint.post("/people/<int:person_id>/stay")
@entry(MANAGE)
def stay(person_id: int) -> ResponseReturnValue:
    """The account does not end after all."""
    looked_after(person_id)
    service.stay(actor().person_id, person_id=person_id)
    tell("The account stays.", then="What ended in areas is given again on each area’s page.")
    return redirect(url_for(".person", person_id=person_id), 303)
