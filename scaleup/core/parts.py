"""What lists draw once a line: rows, cells, marks and dates. The macro files hand them on under the same names.

In Python because a list of fifty lines calls them five hundred times, and a macro's call costs ten of these.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from markupsafe import Markup, escape

from scaleup.core.dates import distance, short_date

SOON_IN_DAYS = 3
"""Up to here a date that is still to come is marked as near (look.md, Space: contextual date)."""
SHAPES = {
    "done": '<circle class="f-done" cx="8" cy="8" r="6.5" /><path class="tick" d="M5.1 9.3l2.1 2.2 3.9-5.1" />',
    "soon": '<circle class="ring" cx="8" cy="8" r="5.7" /><path class="f-soon" d="M8 1.5a6.5 6.5 0 0 1 0 13z" />',
    "late": '<path class="f-late" d="M8 .8L15.5 13.9H.5z" />',
    "held": '<rect class="f-held" x="1.5" y="1.5" width="13" height="13" rx="1.5" />'
    '<path class="tick" d="M5.7 4.8v6.5M10.3 4.8v6.5" />',
    "next": '<circle class="next" cx="8" cy="8" r="5.5" />',
    "amber": '<path class="f-soon" d="M8 0l8 8-8 8-8-8z" />',
    "event": '<rect class="evt" x="3.1" y="3.1" width="9.8" height="9.8" rx="1" />',
}
IDLE = '<circle class="ring" cx="8" cy="8" r="5" />'
Caller = Callable[[], Markup] | None


@lru_cache(maxsize=32)
def glyph(kind: str) -> Markup:
    """The shape alone, unseen by screen readers."""
    return Markup(  # noqa: S704 - nothing but our own shapes
        '<svg class="m" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        f"{SHAPES.get(kind, IDLE)}</svg>"
    )


def state(kind: str, words: object, reason: object = "") -> Markup:
    """Shape and word, and the reason beneath."""
    beneath = f'<span class="reason">{escape(reason)}</span>' if reason else ""
    return Markup(f'<span class="state s-{escape(kind)}">{glyph(kind)}{escape(words)}</span>{beneath}')  # noqa: S704 - each part is escaped


def tone(day: date, today: date) -> str:
    """How a due date is marked: "late", "soon" or "idle"."""
    days = (day - today).days
    if days < 0:
        return "late"
    return "soon" if days <= SOON_IN_DAYS else "idle"


@lru_cache(maxsize=4096)
def dated(day: date, today: date, mark: str = "", words: str = "") -> Markup:
    """The date, then its distance, with the bar of its tone; drawn once for the lines that share it."""
    return Markup(  # noqa: S704 - each part is escaped or a date
        f'<div class="dated b-{escape(mark or tone(day, today))}"><span class="when">{short_date(day, today)} '
        f"<small>{escape(words or distance(day, today))}</small></span></div>"
    )


def row(heading: object, url: str = "", more: object = "", *, caller: Caller = None) -> Markup:
    """A row with its heading, a link if it has an address; the body holds the cells."""
    named = f'<a href="{escape(url)}">{escape(heading)}</a>' if url else escape(heading)
    small = f' <span class="muted small">{escape(more)}</span>' if more else ""
    cells = caller() if caller else ""
    return Markup(f'<tr role="row"><th scope="row" role="rowheader">{named}{small}</th>{cells}</tr>')  # noqa: S704 - each part is escaped


def cell(label: str, words: object = "", classes: str = "", *, caller: Caller = None) -> Markup:
    """A cell; one without words says "Nothing" to who hears it."""
    inside = caller() if caller else escape(words)
    if not inside.strip():
        inside, classes, tag = Markup("Nothing"), f"blank {classes}", 'span class="vh"'
    else:
        tag = "div" if caller else "span"
    before, after = around(label, classes, tag)
    return Markup(f"{before}{inside}{after}")  # noqa: S704 - each part is escaped


@lru_cache(maxsize=512)
def around(label: str, classes: str, tag: str) -> tuple[str, str]:
    """What stands before and after the words of a cell: the same down a whole column."""
    look = f' class="{escape(classes)}"' if classes else ""
    return f'<td role="cell" data-l="{escape(label)}"{look}><{tag}>', f"</{tag.split(maxsplit=1)[0]}></td>"
