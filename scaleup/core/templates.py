"""What every template may use: dates in words, addresses of files, today, who is signed in, and what was just done.

How the parts are used: docs/decisions/0006-forms-and-templates.md and the comment at the top of each macro file.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from flask import Flask, current_app, flash, g, request
from jinja2 import StrictUndefined, pass_context
from jinja2.runtime import Context

from scaleup.core import clock, dates, govuk, pages, parts

STATIC = Path(__file__).parent.parent / "static"
STYLES = ("tokens", "page", "lists", "tables", "forms", "drawings", "search", "register", "print")
"""The parts of our style sheet, in order."""


@dataclass(frozen=True)
class Place:
    """One entry of the main navigation."""

    label: str
    url: str
    current: bool = False
    count: int | None = None
    """How many things wait there; None for none to be shown."""


_navigation: list[Callable[[], Sequence[Place]]] = []


def install_navigation(places: Callable[[], Sequence[Place]]) -> None:
    """Afterwards the service bar shows these places. Error pages show no bar and ask nothing."""
    _navigation[:] = [places]


def bind_templates(app: Flask) -> None:
    """Afterwards templates are strict about names, and know the filters, functions and values below."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        local_date=dates.local_date,
        long_date=dates.long_date,
        plain_date=dates.plain_date,
        short_date=dates.short_date,
        distance=dates.distance,
        counted=dates.counted,
        hours=dates.hours,
        figure=dates.figure,
        instant=dates.instant,
    )
    app.jinja_env.globals.update(
        asset=asset, govuk=govuk.draw, parts=parts, tone=parts.tone, visitor=pages.visitor, may=may, styles=STYLES
    )
    app.context_processor(given)


def given() -> dict[str, object]:
    """The values that every page has. None of them reads the database; `nav` does when it is called."""
    return {
        "nav": navigation,
        "today": today(),
        "help_line": help_line(),
        "held_because": held_because,
        "demonstration": current_app.config.get("DEMONSTRATION", False),
    }


def navigation() -> Sequence[Place]:
    """The places that the signed-in person may go to."""
    return _navigation[0]() if _navigation else ()


_may_in: list[Callable[[pages.Actor, str, int], bool]] = []


def install_may_in(may_in: Callable[[pages.Actor, str, int], bool]) -> None:
    """Afterwards `may` asks this function about an area."""
    _may_in[:] = [may_in]


@pass_context
def may(context: Context, permission: str, area: object = None) -> bool:
    """Whether the person who is signed in may do this: templates then show the way to it.

    On a page about an `area`, or given one, it is asked of that area: they may hold another role there than elsewhere.
    """
    person = pages.visitor()
    if person is None or not person.may(permission):
        return False
    area_id = getattr(area or context.get("area"), "id", None)
    return not isinstance(area_id, int) or not _may_in or _may_in[0](person, permission, area_id)


def help_line() -> str:
    """How to reach the unit: a telephone number and an address."""
    settings = current_app.config.get("SETTINGS")
    return str(settings.help_line) if settings else ""


def held_because() -> str:
    """Why all sending is held, if it is; known once the visitor is."""
    return str(g.get("held_because", ""))


def today() -> date:
    """The date of this request: one page never shows two days."""
    if "today" not in g:
        g.today = clock.today()
    found: date = g.today
    return found


def asset(path: str) -> str:
    """The address of a file under static/, which changes when its content does, so that it may be kept for a year."""
    return f"{request.script_root}/static/{path}?v={fingerprint(path)}"


@cache
def fingerprint(path: str) -> str:
    """The first 8 figures of the file's SHA-256."""
    return hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:8]


def tell(said: str, *, then: str = "", url: str = "", label: str = "") -> None:
    """The next page opens with a green band: what was saved, what comes next, and a link to change it."""
    flash({"said": said, "then": then, "url": url, "label": label}, "done")  # type: ignore[arg-type]  # kept in the session as JSON, so a dict may be said too


def told(message: str | Mapping[str, str]) -> Mapping[str, str]:
    """A flashed message as the band needs it, also if somebody flashed plain words."""
    return {"said": message, "then": "", "url": "", "label": ""} if isinstance(message, str) else message
