"""Who is signed in: Flask-Login asks our session rows, and nothing else (docs/decisions/0009-sign-in.md)."""

from flask import Request, g
from flask.blueprints import BlueprintSetupState
from flask_login import UserMixin, current_user

from scaleup.accounts import queries, service
from scaleup.accounts.queries import Present
from scaleup.accounts.views import cookies
from scaleup.accounts.views.blueprint import blueprint
from scaleup.core import clock, pages
from scaleup.core.pages import Actor

LOADED = "_login_user"
"""Where Flask-Login keeps whom it has found, for one request."""


class Visitor(UserMixin):  # type: ignore[misc]  # flask-login ships no types
    """Flask-Login's user: somebody who is present."""

    def __init__(self, present: Present) -> None:
        self.present = present

    def get_id(self) -> str:
        """The person's id, as Flask-Login wants it."""
        return str(self.present.actor.person_id)


@blueprint.record_once
def bind(state: BlueprintSetupState) -> None:
    """Afterwards the app knows who is signed in by our cookie alone: no remember-me, no user id in Flask's session."""
    manager = state.app.login_manager  # type: ignore[attr-defined]  # set by flask-login
    manager.session_protection = None
    manager.request_loader(load)
    pages.install(who)
    state.app.teardown_request(note_use)


@blueprint.before_app_request
def forget() -> None:
    """Each request asks anew who is there, also where several share an application context."""
    g.pop(LOADED, None)


def load(_request: Request) -> Visitor | None:
    """Who sent this request; None without a session in force."""
    token = cookies.token()
    present = queries.who(token, clock.now()) if token else None
    g.held_because = present.held_because if present else ""
    return Visitor(present) if present else None


def present() -> Present | None:
    """Who is signed in, and through which session."""
    return current_user.present if current_user.is_authenticated else None


def who() -> Actor | None:
    """Who is signed in."""
    found = present()
    return found.actor if found else None


def note_use(_error: BaseException | None) -> None:
    """The session's use is written down after the request's own transaction has ended."""
    user = g.get(LOADED)
    if isinstance(user, Visitor):
        service.touch(user.present.session_id, user.present.seen_at, clock.now())
