"""Without sign-in: whether a certificate stands. Name, programme, state and date, and nothing else that is known."""

from flask import Response, current_app, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.service import TooMany
from scaleup.core import clock
from scaleup.core.errors import Refusal
from scaleup.core.pages import PUBLIC, entry
from scaleup.training.forms.certificates import CodeForm
from scaleup.training.rules import in_groups, tidy
from scaleup.training.service import certificates as service
from scaleup.training.views.blueprint import blueprint

NOTHING_TYPED = "Enter the code that stands on the certificate."
UNKNOWN = "No certificate has this code: compare it with the paper letter by letter."


@blueprint.get("/certificates")
@entry(PUBLIC)
def check() -> ResponseReturnValue:
    """A code is asked for; one that was typed leads to its page."""
    typed = request.args.get("code")
    if typed is None:
        return asked("", 200)
    code = tidy(typed)
    if not code:
        return asked(typed, 422, NOTHING_TYPED)
    return redirect(f"/certificates/{in_groups(code)}")


@blueprint.get("/certificates/<code>")
@entry(PUBLIC)
def checked(code: str) -> ResponseReturnValue:
    """Whether the certificate of this code stands; counted for each network address."""
    typed = in_groups(tidy(code))
    try:
        found = service.look_up(
            tidy(code), caller=request.remote_addr or "", secret=str(current_app.secret_key), now=clock.now()
        )
    except TooMany as many:
        return asked(typed, 429, service.many_asked(many.until))
    if found is None:
        return asked(typed, 404, UNKNOWN)
    return unlisted("training/checked.html", 200, found=found, code=typed)


def asked(typed: str, status: int, wrong: str = "") -> Response:
    """The form with what was typed, and what stands against it."""
    form = CodeForm(formdata=None, data={"code": typed})
    form.put([Refusal(wrong, "code")] if wrong else [])
    return unlisted("training/check.html", status, form=form)


def unlisted(template: str, status: int, **given: object) -> Response:
    """The page, which search engines leave out."""
    response = make_response(render_template(template, **given), status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
