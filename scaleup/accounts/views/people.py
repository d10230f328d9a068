"""People and access: the list, a person, inviting, roles, deactivating. For unit managers and administrators."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts import queries, service
from scaleup.accounts.forms import CorrectForm, InviteForm, LinkForm, RoleForm
from scaleup.accounts.models import Person
from scaleup.accounts.rules import ROLE_WORDS, Ended, Permission, may_give, may_look_after, permissions
from scaleup.accounts.views.blueprint import blueprint
from scaleup.accounts.views.door import REFUSED
from scaleup.core import clock
from scaleup.core.errors import Absent, Forbidden
from scaleup.core.facts import fingerprint
from scaleup.core.pages import actor, entry
from scaleup.core.paging import Paging
from scaleup.core.templates import tell

MANAGE = Permission.MANAGE_PEOPLE


@blueprint.get("/people")
@entry(MANAGE)
def people() -> ResponseReturnValue:
    """Everybody by name, narrowed by a part of it and by a role."""
    search, role = request.args.get("q", "").strip()[:80], request.args.get("role", "")
    address = url_for(".people", q=search or None, role=role or None)
    paging = Paging.at(
        request.args.get("page", ""), total=queries.count_people(search=search, role=role), address=address
    )
    found = queries.people(search=search, role=role, skipped=paging.skipped, size=paging.size)
    shown = {"search": search, "role": role, "all_roles": ROLE_WORDS}
    return render_template("accounts/people.html", people=found, paging=paging, **shown)


@blueprint.route("/people/invite", methods=["GET", "POST"])
@entry(MANAGE)
def invite() -> ResponseReturnValue:
    """A person, their roles, and an invitation by mail."""
    form = InviteForm()
    form.roles.choices = may_be_given()
    if not form.is_submitted():
        return render_template("accounts/invite.html", form=form)
    with form.catching():
        if form.validate():
            who = {"name": form.name.data, "email": form.email.data, "employer": form.employer.data or None}
            made = service.invite(actor().person_id, roles=form.roles.data, now=clock.now(), **who)
            tell(f"{made.name} is on record.", then="Without a password yet, an invitation is on its way.")
            return redirect(url_for(".person", person_id=made.id), 303)
    return render_template("accounts/invite.html", form=form), REFUSED


@blueprint.get("/people/<int:person_id>")
@entry(Permission.SEE_PEOPLE)
def person(person_id: int) -> ResponseReturnValue:
    """Who they are and what they may do; for those who look after accounts, where they are signed in too."""
    return person_page(person_id, role_form(person_id))


@blueprint.route("/people/<int:person_id>/edit", methods=["GET", "POST"])
@entry(MANAGE)
def correct(person_id: int) -> ResponseReturnValue:
    """Name, address, employer."""
    found = looked_after(person_id)
    form = CorrectForm(obj=found)
    if not form.is_submitted():
        return render_template("accounts/correct.html", form=form, person=found)
    with form.catching(over=found):
        if form.validate():
            new = {field.name: field.data or "" for field in (form.name, form.email, form.employer)}
            service.correct(actor().person_id, person_id=person_id, version=form.version.data, now=clock.now(), **new)
            tell("Saved.")
            return redirect(url_for(".person", person_id=person_id), 303)
    return render_template("accounts/correct.html", form=form, person=found), REFUSED


@blueprint.post("/people/<int:person_id>/roles")
@entry(MANAGE)
def give_role(person_id: int) -> ResponseReturnValue:
    """One more role; the person signs in again."""
    form = role_form(person_id)
    with form.catching():
        if form.validate():
            service.give_role(actor().person_id, person_id=person_id, role=form.role.data, now=clock.now())
            return changed(person_id, f"{ROLE_WORDS[form.role.data]} given. Their sessions were ended.")
    return person_page(person_id, form), REFUSED


@blueprint.post("/people/<int:person_id>/roles/<role>/end")
@entry(MANAGE)
def end_role(person_id: int, role: str) -> ResponseReturnValue:
    """One role less; the person signs in again."""
    if role not in ROLE_WORDS:
        raise Absent
    service.end_role(actor().person_id, person_id=person_id, role=role, now=clock.now())
    return changed(person_id, "The role was ended, and their sessions with it.")


@blueprint.post("/people/<int:person_id>/invite")
@entry(MANAGE)
def invite_again(person_id: int) -> ResponseReturnValue:
    """A new link; the one before stops working."""
    service.invite_again(actor().person_id, person_id=person_id, now=clock.now())
    return changed(person_id, "A new invitation is on its way.")


@blueprint.post("/people/<int:person_id>/sessions/end")
@entry(MANAGE)
def end_sessions(person_id: int) -> ResponseReturnValue:
    """The person signs in again everywhere."""
    looked_after(person_id)
    service.end_sessions(person_id, Ended.ELSEWHERE, clock.now())
    return changed(person_id, "Their sessions were ended.")


@blueprint.route("/people/<int:person_id>/deactivate", methods=["GET", "POST"])
@entry(MANAGE)
def deactivate(person_id: int) -> ResponseReturnValue:
    """First what it means, then the act."""
    found, form = looked_after(person_id), LinkForm()
    changes = service.deactivating(person_id, clock.today())
    shown = fingerprint(changes)
    if not form.is_submitted() or request.form.get("shown", fingerprint([])) != shown:
        listed = actor().may(Permission.SEE_AREAS)
        page = {"changes": changes, "shown": shown, "listed": listed}
        return render_template("accounts/deactivate.html", person=found, form=form, **page)
    service.deactivate(actor().person_id, person_id=person_id, now=clock.now())
    return changed(person_id, f"{found.name} can no longer sign in.")


def changed(person_id: int, said: str) -> ResponseReturnValue:
    """Back to the person, with what was done."""
    tell(said)
    return redirect(url_for(".person", person_id=person_id), 303)


def person_page(person_id: int, form: RoleForm) -> str:
    """The person's page, with the form for one more role."""
    found = known(person_id)
    held = queries.roles_of([person_id]).get(person_id, ())
    mine = may_look_after(actor().roles, held)
    return render_template(
        "accounts/person.html",
        person=found,
        account=queries.account(found, held),
        roles=[(role, ROLE_WORDS[role]) for role in ROLE_WORDS if role in held],
        last_days=queries.last_days(person_id),
        may_give=[role for role in held if may_give(actor().roles, role) and person_id != actor().person_id],
        may_change=mine,
        myself=person_id == actor().person_id,
        sessions=queries.sessions(person_id, clock.now()),
        works_here=Permission.KEEP_HOURS in permissions(held),
        form=form,
    )


def role_form(person_id: int) -> RoleForm:
    """The roles that the person does not hold and the actor may give."""
    form = RoleForm()
    held = queries.roles_of([known(person_id).id]).get(person_id, ())
    form.role.choices = [("", "Choose a role"), *(pair for pair in may_be_given() if pair[0] not in held)]
    return form


def may_be_given() -> list[tuple[str, str]]:
    """The roles that the actor may give, with their words."""
    return [(role.value, words) for role, words in ROLE_WORDS.items() if may_give(actor().roles, role)]


def known(person_id: int) -> Person:
    """The person, or a page that says there is none."""
    found = queries.person(person_id)
    if found is None:
        raise Absent
    return found


def looked_after(person_id: int) -> Person:
    """The person, if the actor may change them."""
    found = known(person_id)
    if not may_look_after(actor().roles, queries.roles_of([person_id]).get(person_id, ())):
        raise Forbidden
    return found
