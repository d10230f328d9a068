"""The door: signing in and out, a forgotten password, one-time links. Says nothing about who exists."""

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts import queries, service
from scaleup.accounts.forms import ChoosePasswordForm, ForgottenForm, LinkForm, SignInForm
from scaleup.accounts.queries import LinkFound
from scaleup.accounts.rules import Purpose, Standing, says
from scaleup.accounts.views import addresses, cookies
from scaleup.accounts.views.blueprint import blueprint
from scaleup.core import clock, pages
from scaleup.core.errors import Refusal, Refused
from scaleup.core.forms import Form
from scaleup.core.pages import PUBLIC, entry
from scaleup.core.templates import tell

REFUSED = 422
GONE = 410
WRONG = (
    "The e-mail address or the password is not right. Type both again, or choose “I can’t sign in” for a new password."
)
LINK_TITLES = {
    Purpose.INVITATION: "Choose a password",
    Purpose.NEW_PASSWORD: "Choose a new password",
    Purpose.SIGN_IN: "Sign in",
}


@blueprint.route("/sign-in", methods=["GET", "POST"])
@entry(PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Two fields."""
    form = SignInForm(data={"next": request.args.get("next", "")})
    if not form.is_submitted():
        target = addresses.own_page(form.next.data)
        return redirect(target, 303) if pages.visitor() else door_page(form, action=url_for(".sign_in"))
    if let_in(form) is None:
        return door_page(form, action=url_for(".sign_in")), REFUSED
    return redirect(addresses.own_page(form.next.data), 303)


@blueprint.post("/sign-out")
@entry(PUBLIC)
def sign_out() -> ResponseReturnValue:
    """The session is ended on the server, so that a copy of the cookie is worth nothing."""
    service.sign_out(cookies.token(), clock.now())
    cookies.went_out()
    tell("You are signed out.")
    return redirect(url_for(".sign_in"), 303)


@blueprint.route("/forgotten-password", methods=["GET", "POST"])
@entry(PUBLIC)
def forgotten_password() -> ResponseReturnValue:
    """The same answer whoever asks, for whichever address."""
    form = ForgottenForm()
    if not form.is_submitted():
        return render_template("accounts/forgotten.html", form=form)
    if not form.validate():
        return render_template("accounts/forgotten.html", form=form), REFUSED
    service.ask_new_password(form.email.data, caller=caller(), secret=secret(), now=clock.now())
    return render_template("accounts/forgotten_sent.html", email=form.email.data)


@blueprint.route("/sign-in/<token>", methods=["GET", "POST"])
@entry(PUBLIC)
def sign_in_link(token: str) -> ResponseReturnValue:
    """One button; a mail scanner that opens the page uses nothing up."""
    form = LinkForm()
    if not form.is_submitted():
        return link_page(form, queries.link(token, Purpose.SIGN_IN, clock.now()), Purpose.SIGN_IN)
    try:
        service.count_token(caller(), secret(), clock.now())
        new = service.sign_in_by_link(token, now=clock.now())
        service.forgive_token(caller(), secret(), clock.now())
    except service.TooMany as many:
        return dead_link(many.sentence, Purpose.SIGN_IN)
    except Refused as refused:
        return dead_link(str(refused), Purpose.SIGN_IN)
    came_in(new)
    return redirect(addresses.HOME, 303)


@blueprint.route("/invitation/<token>", methods=["GET", "POST"])
@entry(PUBLIC)
def invitation(token: str) -> ResponseReturnValue:
    """The first password."""
    return choose_password(token, Purpose.INVITATION)


@blueprint.route("/new-password/<token>", methods=["GET", "POST"])
@entry(PUBLIC)
def new_password(token: str) -> ResponseReturnValue:
    """Another password, for who forgot theirs."""
    return choose_password(token, Purpose.NEW_PASSWORD)


def choose_password(token: str, purpose: Purpose) -> ResponseReturnValue:
    """A password by a link of this purpose; a refused one leaves the link usable."""
    form, now = ChoosePasswordForm(), clock.now()
    if form.is_submitted():
        try:
            service.count_token(caller(), secret(), now)
        except service.TooMany as many:
            return dead_link(many.sentence, purpose)
    found = queries.link(token, purpose, now)
    if found.standing is not Standing.USABLE or not form.is_submitted():
        return link_page(form, found, purpose)
    with form.catching():
        if form.validate():
            came_in(service.password_by_link(token, form.password.data, purpose=purpose, now=now))
            service.forgive_token(caller(), secret(), now)
            service.forget_tries(found.person_id or 0, secret())
            tell("Your password is set and you are signed in.")
            return redirect(addresses.HOME, 303)
    return live_link(form, found, purpose), REFUSED


def let_in(form: SignInForm) -> str | None:
    """The token of a new session if the two fields are right; else None, and the form says why."""
    if not form.validate():
        return None
    now = clock.now()
    try:
        token = service.sign_in(form.email.data, form.password.data, caller=caller(), secret=secret(), now=now)
    except service.TooMany as many:
        form.put([Refusal(many.sentence)])
        return None
    if token is None:
        form.put([Refusal(WRONG)])
        return None
    came_in(token)
    return token


def came_in(token: str) -> None:
    """The browser has the new session, and what it had before has ended."""
    old = cookies.token()
    if old:
        service.replace(old, clock.now())
    cookies.came_in(token, queries.whose(token) or 0)


def door_page(form: SignInForm, *, action: str, waits: bool = False) -> str:
    """The sign-in page; `waits` if a form waits in it."""
    return render_template("accounts/sign_in.html", form=form, action=action, waits=waits)


def link_page(form: Form, found: LinkFound, purpose: Purpose) -> ResponseReturnValue:
    """The page of a link that works; else what happened to it."""
    if found.standing is not Standing.USABLE:
        return dead_link(says(found.standing, purpose), purpose)
    return live_link(form, found, purpose)


def live_link(form: Form, found: LinkFound, purpose: Purpose) -> str:
    """The page of a link that works."""
    return render_template("accounts/link.html", form=form, found=found, title=LINK_TITLES[purpose])


def dead_link(sentence: str, purpose: Purpose) -> ResponseReturnValue:
    """What happened to a link, and what to do."""
    return render_template("accounts/link_gone.html", sentence=sentence, title=LINK_TITLES[purpose]), GONE


def caller() -> str:
    """The caller's address; behind proxies, the one that they vouch for."""
    return request.remote_addr or ""


def secret() -> str:
    """The key of the hashes under which tries are counted."""
    return str(current_app.secret_key)
