"""A mail as a value: what it says, once. Its plain text and its simple HTML are made from the same words.

look.md, "Mail": the first line says it all, then what is open, one button, a few links, why you get it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

TEMPLATES = Path(__file__).parents[2] / "templates" / "mail"
EXAMPLE = "Example data. Areas, people and figures are invented."


@dataclass(frozen=True)
class Way:
    """A link and its words. `path` begins with / and is put behind the configured address, never the request's."""

    label: str
    path: str


@dataclass(frozen=True)
class Letter:
    """One mail. `why` says why the reader gets it."""

    subject: str
    heading: str
    paragraphs: tuple[str, ...]
    button: Way
    why: str
    open_title: str = ""
    open_items: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True)
class House:
    """What every letter of this installation carries."""

    base_url: str
    help_line: str
    demonstration: Callable[[], bool]
    """Asked at each letter: demonstration mails say that everything in them is invented."""


_house: list[House] = []


def install(house: House) -> None:
    """Afterwards letters carry this."""
    _house[:] = [house]


@cache
def environment() -> Environment:
    """The two forms of a letter."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def address(path: str) -> str:
    """The full address of a page."""
    return _house[0].base_url.rstrip("/") + path


def forms(letter: Letter) -> tuple[str, str]:
    """The letter as plain text and as HTML."""
    house = _house[0]
    notice = EXAMPLE if house.demonstration() else ""
    words = {"letter": letter, "address": address, "help_line": house.help_line, "notice": notice}
    text, html = (environment().get_template(f"letter.{kind}").render(words) for kind in ("txt", "html"))
    return text, html
