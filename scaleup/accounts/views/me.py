"""One's own page: name, roles, sessions, and the password."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts import queries, service
from scaleup.accounts.forms import ChangePasswordForm, MyNameForm
from scaleup.accounts.rules import role_words
from scaleup.accounts.views import visitor
from scaleup.accounts.views.blueprint import blueprint
from scaleup.accounts.views.door import REFUSED, came_in
from scaleup.core import clock
from scaleup.core.pages import SIGNED_IN, SignInNeeded, actor, entry
from scaleup.core.templates import tell


@blueprint.get("/me")
@entry(SIGNED_IN)
def me() -> ResponseReturnValue:
    """Who I am here, and where I am signed in."""
    mine = queries.sessions(actor().person_id, clock.now())
    return render_template(
        "accounts/me.html", person=actor(), roles=role_words(actor().roles), sessions=mine, this=session_id()
    )


@blueprint.route("/me/name", methods=["GET", "POST"])
@entry(SIGNED_IN)
def my_name() -> ResponseReturnValue:
    """One's own name and employer, put right by oneself."""
    mine = queries.the_person(actor().person_id)
    form = MyNameForm(obj=mine)
    if not form.is_submitted():
        return render_template("accounts/my_name.html", form=form)
    with form.catching(over=mine):
        if form.validate():
            new = {"name": form.name.data, "email": mine.email or "", "employer": form.employer.data or ""}
            service.correct(mine.id, person_id=mine.id, version=form.version.data, now=clock.now(), **new)
            tell("Saved.")
            return redirect(url_for(".me"), 303)
    return render_template("accounts/my_name.html", form=form), REFUSED


@blueprint.route("/me/password", methods=["GET", "POST"])
@entry(SIGNED_IN)
def change_password() -> ResponseReturnValue:
    """A new password ends every session but the one that goes on. Who has none yet is asked for none."""
    form = ChangePasswordForm()
    if not queries.has_password(actor().person_id):
        del form.present_password
    if not form.is_submitted():
        return password_page(form)
    with form.catching():
        if form.validate():
            given = {"present": form.data.get("present_password", ""), "new": form.data["password"]}
            came_in(service.change_password(actor().person_id, now=clock.now(), **given))
            tell("Your password is changed.", then="Every other session was ended.")
            return redirect(url_for(".me"), 303)
    return password_page(form), REFUSED


def password_page(form: ChangePasswordForm) -> str:
    """The page for a new password; a password manager is told whose it is."""
    email = queries.the_person(actor().person_id).email
    return render_template("accounts/change_password.html", form=form, email=email or "")


@blueprint.post("/me/sessions/end")
@entry(SIGNED_IN)
def end_other_sessions() -> ResponseReturnValue:
    """Only this session goes on."""
    service.end_others(actor().person_id, session_id(), clock.now())
    tell("Every other session was ended.")
    return redirect(url_for(".me"), 303)


def session_id() -> int:
    """The session of this request."""
    found = visitor.present()
    if found is None:
        raise SignInNeeded
    return found.session_id
