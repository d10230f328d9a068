"""Nothing typed is lost when a session has ended: the form waits, signed, in the sign-in page.

After signing in it is shown again, filled in, at its own address, to the same person only. It is never sent by itself:
what was a POST comes back as the page with its form, and the person presses the button.
"""

from dataclasses import dataclass
from io import BytesIO

from flask import Response, current_app, g, make_response, redirect, request, session
from flask.ctx import RequestContext
from flask.sessions import SessionMixin
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from scaleup.accounts import queries
from scaleup.accounts.views import addresses, cookies, visitor
from scaleup.core.errors import Absent, Forbidden
from scaleup.core.faults import typed

FORM, PERSON, PATH = "form", "person", "path"


@dataclass(frozen=True)
class Typed:
    """What somebody typed, and where. Never a password, never a file."""

    person_id: int | None
    fields: tuple[tuple[str, str], ...]


def signer() -> URLSafeSerializer:
    """Signs for this address alone. No time limit: a form may be left open for hours."""
    return URLSafeSerializer(current_app.secret_key or "", salt=f"kept form {request.path}")


def sealed() -> str:
    """The posted form, signed, for a page that opens by GET; nothing if there is nothing to be shown again."""
    fields = [pair for pair in typed() if pair[0] not in ("kept_form", "next")]
    if not fields or not addresses.opens(request.path):
        return ""
    return str(signer().dumps({PERSON: owner(), FORM: fields}))


def opened(seal: str) -> Typed | None:
    """What is kept under the seal, if it was sealed here, for this address."""
    try:
        content = signer().loads(seal)
    except BadSignature:
        return None
    return Typed(content[PERSON], tuple((name, value) for name, value in content[FORM]))


def owner() -> int | None:
    """Whose form this is: as its own token says, else as the ended session says."""
    return cookies.owner_of_form() or (queries.whose(cookies.token()) if cookies.token() else None)


def show_again(fields: tuple[tuple[str, str], ...], token: str) -> Response:
    """The page at this address, asked for anew by whom this token signs in, with the form filled in."""
    environ = {key: value for key, value in request.environ.items() if not key.startswith("werkzeug.")}
    environ |= {"REQUEST_METHOD": "GET", "CONTENT_LENGTH": "0", "wsgi.input": BytesIO()}
    environ["HTTP_COOKIE"] = f"{cookies.name()}={token}"
    kept: SessionMixin = session._get_current_object()  # type: ignore[attr-defined]  # the proxy's own way to its object
    g.pop(visitor.LOADED, None)
    with RequestContext(current_app._get_current_object(), environ, session=kept):  # type: ignore[attr-defined]  # as above
        g.kept_form = MultiDict(fields)
        try:
            return make_response(current_app.dispatch_request())
        except (Absent, Forbidden, HTTPException):
            return make_response(redirect(addresses.here(), 303))
