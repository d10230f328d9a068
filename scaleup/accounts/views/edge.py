"""Who is not signed in comes to the door, and what they typed waits there (kept.py)."""

from flask import Response, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from scaleup import commit
from scaleup.accounts import queries
from scaleup.accounts.forms import SignInForm
from scaleup.accounts.views import addresses, cookies, kept
from scaleup.accounts.views.blueprint import blueprint
from scaleup.accounts.views.door import REFUSED, door_page, let_in
from scaleup.accounts.views.kept import Typed
from scaleup.core import pages
from scaleup.core.pages import PUBLIC, Actor, SignInNeeded
from scaleup.core.templates import tell

NOT_SIGNED_IN = 401
OLD_PAGE = "This page had been open for too long to be sent safely, so nothing was saved."
CHECK = "What you typed is still here: check it and press the button again."
PRESS_AGAIN = "Nothing was saved: press the button again."
ANOTHERS = "What had been typed on that page was somebody else's, so it was not kept. Nothing was saved."


@blueprint.app_errorhandler(SignInNeeded)
def show_door(_error: SignInNeeded) -> ResponseReturnValue:
    """The door; what was posted waits behind it."""
    if request.method in commit.SAFE:
        target = addresses.here()
        return redirect(url_for("accounts.sign_in", next=None if target == addresses.HOME else target), 303)
    return door_with_form()


@blueprint.app_errorhandler(CSRFError)
def show_stale(_error: CSRFError) -> ResponseReturnValue:
    """A form whose token is of another session: shown again to whom it belongs, never acted upon."""
    view = current_app.view_functions.get(request.endpoint or "")
    present = pages.visitor()
    if request.form.get("kept_form"):
        return stale_door(present)
    public = getattr(view, "entry", "") == PUBLIC
    if present is None and not public:
        return door_with_form()
    if not public and (present is None or kept.owner() != present.person_id):
        tell(ANOTHERS)
        return redirect(addresses.nearest_page(request.path), 303)
    seal = kept.sealed()
    found = kept.opened(seal) if seal else None
    tell(OLD_PAGE, then=CHECK if found else PRESS_AGAIN)
    if found is None:
        return redirect(addresses.nearest_page(request.path), 303)
    return make_response(kept.show_again(found.fields, cookies.token()), REFUSED)


@blueprint.before_app_request
def come_back() -> ResponseReturnValue | None:
    """Signing in at the address of a form that waits; every other request goes on."""
    if request.method != "POST" or "kept_form" not in request.form or request.path == url_for("accounts.sign_in"):
        return None
    form = SignInForm()
    token = let_in(form)
    if token is None:
        return door_page(form, action=addresses.here(), waits=bool(form.kept_form.data)), REFUSED
    commit.now()  # the sign-in stands whatever becomes of the page
    return after(kept.opened(form.kept_form.data), token)


def stale_door(present: Actor | None) -> ResponseReturnValue:
    """A form waits in a door whose token is old: shown to who signed in beside it meanwhile, else the door again."""
    seal = request.form["kept_form"]
    if present:
        return after(kept.opened(seal), cookies.token())
    form = SignInForm(formdata=None, data={"kept_form": seal})
    return door_page(form, action=addresses.here(), waits=True), NOT_SIGNED_IN


def after(found: Typed | None, token: str) -> Response:
    """The form that waited, for the person whose it is; else the nearest page, with a sentence."""
    if found is None:
        tell("You are signed in again.", then=PRESS_AGAIN)
        return make_response(redirect(addresses.nearest_page(request.path), 303))
    if found.person_id != queries.whose(token):
        tell(ANOTHERS)
        return make_response(redirect(addresses.HOME, 303))
    tell("You are signed in again. Nothing was saved yet.", then=CHECK)
    return kept.show_again(found.fields, token)


def door_with_form() -> ResponseReturnValue:
    """The sign-in page at this address, with what was posted in it."""
    seal = kept.sealed()
    form = SignInForm(formdata=None, data={"kept_form": seal})
    return door_page(form, action=addresses.here(), waits=bool(seal)), NOT_SIGNED_IN
