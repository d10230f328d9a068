"""Error pages: what happened and what to do, never a stack. A page that could not be saved offers to send it again."""

import errno
import secrets
from collections.abc import Callable

import structlog
from flask import Flask, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from scaleup.core.errors import Absent, Conflict, Forbidden, Refused
from scaleup.core.logs import without_secrets

log = structlog.get_logger()
SECRET_FIELDS = ("password", "token", "score_")
FOR_ITS_WORDS = 100 * 1024 * 1024
"""A form with a file up to this size is still read for what was typed beside the file."""
DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
OWN_PAGES = {400, 403, 404, 405, 409, 413, 500, 503}


def bind(app: Flask) -> None:
    """Afterwards every error has a page of its own."""
    app.register_error_handler(Absent, absent)
    app.register_error_handler(Forbidden, lambda _error: page(403))
    app.register_error_handler(Refused, lambda error: page(409, sentence=str(error)))
    app.register_error_handler(Conflict, lambda error: page(409, sentence=str(error)))
    app.register_error_handler(OperationalError, database_away)
    app.register_error_handler(InterfaceError, database_away)
    app.register_error_handler(OSError, no_room)
    app.register_error_handler(HTTPException, from_http)
    app.register_error_handler(Exception, unexpected)


Moved = Callable[[str], str | None]
_moved: list[Moved] = []


def install_moved(moved: Moved) -> None:
    """Afterwards a page of something that went into another leads there: given a path, the path now, or None."""
    _moved[:] = [moved]


def absent(_error: Absent) -> ResponseReturnValue:
    """There is no such thing here; or it is found elsewhere now."""
    there = _moved[0](request.path) if _moved and request.method == "GET" else None
    return page(404) if there is None else redirect(there)


def page(status: int, *, sentence: str = "", reference: str = "") -> Response:
    """The page of this status. `sentence` is the rule's own words, where one spoke."""
    body = render_template(
        f"errors/{status}.html", sentence=sentence, reference=reference, typed=typed(), path=address()
    )
    return make_response(body, status)


def typed() -> list[tuple[str, str]]:
    """What the person had typed, to be sent again; never a password, never a file."""
    try:
        request.form  # noqa: B018 - reading it is what fails
    except RequestEntityTooLarge:
        if not reads_the_words():
            return []
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if not any(secret in name for secret in SECRET_FIELDS)
    ]


def reads_the_words() -> bool:
    """Whether the words beside a file that was too large could still be read; the file itself is let go."""
    if (request.content_length or 0) > FOR_ITS_WORDS:
        return False
    request.max_content_length = FOR_ITS_WORDS
    try:
        request.form  # noqa: B018 - reading it may fail again
    except RequestEntityTooLarge:
        return False
    return True


def address() -> str:
    """Where the form was sent, with its question: sent again, it is about the same thing."""
    return request.full_path.rstrip("?")


def from_http(error: HTTPException) -> ResponseReturnValue:
    """A page for an HTTP error; redirects and the like pass through."""
    status = error.code or 500
    if status < 400:  # noqa: PLR2004 - no error, as HTTP has it
        return error
    return page(status if status in OWN_PAGES else 400, sentence=error.description or "")


def database_away(error: Exception) -> ResponseReturnValue:
    """The database did not answer: 503, and the form can be sent again as it was."""
    log.error("database_away", error=type(error).__name__, path=without_secrets(request.path), exc_info=error)
    return page(503)


def no_room(error: OSError) -> ResponseReturnValue:
    """A full disk takes no file: 503, and the form can be sent again. Anything else is a fault of ours."""
    if error.errno not in DISK_FULL:
        return unexpected(error)
    log.error("disk_full", path=without_secrets(request.path), exc_info=error)
    return page(503, sentence="There is no room left on the server for this file.")


def unexpected(error: Exception) -> ResponseReturnValue:
    """A fault of ours: a reference that the log also holds."""
    reference = secrets.token_hex(4)
    log.error(
        "fault", reference=reference, error=type(error).__name__, path=without_secrets(request.path), exc_info=error
    )
    return page(500, reference=reference)
