"""The session cookie and the token against forged forms, which is renewed whenever somebody comes in or goes out.

The token's secret names whose form it is, so that a form sent after the session ended is known to be that person's.
"""

import secrets

from flask import Response, after_this_request, current_app, g, request, session
from itsdangerous import BadData, URLSafeTimedSerializer

FORM_TOKEN = "csrf_token"  # noqa: S105 - Flask-WTF's name of the field
SALT = "wtf-csrf-token"
"""Flask-WTF's salt: the token in a form is its session's secret, signed with the application's key and this."""


def name() -> str:
    """The cookie's name: bound to this very host in production, where every request is HTTPS."""
    return "__Host-scaleup" if current_app.config["SETTINGS"].production else "scaleup"


def token() -> str:
    """The session token that this browser sent, or nothing."""
    return request.cookies.get(name(), "")


def came_in(new_token: str, person_id: int) -> None:
    """The answer gives the browser this session, and forms a new token that names the person."""
    renew_form_token()
    session[FORM_TOKEN] = f"{person_id}.{secrets.token_hex(20)}"

    @after_this_request
    def set_cookie(response: Response) -> Response:
        response.set_cookie(
            name(), new_token, secure=current_app.config["SETTINGS"].production, httponly=True, samesite="Lax"
        )
        return response


def went_out() -> None:
    """The answer takes the session from the browser, and everything that was kept beside it."""
    renew_form_token()

    @after_this_request
    def delete_cookie(response: Response) -> Response:
        response.delete_cookie(name(), secure=current_app.config["SETTINGS"].production, httponly=True, samesite="Lax")
        return response


def renew_form_token() -> None:
    """Forms of before are stale from now on."""
    session.clear()
    g.pop(FORM_TOKEN, None)


def owner_of_form() -> int | None:
    """Whose page the posted form stood on, as its token says; None if nobody was signed in, or if it is forged."""
    key = current_app.secret_key
    sent = request.form.get(FORM_TOKEN, "")
    try:
        secret = URLSafeTimedSerializer(key or "", salt=SALT).loads(sent)
    except BadData:
        return None
    said = str(secret).partition(".")[0]
    return int(said) if said.isdecimal() and "." in str(secret) else None
