"""Accounts' mails: an invitation, a link to a new password, word that a password was changed.

The two with a link make its token at hand-over: its hash commits together with `handing`, and the text that is
kept shows "[link]".
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from scaleup.accounts import queries
from scaleup.accounts.rules import PATHS, Purpose
from scaleup.accounts.service.links import make_link
from scaleup.core import stationery
from scaleup.core.errors import Absent
from scaleup.core.letters import Letter, Way
from scaleup.outbox.rules import Draft, Policy, Rendered, Waiting, dedupe_key
from scaleup.outbox.service import enqueue

INVITATION = "accounts.invitation"
NEW_PASSWORD = "accounts.new-password"  # noqa: S105 - the name of a mail
PASSWORD_CHANGED = "accounts.password-changed"  # noqa: S105 - the name of a mail

ASKED_FOR = frozenset({NEW_PASSWORD})
"""What somebody asks for at the door: it is tried where mail comes back too, since who asks may read it."""

STALE: dict[str, timedelta] = {
    INVITATION: timedelta(days=7),
    NEW_PASSWORD: timedelta(hours=4),
    PASSWORD_CHANGED: timedelta(days=3),
}
"""After how long a mail that could not be handed over is no longer worth sending."""


def send_invitation(person_id: int, now: datetime) -> None:
    """An invitation with a link of its own is on its way; a link sent before stops working when it is handed over."""
    _write(INVITATION, person_id, now)


def send_new_password(person_id: int, now: datetime) -> None:
    """A link to choose a new password is on its way."""
    _write(NEW_PASSWORD, person_id, now)


def tell_password_changed(person_id: int, now: datetime) -> None:
    """The owner is told that the password was changed, in case somebody else did it."""
    _write(PASSWORD_CHANGED, person_id, now)


def renderers(now: Callable[[], datetime]) -> Mapping[str, Callable[[Waiting], Rendered]]:
    """The renderers of these mails by name; `now` is asked at each hand-over, when a link's life begins."""
    return {
        INVITATION: lambda message: invitation(message, now()),
        NEW_PASSWORD: lambda message: new_password(message, now()),
        PASSWORD_CHANGED: password_changed,
    }


def invitation(message: Waiting, now: datetime) -> Rendered:
    """The invitation, with a new link for seven days; its hash is written."""
    token = make_link(_of(message), Purpose.INVITATION, now)
    letter = Letter(
        subject="Your Scaleup account",
        heading="Choose a password for Scaleup",
        paragraphs=(
            f"Hello {_name(message)}.",
            "The unit has made you an account in Scaleup, the record of how areas are supported.",
            "The link works once, for 7 days. If it has stopped working, ask the unit to send another.",
        ),
        button=Way("Choose your password", PATHS[Purpose.INVITATION] + token),
        why="You get this because the unit invited you.",
    )
    return _without_secret(letter, token)


def new_password(message: Waiting, now: datetime) -> Rendered:
    """The way to a new password, with a new link for half an hour; its hash is written."""
    token = make_link(_of(message), Purpose.NEW_PASSWORD, now)
    letter = Letter(
        subject="Choose a new Scaleup password",
        heading="Choose a new password",
        paragraphs=(
            "Somebody asked for a new password for this address.",
            "If it was you, use the link: it works once, for 30 minutes.",
            "If it was not you, do nothing: your password stays as it is.",
        ),
        button=Way("Choose a new password", PATHS[Purpose.NEW_PASSWORD] + token),
        why="You get this because a new password was asked for.",
    )
    return _without_secret(letter, token)


def password_changed(message: Waiting) -> Rendered:
    """Word that the password was changed."""
    letter = Letter(
        subject="Your Scaleup password was changed",
        heading="Your password was changed",
        paragraphs=(
            f"Hello {_name(message)}.",
            "Your password was set just now, and every other session was ended.",
            "If you did not do this, choose a new password at once and ring the unit.",
        ),
        button=Way("Choose a new password", "/forgotten-password"),
        why="You get this whenever your password is set.",
    )
    text, html = stationery.forms(letter)
    return Rendered(letter.subject, text, html)


def _without_secret(letter: Letter, token: str) -> Rendered:
    text, html = stationery.forms(letter)
    path = letter.button.path
    hidden = replace(letter, button=replace(letter.button, path=path.removesuffix(token) + "[link]"))
    address = stationery.address(hidden.button.path)
    kept_text, kept_html = (form.replace(address, "[link]") for form in stationery.forms(hidden))
    return Rendered(letter.subject, text, html, kept_text=kept_text, kept_html=kept_html)


def _write(kind: str, person_id: int, now: datetime) -> None:
    key = dedupe_key(kind, subject=f"person {person_id}", version=1, step=now.isoformat(), recipient=str(person_id))
    secret = kind != PASSWORD_CHANGED
    draft = Draft(
        dedupe_key=key,
        kind=kind,
        due_at=now,
        person_id=person_id,
        policy=Policy.HOLD if secret else Policy.RESEND,
        expires_at=now + STALE[kind],
    )
    enqueue(draft, now=now)


def _of(message: Waiting) -> int:
    if message.person_id is None:
        raise Absent
    return message.person_id


def _name(message: Waiting) -> str:
    found = queries.person(_of(message))
    return found.name if found else ""
